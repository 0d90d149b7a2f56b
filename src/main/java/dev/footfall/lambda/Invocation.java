package dev.footfall.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
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

  /**
   * The answer to an HTTP request in a role that takes none, so that no outside caller starts it.
   */
  static APIGatewayV2HTTPResponse notFound() {
    return answer(404, "{}");
  }

  /** An answer with a body of JSON. */
  static APIGatewayV2HTTPResponse answer(int status, String body) {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(Map.of("content-type", "application/json"))
        .withBody(body)
        .build();
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
