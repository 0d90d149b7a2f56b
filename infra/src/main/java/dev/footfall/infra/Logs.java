package dev.footfall.infra;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** Log groups with the stage's retention, deleted with the stack. */
final class Logs {
  private Logs() {}

  static LogGroup group(Construct scope, String id, Stage stage) {
    return LogGroup.Builder.create(scope, id)
        .retention(retention(stage.logDays()))
        .removalPolicy(RemovalPolicy.DESTROY)
        .build();
  }

  private static RetentionDays retention(int days) {
    return switch (days) {
      case 7 -> RetentionDays.ONE_WEEK;
      case 90 -> RetentionDays.THREE_MONTHS;
      default -> throw new IllegalArgumentException("CloudWatch has no retention of " + days);
    };
  }
}
