package dev.footfall.infra;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.rds.DatabaseProxy;
import software.amazon.awscdk.services.rds.DefaultAuthScheme;
import software.amazon.awscdk.services.rds.ProxyTarget;
import software.constructs.Construct;

/**
 * RDS Proxy, which shares the database's connections among all collectors. Both ends authenticate
 * by IAM over TLS, so the collector's role needs no password.
 */
class ConnectionProxy extends Construct {
  /** The database role that the migrations create. */
  static final String COLLECTOR = "footfall_collector";

  private final DatabaseProxy proxy;

  ConnectionProxy(Construct scope, String id, Network network, Database database, Stage stage) {
    super(scope, id);
    proxy =
        DatabaseProxy.Builder.create(this, "Proxy")
            .proxyTarget(ProxyTarget.fromInstance(database.instance()))
            .vpc(network.vpc())
            .vpcSubnets(Network.isolated())
            .securityGroups(List.of(network.closedGroup(this, "Group", "RDS Proxy")))
            .defaultAuthScheme(DefaultAuthScheme.IAM_AUTH)
            .iamAuth(true)
            .requireTls(true)
            .maxConnectionsPercent(stage.proxyPercent())
            // Half stay open: opening one costs a sign-in, and a campaign's mail goes out at once.
            .maxIdleConnectionsPercent(stage.proxyPercent() / 2)
            .borrowTimeout(Duration.millis(Stage.BORROW.toMillis()))
            // A frozen instance's connections; the collector makes new ones after a minute anyway.
            .idleClientTimeout(Duration.minutes(5))
            // Not for the whole server, because the owner's migrations take longer.
            .initQuery("SET statement_timeout = " + Stage.STATEMENT.toMillis())
            .build();
    database.instance().grantConnect(proxyRole(), COLLECTOR);
  }

  /** Lets the collector connect, as its role and no other. */
  void grantConnect(Function collector) {
    proxy.getConnections().allowFrom(collector, Port.tcp(Database.PORT), "PostgreSQL, pooled");
    proxy.grantConnect(collector, COLLECTOR);
  }

  String url() {
    return "postgresql://%s:%d/%s".formatted(proxy.getEndpoint(), Database.PORT, Database.NAME);
  }

  String name() {
    return proxy.getDbProxyName();
  }

  private IGrantable proxyRole() {
    return (IGrantable) proxy.getNode().findChild("IAMRole");
  }
}
