package dev.footfall.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** The cdk-nag findings that are accepted, each as narrow as possible and with its reason. */
final class NagSuppressions {
  /** The ids of CDK's own functions: the migration's trigger, log retention, calls of AWS's API. */
  private static final List<String> HELPERS =
      List.of(
          "AWSCDK.TriggerCustomResource", "LogRetention", "AWS679f53fac002430cb0da5b7982bd2287");

  private NagSuppressions() {}

  static void accept(IConstruct construct, String rule, String reason, String... findings) {
    NagPackSuppression.Builder suppression = NagPackSuppression.builder().id(rule).reason(reason);
    if (findings.length > 0) {
      suppression.appliesTo(List.of(findings));
    }
    io.github.cdklabs.cdknag.NagSuppressions.addResourceSuppressions(
        (Construct) construct, List.of(suppression.build()), true);
  }

  static void ofDatabase(Construct database, Stage stage) {
    accept(
        database,
        "AwsSolutions-RDS11",
        "Its security group admits only the proxy and the migrator, so another port would protect"
            + " nothing.");
    if (stage.production()) {
      accept(database, "AwsSolutions-RDS10", "Protected when all else exists: DeletionProtection.");
    } else {
      accept(database, "AwsSolutions-RDS3", "A trial may be unavailable while its zone is.");
      accept(database, "AwsSolutions-RDS10", "One command must be able to tear a trial down.");
    }
  }

  /** For CDK's own functions, which a deployment runs. */
  static void ofHelpers(Stack stack) {
    stack.getNode().getChildren().stream()
        .filter(child -> HELPERS.stream().anyMatch(child.getNode().getId()::startsWith))
        .forEach(
            helper -> {
              accept(helper, "AwsSolutions-IAM4", "CDK's own function: it may log, to any group.");
              accept(
                  helper,
                  "AwsSolutions-IAM5",
                  "CDK's own function: it may invoke any version of the migrator, or set how long"
                      + " a log is kept, and nothing else.");
              accept(helper, "AwsSolutions-L1", "CDK's own function: CDK chooses its runtime.");
            });
  }
}
