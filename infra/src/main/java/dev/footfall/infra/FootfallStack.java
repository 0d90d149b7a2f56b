package dev.footfall.infra;

import java.util.Objects;
import java.util.Optional;
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
    Network network = new Network(this, "Network", stage, settings.zones());
    Database database = new Database(this, "Database", network, settings);
    ConnectionProxy proxy = new ConnectionProxy(this, "Proxy", network, database, stage);
    Migrator migrator = new Migrator(this, "Migrator", network, database, settings);
    Optional<EventQueue> queue = queue(network, settings);
    Collector collector =
        new Collector(this, "Collector", network, proxy, queue, migrator, settings);
    HttpApi api = new HttpApi(this, "Entrance", collector.live(), settings);
    Metrics metrics = new Metrics(api, collector.function(), migrator.function(), proxy, database);
    Alarms alarms = new Alarms(this, "Alarms", metrics, database, settings);
    Optional<QueueMetrics> waiting =
        queue.map(
            events -> {
              Writer writer =
                  new Writer(this, "Writer", network, proxy, events, migrator, settings);
              outputQueue(events, writer);
              return new QueueMetrics(events, writer);
            });
    waiting.ifPresent(events -> new QueueAlarms(this, "QueueAlarms", events, alarms.topic()));
    new Dashboard(this, "Overview", metrics, waiting);
    addOptionalParts(api, settings);
    if (settings.operatorAccess()) {
      output("OperatorGroup", new OperatorAccess(this, "Operators", network, database).groupId());
    }
    if (stage.production()) {
      new Release(this, "Release", collector.live(), alarms.ofReleases());
      new DeletionProtection(this, "Protection", database, stage, getNode().getChildren());
    }
    NagSuppressions.ofHelpers(this);
    output("ApiUrl", settings.domain().map(Domain::url).orElseGet(api::url));
    output("DatabaseArn", database.arn());
    output("DatabaseResource", Objects.requireNonNull(database.instance().getInstanceResourceId()));
    output("DatabaseHost", database.instance().getDbInstanceEndpointAddress());
    output("MigratorFunction", migrator.function().getFunctionName());
    output("AlarmTopic", alarms.topic().arn());
  }

  private Optional<EventQueue> queue(Network network, Settings settings) {
    return settings.queue() == QueueMode.NEVER
        ? Optional.empty()
        : Optional.of(new EventQueue(this, "Queue", network, settings.stage()));
  }

  private void addOptionalParts(HttpApi api, Settings settings) {
    settings.domain().ifPresent(domain -> new CustomDomain(this, "Domain", api, domain));
    settings
        .budgetDollars()
        .ifPresent(
            dollars ->
                new Budget(
                    this,
                    "Budget",
                    dollars,
                    settings.alarmEmail().orElseThrow(),
                    settings.stage()));
  }

  private void outputQueue(EventQueue queue, Writer writer) {
    output("QueueArn", queue.queue().getQueueArn());
    output("DeadLetterArn", queue.deadLetters().getQueueArn());
    output("DeadLetterUrl", queue.deadLetters().getQueueUrl());
    output("WriterSource", writer.source().getEventSourceMappingId());
  }

  private void output(String name, String value) {
    CfnOutput.Builder.create(this, name).value(value).build();
  }
}
