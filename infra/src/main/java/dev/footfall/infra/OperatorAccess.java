package dev.footfall.infra;

import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.constructs.Construct;

/**
 * A way in for people: a security group whose members reach the database. An operator starts a
 * CloudShell environment in the network with it, which costs nothing, needs no route to the
 * internet and is in CloudTrail. Who may start one, IAM says.
 */
class OperatorAccess extends Construct {
  private final SecurityGroup group;

  OperatorAccess(Construct scope, String id, Network network, Database database) {
    super(scope, id);
    group = network.closedGroup(this, "Group", "Operators");
    database
        .instance()
        .getConnections()
        .allowFrom(group, Port.tcp(Database.PORT), "PostgreSQL, for people");
  }

  String groupId() {
    return group.getSecurityGroupId();
  }
}
