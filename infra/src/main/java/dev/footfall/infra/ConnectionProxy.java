package dev.footfall.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.rds.DatabaseProxy;
import software.amazon.awscdk.services.rds.DefaultAuthScheme;
import software.amazon.awscdk.services.rds.ProxyTarget;
import software.constructs.Construct;

/**
 * RDS Proxy, which shares the database's connections among all collectors. Collectors sign in to
 * the proxy, and the proxy to the database, with IAM over TLS, so the collector's role has no
 * password.
 */
class ConnectionProxy extends Construct {
  /** The database role that the migrations create for the collector. */
  static final String COLLECTOR_ROLE = "footfall_collector";

  private final DatabaseProxy proxy;

  ConnectionProxy(Construct scope, String id, Network network, Database database, Stage stage) {
    super(scope, id);
    proxy =
        DatabaseProxy.Builder.create(this, "Proxy")
            .proxyTarget(ProxyTarget.fromInstance(database.instance()))
            .vpc(network.vpc())
            .vpcSubnets(Network.isolatedSubnets())
            .securityGroups(List.of(network.closedGroup(this, "Group", "RDS Proxy")))
            .defaultAuthScheme(DefaultAuthScheme.IAM_AUTH)
            .iamAuth(true)
            .requireTls(true)
            .maxConnectionsPercent(stage.proxyPercent())
            // Half stay open: opening one costs a sign-in, and a mailing's clicks come all at once.
            .maxIdleConnectionsPercent(stage.proxyPercent() / 2)
            .borrowTimeout(Duration.millis(Timeouts.BORROW.toMillis()))
            // For clients frozen with their instance; a collector reconnects after a minute anyway.
            .idleClientTimeout(Duration.minutes(5))
            // Set here and not on the server, because the owner's migrations take longer.
            .initQuery("SET statement_timeout = " + Timeouts.STATEMENT.toMillis())
            .build();
    database.instance().grantConnect(proxyRole(), COLLECTOR_ROLE);
  }

  /** Allows the function to connect as the collector's database role, and as no other. */
  void grantConnect(Function collector) {
    proxy.getConnections().allowFrom(collector, Port.tcp(Database.PORT), "PostgreSQL, pooled");
    proxy.grantConnect(collector, COLLECTOR_ROLE);
  }

  /** The environment of a function that connects as the collector's database role. */
  Map<String, String> environment() {
    return Map.of(
        "FOOTFALL_DATABASE_URL",
        "postgresql://%s:%d/%s".formatted(proxy.getEndpoint(), Database.PORT, Database.NAME),
        "FOOTFALL_DATABASE_AUTHENTICATION",
        "iam",
        "FOOTFALL_DATABASE_TLS",
        "verify-full",
        "FOOTFALL_DATABASE_POOL_SIZE",
        "" + Stage.POOL_SIZE,
        "FOOTFALL_DATABASE_CONNECT_TIMEOUT",
        Timeouts.CONNECT.toString(),
        "FOOTFALL_DATABASE_ATTEMPT_TIMEOUT",
        Timeouts.ATTEMPT.toString(),
        "FOOTFALL_DATABASE_TIMEOUT",
        Timeouts.TOTAL.toString());
  }

  String name() {
    return proxy.getDbProxyName();
  }

  private IGrantable proxyRole() {
    return (IGrantable) proxy.getNode().findChild("IAMRole");
  }
}
