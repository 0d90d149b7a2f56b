package dev.footfall.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Escapes what a browser sends unescaped in a query string though RFC 3986 does not allow it there,
 * such as a bar, a brace or a lone percent sign; the HTTP layer would refuse the request with an
 * empty answer, and a pixel's event would be lost.
 */
@Decorator
@Priority(2)
class QueryRepair implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final Pattern NOT_ALLOWED =
      Pattern.compile("%(?!\\p{XDigit}{2})|[^A-Za-z0-9%\\-._~!$&'()*+,;=:@/?]");

  private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> next;

  QueryRepair(@Any @Delegate RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> next) {
    this.next = next;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    if (event.getRawQueryString() != null) {
      event.setRawQueryString(repaired(event.getRawQueryString()));
    }
    return next.handleRequest(event, context);
  }

  static String repaired(String query) {
    return NOT_ALLOWED.matcher(query).replaceAll(match -> escaped(match.group()));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
