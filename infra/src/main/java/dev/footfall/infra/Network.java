package dev.footfall.infra;

import java.util.List;
import java.util.Optional;
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
 * gateway. Its endpoints of AWS's services are open to the clients that are granted them.
 */
class Network extends Construct {
  private final Stage stage;
  private final Vpc vpc;

  Network(Construct scope, String id, Stage stage, List<String> zones) {
    super(scope, id);
    this.stage = stage;
    vpc =
        Vpc.Builder.create(this, "Vpc")
            .availabilityZones(zones)
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
    logRejectedTraffic();
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
    secretsManager().getConnections().allowFrom(client, Port.tcp(443), "HTTPS to Secrets Manager");
  }

  /** Made for its first client, because it costs something where nobody needs it. */
  private InterfaceVpcEndpoint secretsManager() {
    String id = "Secrets";
    return Optional.ofNullable((InterfaceVpcEndpoint) getNode().tryFindChild(id))
        .orElseGet(
            () ->
                endpoint(
                    this, id, InterfaceVpcEndpointAwsService.SECRETS_MANAGER, "Secrets Manager"));
  }

  /** The way to one of AWS's services, closed until a client is allowed to use it. */
  InterfaceVpcEndpoint endpoint(
      Construct scope, String id, InterfaceVpcEndpointAwsService service, String name) {
    return InterfaceVpcEndpoint.Builder.create(scope, id)
        .vpc(vpc)
        .service(service)
        .subnets(SubnetSelection.builder().subnets(endpointSubnets()).build())
        .securityGroups(List.of(closedGroup(scope, id + "Group", name + " endpoint")))
        .open(false)
        .build();
  }

  private void logRejectedTraffic() {
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
  private List<ISubnet> endpointSubnets() {
    List<ISubnet> all = vpc.getIsolatedSubnets();
    return stage.production() ? all : all.subList(0, 1);
  }
}
