package dev.footfall.lambda;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Metrics and logs as they are written in production. */
public class InProduction implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("footfall.metrics.emf", "true", "quarkus.log.console.json.enabled", "true");
  }
}
