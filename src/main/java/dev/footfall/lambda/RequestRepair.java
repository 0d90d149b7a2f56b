package dev.footfall.lambda;

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
import org.jspecify.annotations.Nullable;

/**
 * Repairs requests that the HTTP layer would refuse with an empty 400 or 500, which would lose a
 * pixel's event. Escapes characters that RFC 3986 forbids: browsers leave bars, braces and lone
 * percent signs in a query string, and API Gateway decodes the path. Drops {@code Expect:
 * 100-continue}; the body has already arrived.
 */
@Decorator
@Priority(2)
class RequestRepair implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final Pattern NOT_ALLOWED_IN_PATH = notAllowedBeside("/");
  private static final Pattern NOT_ALLOWED_IN_QUERY = notAllowedBeside("/?");

  private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> next;

  RequestRepair(
      @Any @Delegate RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> next) {
    this.next = next;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    event.setRawPath(repaired(NOT_ALLOWED_IN_PATH, event.getRawPath()));
    event.setRawQueryString(repaired(NOT_ALLOWED_IN_QUERY, event.getRawQueryString()));
    if (event.getHeaders() != null) {
      event.getHeaders().keySet().removeIf("expect"::equalsIgnoreCase);
    }
    return next.handleRequest(event, context);
  }

  private static Pattern notAllowedBeside(String separators) {
    return Pattern.compile(
        "%(?!\\p{XDigit}{2})|[^A-Za-z0-9%\\-._~!$&'()*+,;=:@" + separators + "]");
  }

  private static @Nullable String repaired(Pattern notAllowed, @Nullable String text) {
    return text == null
        ? null
        : notAllowed.matcher(text).replaceAll(match -> escaped(match.group()));
  }

  /** Percent-encodes the text. The plus sign of form encoding would stay a plus sign in a path. */
  private static String escaped(String text) {
    return text.equals(" ") ? "%20" : URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
