package dev.footfall.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/**
 * A function's execution role. It allows writing to the function's own log, and it lets Lambda, but
 * not the function's code, attach the function to the network. The constructs that own other
 * resources grant access to them.
 */
final class ExecutionRole {
  static final List<String> NETWORK_INTERFACE_ACTIONS =
      List.of(
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:AssignPrivateIpAddresses",
          "ec2:UnassignPrivateIpAddresses");

  private ExecutionRole() {}

  static Role create(Construct scope, String id, ILogGroup log) {
    Role role =
        Role.Builder.create(scope, id)
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    log.grantWrite(role);
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(NETWORK_INTERFACE_ACTIONS)
            .resources(List.of("*")) // EC2 has no ARN for a network interface before it exists
            .build());
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .effect(Effect.DENY)
            .actions(NETWORK_INTERFACE_ACTIONS)
            .resources(List.of("*"))
            // Lambda sets this key on calls made by the function's code, but not on its own calls.
            .conditions(Map.of("Null", Map.of("lambda:SourceFunctionArn", "false")))
            .build());
    NagSuppressions.accept(
        role,
        "AwsSolutions-IAM5",
        "Lambda needs these to attach the function to the network, and EC2 has no ARN for a network"
            + " interface before it exists. A Deny withholds them from the function's code.",
        "Resource::*");
    return role;
  }
}
