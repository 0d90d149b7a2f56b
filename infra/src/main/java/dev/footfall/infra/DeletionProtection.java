package dev.footfall.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.customresources.AwsCustomResourcePolicy;
import software.amazon.awscdk.customresources.AwsSdkCall;
import software.amazon.awscdk.customresources.PhysicalResourceId;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Protects the database from deletion once everything else of the stack exists. As a property of
 * the database, it would be in force while a first deployment that has failed is rolled back, and
 * CloudFormation, which does not lift it, would be stuck.
 */
class DeletionProtection extends Construct {
  DeletionProtection(
      Construct scope, String id, Database database, Stage stage, List<IConstruct> others) {
    super(scope, id);
    AwsCustomResource protection =
        AwsCustomResource.Builder.create(this, "Protect")
            .resourceType("Custom::DeletionProtection")
            .onUpdate(
                AwsSdkCall.builder()
                    .service("RDS")
                    .action("modifyDBInstance")
                    // Sorted, because CDK writes them in the map's order.
                    .parameters(
                        new TreeMap<>(
                            Map.of(
                                "DBInstanceIdentifier",
                                database.identifier(),
                                "DeletionProtection",
                                true)))
                    .physicalResourceId(PhysicalResourceId.of(database.identifier()))
                    .build())
            .policy(
                AwsCustomResourcePolicy.fromStatements(
                    List.of(
                        PolicyStatement.Builder.create()
                            .actions(List.of("rds:ModifyDBInstance"))
                            .resources(List.of(database.arn()))
                            .build())))
            .installLatestAwsSdk(false)
            .logGroup(LogGroups.create(this, "Log", stage))
            .build();
    others.forEach(protection.getNode()::addDependency);
  }
}
