package dev.footfall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.database.Upkeep;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * In the migrator's role, every invocation (a deployment's trigger or a schedule) runs the upkeep
 * and returns a report, or fails if the upkeep fails. Events from API Gateway get a 404, so that no
 * outside caller can start it. In the collector's role this class only delegates.
 */
@Decorator
@Priority(1)
class Migrator implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final Logger LOG = Logger.getLogger(Migrator.class);

  private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> collector;
  private final FunctionConfig config;
  private final Upkeep upkeep;
  private final ObjectMapper json;

  Migrator(
      @Any @Delegate RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> collector,
      FunctionConfig config,
      Upkeep upkeep,
      ObjectMapper json) {
    this.collector = collector;
    this.config = config;
    this.upkeep = upkeep;
    this.json = json;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    if (config.role() == FunctionConfig.Role.COLLECTOR) {
      return collector.handleRequest(event, context);
    }
    if (event.getRequestContext() != null) {
      return answer(404, "{}");
    }
    try {
      String report = json.writeValueAsString(upkeep.run());
      LOG.infof("Upkeep done: %s", report);
      return answer(200, report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the report cannot be written", e);
    }
  }

  private static APIGatewayV2HTTPResponse answer(int status, String body) {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(Map.of("content-type", "application/json"))
        .withBody(body)
        .build();
  }
}
