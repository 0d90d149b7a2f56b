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
 * A network without a way in or out: isolated subnets, no internet gateway, no NAT gateway. The
 * only endpoint is Secrets Manager's, for the clients that are granted it.
 */
class Network extends Construct {
  private final Vpc vpc;
  private final InterfaceVpcEndpoint secrets;

  Network(Construct scope, String id, Stage stage) {
    super(scope, id);
    vpc =
        Vpc.Builder.create(this, "Vpc")
            .availabilityZones(zones(stage))
            .natGateways(0)
            // Nothing uses the default group; emptying it would need an extra function.
            .restrictDefaultSecurityGroup(false)
            .subnetConfiguration(
                List.of(
                    SubnetConfiguration.builder()
                        .name("Isolated")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .cidrMask(
                            24) // 251 addresses; functions of one subnet and group share a few
                        .build()))
            .build();
    logRefusals(stage);
    secrets =
        InterfaceVpcEndpoint.Builder.create(this, "Secrets")
            .vpc(vpc)
            .service(InterfaceVpcEndpointAwsService.SECRETS_MANAGER)
            // It costs by the hour and zone, so dev has one.
            .subnets(SubnetSelection.builder().subnets(doors(stage)).build())
            .securityGroups(List.of(closedGroup(this, "SecretsGroup", "Door to Secrets Manager")))
            .open(false)
            .build();
  }

  Vpc vpc() {
    return vpc;
  }

  /** A security group without rules; constructs open the ports that they own. */
  SecurityGroup closedGroup(Construct scope, String id, String description) {
    return SecurityGroup.Builder.create(scope, id)
        .vpc(vpc)
        .description(description)
        .allowAllOutbound(false)
        .build();
  }

  /** Isolated subnets, all of them. */
  static SubnetSelection isolated() {
    return SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build();
  }

  void grantSecretsManager(IConnectable client) {
    secrets.getConnections().allowFrom(client, Port.tcp(443), "HTTPS to Secrets Manager");
  }

  private void logRefusals(Stage stage) {
    vpc.addFlowLog(
        "Refused",
        FlowLogOptions.builder()
            .destination(FlowLogDestination.toCloudWatchLogs(Logs.group(this, "RefusedLog", stage)))
            .trafficType(FlowLogTrafficType.REJECT)
            .build());
  }

  private List<ISubnet> doors(Stage stage) {
    List<ISubnet> all = vpc.getIsolatedSubnets();
    return stage.production() ? all : all.subList(0, 1);
  }

  /** The region's first zones; the template names none. */
  private static List<String> zones(Stage stage) {
    return IntStream.range(0, stage.availabilityZones())
        .mapToObj(i -> Fn.select(i, Fn.getAzs()))
        .toList();
  }
}
