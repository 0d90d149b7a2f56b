package dev.footfall.infra;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.rds.CaCertificate;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceAttributes;
import software.amazon.awscdk.services.rds.DatabaseInstanceReadReplica;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.amazon.awscdk.services.rds.ParameterGroup;
import software.amazon.awscdk.services.rds.StorageType;
import software.constructs.Construct;

/**
 * A read replica in a second region, for the loss of the first. No client may connect to it until
 * an operator promotes it.
 */
class ReplicaStack extends Stack {
  /** A minute of lag is a minute of events lost with the region. */
  private static final int LAG_SECONDS = 60;

  ReplicaStack(Construct scope, String id, StackProps props, Settings settings, String source) {
    super(scope, id, props);
    Stage stage = settings.stage();
    Network network = new Network(this, "Network", stage);
    DatabaseInstanceReadReplica replica = replica(network, stage);
    CfnDBInstance resource = (CfnDBInstance) replica.getNode().getDefaultChild();
    // The construct would look for it in this region.
    resource.setSourceDbInstanceIdentifier(source);
    // CloudFormation takes it from the key, and takes only one of the two.
    resource.addPropertyDeletionOverride("StorageEncrypted");
    NagSuppressions.ofDatabase(replica, stage);
    alarm(replica, settings);
  }

  private DatabaseInstanceReadReplica replica(Network network, Stage stage) {
    SecurityGroup closed = network.closedGroup(this, "Group", "Replica");
    return DatabaseInstanceReadReplica.Builder.create(this, "Replica")
        .sourceDatabaseInstance(primary(closed))
        .instanceType(new InstanceType(stage.databaseClass()))
        .vpc(network.vpc())
        .vpcSubnets(Network.isolated())
        .securityGroups(List.of(closed))
        .publiclyAccessible(false)
        .parameterGroup(parameters(stage))
        .caCertificate(CaCertificate.RDS_CA_RSA2048_G1)
        .iamAuthentication(true)
        .storageType(StorageType.GP3)
        // A replica from another region is encrypted by a key of its own.
        .storageEncryptionKey(key())
        .multiAz(stage.production())
        .copyTagsToSnapshot(true)
        .enablePerformanceInsights(true)
        .deletionProtection(stage.production())
        .removalPolicy(stage.production() ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY)
        .build();
  }

  /** Stands for it; {@code replica-source} says which it is. */
  private IDatabaseInstance primary(SecurityGroup group) {
    return DatabaseInstance.fromDatabaseInstanceAttributes(
        this,
        "Primary",
        DatabaseInstanceAttributes.builder()
            .instanceIdentifier("primary")
            .instanceEndpointAddress("unused")
            .port(Database.PORT)
            .securityGroups(List.of(group))
            .engine(Database.ENGINE)
            .build());
  }

  private ParameterGroup parameters(Stage stage) {
    return ParameterGroup.Builder.create(this, "Parameters")
        .engine(Database.ENGINE)
        .description("As the primary: a replica with fewer connections stops")
        .parameters(DatabaseParameters.of(stage))
        .build();
  }

  private Key key() {
    return Key.Builder.create(this, "Key").enableKeyRotation(true).build();
  }

  private void alarm(DatabaseInstanceReadReplica replica, Settings settings) {
    new AlarmTopic(this, "Tell", settings)
        .hears(
            Alarm.Builder.create(this, "ReplicaLag")
                .alarmDescription("The replica falls behind, or does not report its lag.")
                .metric(
                    replica.metric(
                        "ReplicaLag",
                        MetricOptions.builder()
                            .statistic("Maximum")
                            .period(Metrics.PERIOD)
                            .build()))
                .threshold(LAG_SECONDS)
                .evaluationPeriods(3)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .treatMissingData(TreatMissingData.BREACHING)
                .build());
  }
}
