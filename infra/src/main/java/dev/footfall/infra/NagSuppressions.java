package dev.footfall.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** The cdk-nag findings that we accept, each with its reason and as narrow as possible. */
final class NagSuppressions {
  private NagSuppressions() {}

  static void accept(IConstruct where, String rule, String reason, String... only) {
    NagPackSuppression.Builder finding = NagPackSuppression.builder().id(rule).reason(reason);
    if (only.length > 0) {
      finding.appliesTo(List.of(only));
    }
    io.github.cdklabs.cdknag.NagSuppressions.addResourceSuppressions(
        (Construct) where, List.of(finding.build()), true);
  }

  static void ofDatabase(Construct database, Stage stage) {
    accept(
        database,
        "AwsSolutions-RDS11",
        "Its security group lets in the proxy and the migrator and nobody else; another port would"
            + " hide nothing.");
    if (!stage.production()) {
      accept(database, "AwsSolutions-RDS3", "A trial may be down while its zone is.");
      accept(database, "AwsSolutions-RDS10", "A trial is torn down in one command.");
    }
  }

  /** CDK's own function behind the deployment's trigger. */
  static void ofTrigger(Stack stack) {
    stack.getNode().getChildren().stream()
        .filter(child -> child.getNode().getId().startsWith("AWSCDK.TriggerCustomResource"))
        .forEach(
            provider -> {
              accept(provider, "AwsSolutions-IAM4", "CDK's own: it may log, in any group.");
              accept(
                  provider,
                  "AwsSolutions-IAM5",
                  "CDK's own: it may start each version of the migrator, and nothing else.");
              accept(provider, "AwsSolutions-L1", "CDK's own: its runtime comes with CDK.");
            });
  }
}
