package dev.footfall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;

/**
 * Writes a line of metrics to standard output at the end of every invocation, failed ones included.
 * It bypasses the logger, because CloudWatch ignores metrics inside a log record, and comes before
 * the response, because Lambda may freeze the instance right after it.
 */
@Decorator
@Priority(0)
class MetricsPublisher implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> next;
  private final MetricsConfig config;
  private final MetricsLine line;

  MetricsPublisher(
      @Any @Delegate RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> next,
      MetricsConfig config,
      MetricsLine line) {
    this.next = next;
    this.config = config;
    this.line = line;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    try {
      return next.handleRequest(event, context);
    } finally {
      if (config.emf()) {
        System.out.println(line.next());
      }
    }
  }
}
