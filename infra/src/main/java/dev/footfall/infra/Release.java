package dev.footfall.infra;

import java.util.List;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentConfig;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentGroup;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/**
 * Gives a new collector a tenth of the traffic first, and all of it ten minutes later: two periods
 * of the alarms. If one of them goes off, everything goes back to the old collector, and the
 * deployment fails.
 */
class Release extends Construct {
  Release(Construct scope, String id, Alias live, List<IAlarm> alarms) {
    super(scope, id);
    LambdaDeploymentGroup group =
        LambdaDeploymentGroup.Builder.create(this, "Group")
            .alias(live)
            .deploymentConfig(LambdaDeploymentConfig.CANARY_10_PERCENT_10_MINUTES)
            .alarms(alarms)
            .build();
    NagSuppressions.accept(
        group,
        "AwsSolutions-IAM4",
        "AWS's own policy for CodeDeploy with Lambda, and for no more.");
  }
}
