package dev.footfall.infra;

import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.rds.CaCertificate;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceEngine;
import software.amazon.awscdk.services.rds.IInstanceEngine;
import software.amazon.awscdk.services.rds.PostgresEngineVersion;
import software.amazon.awscdk.services.rds.PostgresInstanceEngineProps;
import software.amazon.awscdk.services.rds.RotationSingleUserOptions;
import software.amazon.awscdk.services.rds.StorageType;
import software.constructs.Construct;

/** PostgreSQL: encrypted, private, and recoverable to any second of the backup period. */
class Database extends Construct {
  static final int PORT = 5432;
  static final String NAME = "footfall";
  static final String OWNER = "footfall_owner";

  static final IInstanceEngine ENGINE =
      DatabaseInstanceEngine.postgres(
          PostgresInstanceEngineProps.builder().version(PostgresEngineVersion.VER_18_3).build());

  /** Valid until 2061. */
  static final CaCertificate CERTIFICATE_AUTHORITY = CaCertificate.RDS_CA_RSA2048_G1;

  private final DatabaseInstance instance;
  private final String ownerSecret;

  Database(Construct scope, String id, Network network, Settings settings) {
    super(scope, id);
    DatabaseInstance.Builder builder = builder(network, settings.stage());
    // RDS does not replicate an instance whose password it manages.
    if (settings.replicaRegion().isPresent()) {
      instance = builder.credentials(Credentials.fromGeneratedSecret(OWNER)).build();
      ownerSecret = rotatedSecret(network);
    } else {
      instance =
          builder
              .credentials(Credentials.fromUsername(OWNER))
              .manageMasterUserPassword(true)
              .build();
      ownerSecret = resource().getAttrMasterUserSecretSecretArn();
    }
    settings.restore().into(resource());
    NagSuppressions.ofDatabase(instance, settings.stage());
  }

  private DatabaseInstance.Builder builder(Network network, Stage stage) {
    return DatabaseInstance.Builder.create(this, "Postgres")
        .engine(ENGINE)
        .instanceType(new InstanceType(stage.instanceClass()))
        .vpc(network.vpc())
        .vpcSubnets(Network.isolatedSubnets())
        .securityGroups(List.of(network.closedGroup(this, "Group", "PostgreSQL")))
        .publiclyAccessible(false)
        .databaseName(NAME)
        .port(PORT)
        .parameterGroup(
            DatabaseParameters.group(this, "Parameters", "Append-only, many writers", stage))
        .caCertificate(CERTIFICATE_AUTHORITY)
        .iamAuthentication(true)
        .storageType(StorageType.GP3)
        .allocatedStorage(stage.storageGib())
        .maxAllocatedStorage(stage.maxStorageGib())
        .storageEncrypted(true)
        .multiAz(stage.production())
        .backupRetention(Duration.days(stage.backupDays()))
        .copyTagsToSnapshot(true)
        // UTC, when there is little traffic in Europe and the Americas.
        .preferredBackupWindow("02:00-02:30")
        .preferredMaintenanceWindow("Sun:03:00-Sun:04:00")
        .autoMinorVersionUpgrade(true)
        .enablePerformanceInsights(true)
        .cloudwatchLogsExports(List.of("postgresql"))
        .cloudwatchLogsRetention(stage.logRetention())
        .removalPolicy(stage.databaseRemoval());
  }

  /** The owner's JDBC URL, which bypasses the proxy. */
  String jdbcUrl(String rootCertificates) {
    return "jdbc:postgresql://%s:%d/%s?sslmode=verify-full&sslrootcert=%s"
        .formatted(instance.getDbInstanceEndpointAddress(), PORT, NAME, rootCertificates);
  }

  /** Allows the client to connect and to read the owner's password; returns the secret's ARN. */
  String grantOwner(IGrantable client, IConnectable from) {
    instance.getConnections().allowFrom(from, Port.tcp(PORT), "PostgreSQL, as its owner");
    Grant.addToPrincipal(
        GrantOnPrincipalOptions.builder()
            .grantee(client)
            .actions(List.of("secretsmanager:GetSecretValue"))
            .resourceArns(List.of(ownerSecret))
            .build());
    return ownerSecret;
  }

  DatabaseInstance instance() {
    return instance;
  }

  String identifier() {
    return instance.getInstanceIdentifier();
  }

  /** The instance's ARN, which a replica in another region needs. */
  String arn() {
    return Stack.of(this)
        .formatArn(
            ArnComponents.builder()
                .service("rds")
                .resource("db")
                .resourceName(identifier())
                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                .build());
  }

  private String rotatedSecret(Network network) {
    SecurityGroup group =
        network.closedGroup(this, "RotationGroup", "Rotation of the owner password");
    network.grantSecretsManager(group);
    instance.addRotationSingleUser(
        RotationSingleUserOptions.builder()
            // Or the first migration might read the secret while it is rotated.
            .rotateImmediatelyOnUpdate(false)
            .automaticallyAfter(Duration.days(7)) // as often as RDS rotates a secret of its own
            .vpcSubnets(Network.isolatedSubnets())
            .securityGroup(group)
            .build());
    return Objects.requireNonNull(instance.getSecret()).getSecretArn();
  }

  private CfnDBInstance resource() {
    return (CfnDBInstance) Objects.requireNonNull(instance.getNode().getDefaultChild());
  }
}
