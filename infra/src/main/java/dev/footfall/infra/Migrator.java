package dev.footfall.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.ParamsAndSecretsLayerVersion;
import software.amazon.awscdk.services.lambda.ParamsAndSecretsLogLevel;
import software.amazon.awscdk.services.lambda.ParamsAndSecretsOptions;
import software.amazon.awscdk.services.lambda.ParamsAndSecretsVersions;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.ScheduleTargetInput;
import software.amazon.awscdk.services.scheduler.targets.LambdaInvoke;
import software.amazon.awscdk.triggers.Trigger;
import software.constructs.Construct;

/**
 * The same artifact in its other role. It migrates the database in each deployment, before the new
 * collector receives traffic, and does the upkeep on a schedule. Nothing else can invoke it.
 */
class Migrator extends Construct {
  /** A folder with Amazon's public root certificates for RDS, which the JDK does not include. */
  static final String CERTIFICATE_LAYER = "assets/rds-ca-layer";

  /** The certificates' path inside the layer. */
  static final String ROOT_CERTIFICATES = "rds-ca/global-bundle.pem";

  /** A quarter-hour is folded an hour after it ends, so running more often finds nothing new. */
  private static final Duration UPKEEP_INTERVAL = Duration.minutes(15);

  private final Function function;
  private final Trigger trigger;

  Migrator(Construct scope, String id, Network network, Database database, Settings settings) {
    super(scope, id);
    SecurityGroup group = network.closedGroup(this, "Group", "Migrator");
    Duration timeout = Duration.millis(Timeouts.MIGRATOR.toMillis());
    function =
        NativeFunction.builder(this, network, group, settings)
            .description("Footfall: migrates the database and does its upkeep")
            .timeout(timeout)
            .reservedConcurrentExecutions(settings.reservation().of(Stage.MIGRATOR_CONCURRENCY))
            .layers(List.of(certificateLayer()))
            .paramsAndSecrets(secretsExtension())
            .retryAttempts(0) // the schedule runs it again
            .build();
    network.grantSecretsManager(function);
    environment(database).forEach(function::addEnvironment);
    settings.breakdowns().ifPresent(keys -> function.addEnvironment("FOOTFALL_BREAKDOWNS", keys));
    settings.amountsKey().ifPresent(key -> function.addEnvironment("FOOTFALL_AMOUNTS_KEY", key));
    trigger =
        Trigger.Builder.create(this, "AtDeployment")
            .handler(function)
            .timeout(timeout)
            .executeAfter(List.of(network, database, group))
            .build();
    schedule();
  }

  /** Deploys the construct only after the migration has succeeded. */
  void runBefore(Construct construct) {
    trigger.executeBefore(construct);
  }

  Function function() {
    return function;
  }

  private Map<String, String> environment(Database database) {
    return Map.of(
        "FOOTFALL_FUNCTION_ROLE",
        "migrator",
        "FOOTFALL_MIGRATOR_JDBC_URL",
        database.jdbcUrl("/opt/" + ROOT_CERTIFICATES),
        "FOOTFALL_MIGRATOR_USERNAME",
        Database.OWNER,
        "FOOTFALL_MIGRATOR_SECRET",
        database.grantOwner(function, function),
        // Tells the upkeep to allow IAM sign-in for the collector's database role. The application
        // refuses IAM without verify-full.
        "FOOTFALL_DATABASE_AUTHENTICATION",
        "iam",
        "FOOTFALL_DATABASE_TLS",
        "verify-full");
  }

  private LayerVersion certificateLayer() {
    return LayerVersion.Builder.create(this, "Authorities")
        .description("Amazon's root certificates for RDS")
        .code(Code.fromAsset(CERTIFICATE_LAYER))
        .build();
  }

  /** Without its cache, so that a rotated password takes effect at once. */
  private static ParamsAndSecretsLayerVersion secretsExtension() {
    return ParamsAndSecretsLayerVersion.fromVersion(
        ParamsAndSecretsVersions.V1_0_103,
        ParamsAndSecretsOptions.builder()
            .cacheEnabled(false)
            .logLevel(ParamsAndSecretsLogLevel.WARN)
            .build());
  }

  private void schedule() {
    Schedule.Builder.create(this, "Schedule")
        .description("Creates and drops monthly partitions, folds counters")
        .schedule(ScheduleExpression.rate(UPKEEP_INTERVAL))
        .target(
            LambdaInvoke.Builder.create(function)
                // CDK would add a permission for every version of the function.
                .role(schedulerRole().withoutPolicyUpdates())
                .input(ScheduleTargetInput.fromText("{}"))
                .retryAttempts(0) // the schedule runs it again
                .build())
        .build();
  }

  private Role schedulerRole() {
    Role role =
        Role.Builder.create(this, "Scheduler")
            .assumedBy(new ServicePrincipal("scheduler.amazonaws.com"))
            .build();
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("lambda:InvokeFunction"))
            .resources(List.of(function.getFunctionArn()))
            .build());
    return role;
  }
}
