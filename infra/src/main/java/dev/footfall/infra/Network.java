package dev.footfall.infra;

import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.Construct;

/**
 * A network with no route to or from the internet: isolated subnets, no internet gateway, no NAT
 * gateway. Its only endpoint is Secrets Manager's, open to the clients that are granted it.
 */
class Network extends Construct {
  private final Vpc vpc;
  private final InterfaceVpcEndpoint secretsManager;

  Network(Construct scope, String id, Stage stage) {
    super(scope, id);
    vpc =
        Vpc.Builder.create(this, "Vpc")
            .availabilityZones(zones(stage))
            .natGateways(0)
            // Nothing uses the default group, and emptying it would need a function of its own.
            .restrictDefaultSecurityGroup(false)
            .subnetConfiguration(
                List.of(
                    SubnetConfiguration.builder()
                        .name("Isolated")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        // 251 addresses; functions with the same subnet and group share a few.
                        .cidrMask(24)
                        .build()))
            .build();
    logRejectedTraffic(stage);
    secretsManager =
        InterfaceVpcEndpoint.Builder.create(this, "Secrets")
            .vpc(vpc)
            .service(InterfaceVpcEndpointAwsService.SECRETS_MANAGER)
            .subnets(SubnetSelection.builder().subnets(endpointSubnets(stage)).build())
            .securityGroups(List.of(closedGroup(this, "SecretsGroup", "Secrets Manager endpoint")))
            .open(false)
            .build();
  }

  Vpc vpc() {
    return vpc;
  }

  /** A security group without rules. The construct that owns a port opens it. */
  SecurityGroup closedGroup(Construct scope, String id, String description) {
    return SecurityGroup.Builder.create(scope, id)
        .vpc(vpc)
        .description(description)
        .allowAllOutbound(false)
        .build();
  }

  /** All isolated subnets. */
  static SubnetSelection isolatedSubnets() {
    return SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build();
  }

  void grantSecretsManager(IConnectable client) {
    secretsManager.getConnections().allowFrom(client, Port.tcp(443), "HTTPS to Secrets Manager");
  }

  private void logRejectedTraffic(Stage stage) {
    vpc.addFlowLog(
        "Refused",
        FlowLogOptions.builder()
            .destination(
                FlowLogDestination.toCloudWatchLogs(LogGroups.create(this, "RefusedLog", stage)))
            .trafficType(FlowLogTrafficType.REJECT)
            .build());
  }

  /**
   * An endpoint is billed per hour and zone, so a trial has one and production one in each zone.
   */
  private List<ISubnet> endpointSubnets(Stage stage) {
    List<ISubnet> all = vpc.getIsolatedSubnets();
    return stage.production() ? all : all.subList(0, 1);
  }

  /** The region's first zones, resolved by CloudFormation: the template names none. */
  private static List<String> zones(Stage stage) {
    return IntStream.range(0, stage.availabilityZones())
        .mapToObj(i -> Fn.select(i, Fn.getAzs()))
        .toList();
  }
}
