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
 * A function's role that may write to its own log, and that lets Lambda attach the function to the
 * network while denying this to the function's code. Constructs grant everything else for what they
 * own.
 */
final class FunctionRole {
  /** EC2 defines no resource for network interfaces before they exist. */
  static final List<String> ATTACH =
      List.of(
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:AssignPrivateIpAddresses",
          "ec2:UnassignPrivateIpAddresses");

  private FunctionRole() {}

  static Role of(Construct scope, String id, ILogGroup log) {
    Role role =
        Role.Builder.create(scope, id)
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    log.grantWrite(role);
    role.addToPolicy(
        PolicyStatement.Builder.create().actions(ATTACH).resources(List.of("*")).build());
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .effect(Effect.DENY)
            .actions(ATTACH)
            .resources(List.of("*"))
            // Lambda sets this key on calls by a function's code, but not on its own calls.
            .conditions(Map.of("Null", Map.of("lambda:SourceFunctionArn", "false")))
            .build());
    NagSuppressions.accept(
        role,
        "AwsSolutions-IAM5",
        "Lambda attaches the function to the network with these; EC2 knows no resource beforehand,"
            + " and a Deny takes them from the function's own code.",
        "Resource::*");
    return role;
  }
}
