package dev.footfall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.database.Erasure;
import dev.footfall.database.Upkeep;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import org.jboss.logging.Logger;

/**
 * In the migrator's role, an invocation with {@code erase} erases events, and every other (a
 * deployment's trigger or a schedule) runs the upkeep. Both return a report, or fail. Events from
 * API Gateway get a 404, so that no outside caller can start it. In other roles this class only
 * delegates.
 */
@Decorator
@Priority(1)
class Migrator implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final Logger LOG = Logger.getLogger(Migrator.class);

  private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> collector;
  private final FunctionConfig config;
  private final Upkeep upkeep;
  private final Erasure erasure;
  private final ObjectMapper json;

  Migrator(
      @Any @Delegate RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> collector,
      FunctionConfig config,
      Upkeep upkeep,
      Erasure erasure,
      ObjectMapper json) {
    this.collector = collector;
    this.config = config;
    this.upkeep = upkeep;
    this.erasure = erasure;
    this.json = json;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    if (config.role() != FunctionConfig.Role.MIGRATOR) {
      return collector.handleRequest(event, context);
    }
    if (Invocation.isHttp(event)) {
      return Invocation.notFound();
    }
    JsonNode command = ((Invocation) event).others().get("erase");
    return command == null
        ? report("Upkeep", upkeep.run())
        : report("Erasure", EraseCommand.run(command, erasure));
  }

  private APIGatewayV2HTTPResponse report(String work, Object done) {
    try {
      String report = json.writeValueAsString(done);
      LOG.infof("%s done: %s", work, report);
      return Invocation.answer(200, report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the report cannot be written", e);
    }
  }
}
