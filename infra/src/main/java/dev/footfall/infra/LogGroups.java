package dev.footfall.infra;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** Log groups whose entries expire after the stage's retention, and that go with the stack. */
final class LogGroups {
  private LogGroups() {}

  static LogGroup create(Construct scope, String id, Stage stage) {
    return LogGroup.Builder.create(scope, id)
        .retention(stage.logRetention())
        .removalPolicy(RemovalPolicy.DESTROY)
        .build();
  }
}
