package dev.footfall.infra;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceAttributes;
import software.amazon.awscdk.services.rds.DatabaseInstanceReadReplica;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.amazon.awscdk.services.rds.StorageType;
import software.constructs.Construct;

/**
 * A read replica in a second region, seconds behind, for the day the first region is lost. Nothing
 * can connect to it until an operator promotes it.
 */
class ReplicaStack extends Stack {
  /** A minute of lag is a minute of events that are lost with the first region. */
  private static final int MAX_LAG_SECONDS = 60;

  ReplicaStack(Construct scope, String id, StackProps props, Settings settings, String source) {
    super(scope, id, props);
    Stage stage = settings.stage();
    String region = settings.replicaRegion().orElseThrow();
    Network network =
        new Network(this, "Network", stage, Zones.of(region, Optional.empty(), stage));
    DatabaseInstanceReadReplica replica = replica(network, stage);
    CfnDBInstance resource =
        (CfnDBInstance) Objects.requireNonNull(replica.getNode().getDefaultChild());
    // The construct would look for the source in this region.
    resource.setSourceDbInstanceIdentifier(source);
    // CloudFormation infers encryption from the key, and does not accept both properties.
    resource.addPropertyDeletionOverride("StorageEncrypted");
    NagSuppressions.ofDatabase(replica, stage);
    alarm(replica, settings);
  }

  private DatabaseInstanceReadReplica replica(Network network, Stage stage) {
    SecurityGroup closed = network.closedGroup(this, "Group", "Replica");
    return DatabaseInstanceReadReplica.Builder.create(this, "Replica")
        .sourceDatabaseInstance(primary(closed))
        .instanceType(new InstanceType(stage.instanceClass()))
        .vpc(network.vpc())
        .vpcSubnets(Network.isolatedSubnets())
        .securityGroups(List.of(closed))
        .publiclyAccessible(false)
        .parameterGroup(
            DatabaseParameters.group(
                this,
                "Parameters",
                "As the primary: a replica with fewer connections stops",
                stage))
        .caCertificate(Database.CERTIFICATE_AUTHORITY)
        .iamAuthentication(true)
        .storageType(StorageType.GP3)
        // A cross-region replica needs a key in its own region.
        .storageEncryptionKey(key())
        .multiAz(stage.production())
        .copyTagsToSnapshot(true)
        .enablePerformanceInsights(true)
        .deletionProtection(stage.production())
        .removalPolicy(stage.databaseRemoval())
        .build();
  }

  /** A placeholder that the construct requires; {@code replica-source} names the real primary. */
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

  private Key key() {
    return Key.Builder.create(this, "Key").enableKeyRotation(true).build();
  }

  private void alarm(DatabaseInstanceReadReplica replica, Settings settings) {
    new AlarmTopic(this, "Tell", settings)
        .notifiedBy(
            Alarm.Builder.create(this, "ReplicaLag")
                .alarmDescription("The replica falls behind, or does not report its lag.")
                .metric(
                    replica.metric(
                        "ReplicaLag",
                        MetricOptions.builder()
                            .statistic("Maximum")
                            .period(Metrics.PERIOD)
                            .build()))
                .threshold(MAX_LAG_SECONDS)
                .evaluationPeriods(3)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .treatMissingData(TreatMissingData.BREACHING)
                .build());
  }
}
