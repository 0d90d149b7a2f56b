package dev.footfall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.quarkus.netty.runtime.virtual.VirtualClientConnection;
import io.quarkus.vertx.http.runtime.QuarkusHttpHeaders;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Passes an event to the HTTP layer and returns its response. It replaces Quarkus' handler, which
 * splits headers at commas and can hang: its in-memory connection misses a wake-up if a message
 * arrives just as the event loop finds the queue empty. This one nudges the connection until the
 * response is complete.
 */
@Decorator
@Priority(10)
class HttpDispatch implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  /**
   * @param replaced Quarkus' handler, which is never called
   */
  HttpDispatch(
      @Any @Delegate RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> replaced) {}

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    HttpAnswer answer = new HttpAnswer();
    VirtualClientConnection<?> connection =
        VirtualClientConnection.connect(answer, VertxHttpRecorder.VIRTUAL_HTTP);
    try {
      connection.sendMessage(head(event, context));
      connection.sendMessage(body(event));
      while (!answer.isThere()) {
        nudge(connection);
      }
      return answer.get();
    } finally {
      connection.close();
    }
  }

  /**
   * Sends an empty buffer: not an HTTP message, so the HTTP layer ignores it, but the connection
   * looks into its queue. Not a constant: Netty's buffers must not get into a native image's heap.
   */
  private static void nudge(VirtualClientConnection<?> connection) {
    connection.sendMessage(Unpooled.EMPTY_BUFFER);
  }

  private static HttpRequest head(APIGatewayV2HTTPEvent event, Context context) {
    QuarkusHttpHeaders headers = new QuarkusHttpHeaders();
    headers.setContextObject(Context.class, context);
    headers.setContextObject(APIGatewayV2HTTPEvent.class, event);
    headers.setContextObject(APIGatewayV2HTTPEvent.RequestContext.class, event.getRequestContext());
    Optional.ofNullable(event.getHeaders()).orElse(Map.of()).forEach(headers::add);
    if (event.getCookies() != null) {
      headers.add(HttpHeaderNames.COOKIE, String.join("; ", event.getCookies()));
    }
    if (!headers.contains(HttpHeaderNames.HOST)) {
      headers.add(HttpHeaderNames.HOST, "localhost");
    }
    if (event.getBody() != null) {
      headers.remove(HttpHeaderNames.CONTENT_LENGTH);
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    String method = event.getRequestContext().getHttp().getMethod();
    return new DefaultHttpRequest(
        HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), uri(event), headers);
  }

  private static String uri(APIGatewayV2HTTPEvent event) {
    String query = event.getRawQueryString();
    return query == null || query.isEmpty() ? event.getRawPath() : event.getRawPath() + "?" + query;
  }

  private static LastHttpContent body(APIGatewayV2HTTPEvent event) {
    if (event.getBody() == null) {
      return LastHttpContent.EMPTY_LAST_CONTENT;
    }
    byte[] body =
        event.getIsBase64Encoded()
            ? Base64.getDecoder().decode(event.getBody())
            : event.getBody().getBytes(StandardCharsets.UTF_8);
    return new DefaultLastHttpContent(Unpooled.wrappedBuffer(body));
  }
}
