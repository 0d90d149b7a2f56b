package dev.footfall.infra;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** Footfall in one region: everything from the API to the database. */
class FootfallStack extends Stack {
  FootfallStack(Construct scope, String id, StackProps props, Settings settings) {
    super(scope, id, props);
    Stage stage = settings.stage();
    Network network = new Network(this, "Network", stage);
    Database database = new Database(this, "Database", network, settings);
    ConnectionProxy proxy = new ConnectionProxy(this, "Proxy", network, database, stage);
    Migrator migrator = new Migrator(this, "Migrator", network, database, settings);
    Collector collector = new Collector(this, "Collector", network, proxy, migrator, settings);
    Entrance entrance = new Entrance(this, "Entrance", collector.live(), settings);
    output("ApiUrl", entrance.stage().getUrl());
    output("DatabaseArn", database.arn());
    output("MigratorFunction", migrator.function().getFunctionName());
  }

  private void output(String name, String value) {
    CfnOutput.Builder.create(this, name).value(value).build();
  }
}
