package dev.footfall.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.ParamsAndSecretsLayerVersion;
import software.amazon.awscdk.services.lambda.ParamsAndSecretsLogLevel;
import software.amazon.awscdk.services.lambda.ParamsAndSecretsOptions;
import software.amazon.awscdk.services.lambda.ParamsAndSecretsVersions;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.ScheduleTargetInput;
import software.amazon.awscdk.services.scheduler.targets.LambdaInvoke;
import software.amazon.awscdk.triggers.Trigger;
import software.constructs.Construct;

/**
 * The same artifact in its other role: runs migrations in each deployment, before the new collector
 * takes traffic, and upkeep on a schedule. Nothing else can invoke it.
 */
class Migrator extends Construct {
  /** Amazon's public root certificates for RDS, which the JDK does not include. */
  static final String AUTHORITIES = "rds-ca/global-bundle.pem";

  static final String LAYER = "assets/rds-ca-layer";

  private final Function function;
  private final Trigger trigger;

  Migrator(Construct scope, String id, Network network, Database database, Settings settings) {
    super(scope, id);
    Stage stage = settings.stage();
    LogGroup log = Logs.group(this, "Log", stage);
    SecurityGroup group = network.closedGroup(this, "Group", "Migrator");
    function =
        Function.Builder.create(this, "Function")
            .description("Footfall: migrates the database and keeps it tidy")
            .runtime(Runtime.PROVIDED_AL2023)
            .architecture(Architecture.ARM_64)
            .handler("bootstrap") // the runtime ignores it
            .code(Code.fromAsset(settings.functionZip().toString()))
            .memorySize(stage.migratorMemoryMib())
            .timeout(Duration.millis(Stage.MIGRATOR.toMillis()))
            .reservedConcurrentExecutions(Stage.MIGRATOR_CONCURRENCY)
            .layers(List.of(authorities()))
            .paramsAndSecrets(secretsExtension())
            .role(FunctionRole.of(this, "Role", log))
            .logGroup(log)
            .loggingFormat(LoggingFormat.TEXT) // JSON would wrap the line of metrics
            .vpc(network.vpc())
            .vpcSubnets(Network.isolated())
            .securityGroups(List.of(group))
            .retryAttempts(0) // the schedule runs again soon
            .build();
    network.grantSecretsManager(function);
    environment(database).forEach(function::addEnvironment);
    trigger =
        Trigger.Builder.create(this, "AtDeployment")
            .handler(function)
            .timeout(Duration.millis(Stage.MIGRATOR.toMillis()))
            .executeAfter(List.of(network, database, group))
            .build();
    schedule();
  }

  /** Deploys this construct only after a successful migration. */
  void runBefore(Construct part) {
    trigger.executeBefore(part);
  }

  Function function() {
    return function;
  }

  private Map<String, String> environment(Database database) {
    return Map.of(
        "FOOTFALL_FUNCTION_ROLE",
        "migrator",
        "FOOTFALL_MIGRATOR_JDBC_URL",
        database.jdbcUrl("/opt/" + AUTHORITIES),
        "FOOTFALL_MIGRATOR_USERNAME",
        Database.OWNER,
        "FOOTFALL_MIGRATOR_SECRET",
        database.grantOwner(function, function),
        // Makes the upkeep allow IAM sign-in for the collector's role; IAM requires verify-full.
        "FOOTFALL_DATABASE_AUTHENTICATION",
        "iam",
        "FOOTFALL_DATABASE_TLS",
        "verify-full");
  }

  private LayerVersion authorities() {
    return LayerVersion.Builder.create(this, "Authorities")
        .description("Amazon's root certificates for RDS")
        .code(Code.fromAsset(LAYER))
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
        .description("Makes and drops months, folds counters")
        .schedule(ScheduleExpression.rate(Duration.millis(Stage.UPKEEP_EVERY.toMillis())))
        .target(
            LambdaInvoke.Builder.create(function)
                .role(scheduler().withoutPolicyUpdates()) // it would add all versions
                .input(ScheduleTargetInput.fromText("{}"))
                .retryAttempts(0) // the schedule runs again soon
                .build())
        .build();
  }

  private Role scheduler() {
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
