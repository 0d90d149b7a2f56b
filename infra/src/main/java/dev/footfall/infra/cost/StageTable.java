package dev.footfall.infra.cost;

import static dev.footfall.infra.cost.Load.HOURS_PER_MONTH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The Markdown table of what the stages cost a month while no event arrives. */
record StageTable(Inputs inputs) {

  /** A line of the bill. */
  private record Row(String title, ToDoubleFunction<StageSize> dollars) {}

  String markdown() {
    List<Row> items =
        List.of(
            new Row("RDS instance", this::instance),
            new Row("RDS storage", this::storage),
            new Row("RDS Proxy", this::proxy),
            new Row("Interface endpoint, secret", this::network),
            new Row("Alarms, dashboard", stage -> monitoring()));
    List<String> rows = new ArrayList<>();
    rows.add("| stage | dev | prod |");
    rows.add("|:--|--:|--:|");
    items.forEach(item -> rows.add(row(item.title(), "", item.dollars())));
    rows.add(
        row(
            "**dollars a month**",
            "**",
            stage ->
                items.stream().mapToDouble(item -> item.dollars().applyAsDouble(stage)).sum()));
    return String.join("\n", rows) + "\n";
  }

  private static String row(String title, String mark, ToDoubleFunction<StageSize> dollars) {
    return CostTable.row(
        title,
        Arrays.stream(StageSize.values())
            .map(
                stage ->
                    String.format(
                        Locale.ROOT, "%s%.2f%s", mark, dollars.applyAsDouble(stage), mark)));
  }

  private double instance(StageSize stage) {
    return stage.databases() * HOURS_PER_MONTH * inputs.value("price.rds." + stage.instanceClass());
  }

  private double storage(StageSize stage) {
    return stage.databases() * stage.storageGb() * inputs.value("price.rds.storage");
  }

  private double proxy(StageSize stage) {
    return stage.vcpus() * HOURS_PER_MONTH * inputs.value("price.proxy");
  }

  private double network(StageSize stage) {
    return stage.endpointZones() * HOURS_PER_MONTH * inputs.value("price.endpoint.hour")
        + inputs.value("secrets") * inputs.value("price.secret");
  }

  private double monitoring() {
    return inputs.value("alarms") * inputs.value("price.alarm")
        + inputs.value("dashboards") * inputs.value("price.dashboard");
  }
}
