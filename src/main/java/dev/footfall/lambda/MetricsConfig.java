package dev.footfall.lambda;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the function publishes its metrics. */
@ConfigMapping(prefix = "footfall.metrics")
interface MetricsConfig {

  /** Whether each invocation writes a line in CloudWatch's Embedded Metric Format. */
  @WithDefault("true")
  boolean emf();
}
