package dev.footfall.infra.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The Markdown table of what queue mode adds. */
final class QueueTable {
  private QueueTable() {}

  /** A column of the table. */
  private record Column(String mode, String volume, String batch, Map<QueueItem, Double> dollars) {
    double monthly() {
      return dollars.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  static String markdown(Inputs inputs) {
    List<Column> columns = columns(new QueueCost(inputs));
    List<String> rows = new ArrayList<>();
    rows.add(row("`queue`", columns, Column::mode));
    rows.add("|:--|" + "--:|".repeat(columns.size()));
    rows.add(row("events a month", columns, Column::volume));
    rows.add(row("events a request", columns, Column::batch));
    for (QueueItem item : QueueItem.values()) {
      rows.add(
          row(
              item.title(),
              columns,
              column -> amount(Objects.requireNonNull(column.dollars().get(item)))));
    }
    rows.add(row("**dollars a month**", columns, column -> "**" + amount(column.monthly()) + "**"));
    return String.join("\n", rows) + "\n";
  }

  private static List<Column> columns(QueueCost cost) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("outage", "any", "any", cost.idle()));
    for (Load load : CostTable.loads()) {
      columns.add(
          new Column("always", CostTable.volume(load), "" + load.batch(), cost.always(load)));
    }
    return columns;
  }

  private static String row(String title, List<Column> columns, Function<Column, String> cell) {
    return CostTable.row(title, columns.stream().map(cell));
  }

  private static String amount(double dollars) {
    return String.format(Locale.ROOT, "%,.2f", dollars);
  }
}
