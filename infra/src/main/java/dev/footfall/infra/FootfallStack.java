package dev.footfall.infra;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/**
 * Footfall in one region, from the API to the database. The construct ids are part of every
 * resource's logical id: changing one replaces what is deployed.
 */
class FootfallStack extends Stack {
  FootfallStack(Construct scope, String id, StackProps props, Settings settings) {
    super(scope, id, props);
    Stage stage = settings.stage();
    Network network = new Network(this, "Network", stage);
    Database database = new Database(this, "Database", network, settings);
    ConnectionProxy proxy = new ConnectionProxy(this, "Proxy", network, database, stage);
    Migrator migrator = new Migrator(this, "Migrator", network, database, settings);
    Collector collector = new Collector(this, "Collector", network, proxy, migrator, settings);
    HttpApi api = new HttpApi(this, "Entrance", collector.live(), settings);
    Metrics metrics =
        new Metrics(api.stage(), collector.function(), migrator.function(), proxy, database);
    Alarms alarms = new Alarms(this, "Alarms", metrics, database, settings);
    new Dashboard(this, "Overview", metrics);
    addOptionalParts(api, settings);
    NagSuppressions.ofTrigger(this);
    output("ApiUrl", settings.domain().map(Settings.Domain::url).orElseGet(api::url));
    output("DatabaseArn", database.arn());
    output("MigratorFunction", migrator.function().getFunctionName());
    output("AlarmTopic", alarms.topicArn());
  }

  private void addOptionalParts(HttpApi api, Settings settings) {
    settings.domain().ifPresent(domain -> new CustomDomain(this, "Domain", api, domain));
    settings
        .budgetDollars()
        .ifPresent(
            dollars -> new Budget(this, "Budget", dollars, settings.alarmEmail().orElseThrow()));
  }

  private void output(String name, String value) {
    CfnOutput.Builder.create(this, name).value(value).build();
  }
}
