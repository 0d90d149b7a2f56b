package dev.footfall.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.netty.runtime.virtual.VirtualResponseHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Collects the HTTP layer's messages into the response that API Gateway expects (payload format
 * 2.0): text as is, everything else in base64.
 */
final class HttpAnswer implements VirtualResponseHandler {
  /** Shorter than a request takes, longer than the connection needs to deliver a message. */
  private static final long PATIENCE_MS = 20;

  private final CompletableFuture<APIGatewayV2HTTPResponse> whole = new CompletableFuture<>();
  private final APIGatewayV2HTTPResponse answer = new APIGatewayV2HTTPResponse();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** Waits a moment for the response and returns whether it is complete. */
  boolean isThere() {
    try {
      whole.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  APIGatewayV2HTTPResponse get() {
    return whole.join();
  }

  @Override
  public void handleMessage(Object message) {
    try {
      if (message instanceof HttpResponse head) {
        answer.setStatusCode(head.status().code());
        answer.setHeaders(headers(head.headers()));
      }
      if (message instanceof HttpContent content) {
        content.content().readBytes(body, content.content().readableBytes());
      }
      if (message instanceof FileRegion file) {
        file.transferTo(Channels.newChannel(body), 0);
      }
      if (message instanceof LastHttpContent) {
        complete();
      }
    } catch (IOException | RuntimeException e) {
      whole.completeExceptionally(e);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void close() {
    whole.completeExceptionally(new IllegalStateException("the connection was closed"));
  }

  private static Map<String, String> headers(HttpHeaders all) {
    Map<String, String> joined = new LinkedHashMap<>();
    for (String name : all.names()) {
      // The response is sent in one piece.
      if (!name.equalsIgnoreCase(HttpHeaderNames.TRANSFER_ENCODING.toString())) {
        joined.put(name, String.join(",", all.getAll(name)));
      }
    }
    return joined;
  }

  private void complete() {
    if (body.size() > 0 && isText(answer.getHeaders())) {
      answer.setBody(body.toString(StandardCharsets.UTF_8));
    } else if (body.size() > 0) {
      answer.setIsBase64Encoded(true);
      answer.setBody(Base64.getEncoder().encodeToString(body.toByteArray()));
    }
    whole.complete(answer);
  }

  private static boolean isText(Map<String, String> headers) {
    String type = headers.getOrDefault("Content-Type", "").toLowerCase(Locale.ROOT);
    return !headers.containsKey("Content-Encoding")
        && (type.startsWith("text/")
            || type.contains("json")
            || type.contains("xml")
            || type.contains("yaml"));
  }
}
