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
 * Escapes what stands unescaped in a path or a query though RFC 3986 does not allow it there: a
 * browser sends a bar, a brace or a lone percent sign, and API Gateway hands paths over decoded.
 * The HTTP layer would refuse the request, so that a pixel's event would be lost, and log all of
 * its URI.
 */
@Decorator
@Priority(2)
class UriRepair implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final String LONE_PERCENT = "%(?!\\p{XDigit}{2})";
  private static final String NOT_IN_A_PATH = "[^A-Za-z0-9%\\-._~!$&'()*+,;=:@/]";
  private static final Pattern PATH = Pattern.compile(LONE_PERCENT + "|" + NOT_IN_A_PATH);
  private static final Pattern QUERY = Pattern.compile(LONE_PERCENT + "|(?!\\?)" + NOT_IN_A_PATH);

  private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> next;

  UriRepair(@Any @Delegate RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> next) {
    this.next = next;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    event.setRawPath(repaired(PATH, event.getRawPath()));
    event.setRawQueryString(repaired(QUERY, event.getRawQueryString()));
    return next.handleRequest(event, context);
  }

  private static String repaired(Pattern notAllowed, String text) {
    return text == null
        ? null
        : notAllowed.matcher(text).replaceAll(match -> escaped(match.group()));
  }

  private static String escaped(String text) {
    return text.equals(" ") ? "%20" : URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
