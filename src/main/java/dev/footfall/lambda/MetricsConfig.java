package dev.footfall.lambda;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the function publishes what it measures. */
@ConfigMapping(prefix = "footfall.metrics")
interface MetricsConfig {

  /** Whether each invocation ends with a line in CloudWatch's Embedded Metric Format. */
  @WithDefault("true")
  boolean emf();
}
