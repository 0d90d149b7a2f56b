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
    HttpApi httpApi = new HttpApi(this, "Entrance", collector.live(), settings);
    Metrics metrics =
        new Metrics(httpApi.stage(), collector.function(), migrator.function(), proxy, database);
    Alarms alarms = new Alarms(this, "Alarms", metrics, database, settings);
    new Dashboard(this, "Overview", metrics);
    options(httpApi, settings);
    NagSuppressions.ofTrigger(this);
    output(
        "ApiUrl",
        settings
            .domain()
            .map(domain -> "https://" + domain.name())
            .orElseGet(httpApi.api()::getApiEndpoint));
    output("DatabaseArn", database.arn());
    output("MigratorFunction", migrator.function().getFunctionName());
    output("AlarmTopic", alarms.topicArn());
  }

  private void options(HttpApi httpApi, Settings settings) {
    settings.domain().ifPresent(domain -> new OwnDomain(this, "Domain", httpApi, domain));
    settings
        .budgetDollars()
        .ifPresent(
            dollars -> new Budget(this, "Budget", dollars, settings.alarmEmail().orElseThrow()));
  }

  private void output(String name, String value) {
    CfnOutput.Builder.create(this, name).value(value).build();
  }
}
