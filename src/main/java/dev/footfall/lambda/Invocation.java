package dev.footfall.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event of Lambda with all of its fields. Quarkus' handler reads every event as an HTTP request
 * of API Gateway, and would lose the fields of any other.
 */
@RegisterForReflection
public class Invocation extends APIGatewayV2HTTPEvent {
  private final transient Map<String, JsonNode> others = new TreeMap<>();

  @JsonAnySetter
  void set(String name, JsonNode value) {
    others.put(name, value);
  }

  /** Its top-level fields that no HTTP request has. */
  Map<String, JsonNode> others() {
    return others;
  }

  /** Whether it is an HTTP request. */
  static boolean isHttp(APIGatewayV2HTTPEvent event) {
    return event.getRequestContext() != null;
  }

  /** Makes Jackson read each event as an {@link Invocation}. */
  @Singleton
  static class Reader implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper json) {
      json.addMixIn(APIGatewayV2HTTPEvent.class, AsInvocation.class);
    }
  }

  @JsonDeserialize(as = Invocation.class)
  @RegisterForReflection
  private interface AsInvocation {}
}
