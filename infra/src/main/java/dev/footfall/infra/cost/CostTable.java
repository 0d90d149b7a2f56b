package dev.footfall.infra.cost;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints what the stages cost idle, the cost of a million events, and what queue mode adds, as in
 * the documentation.
 *
 * <pre>./mvnw -q -f infra/pom.xml compile exec:java \
 *     -Dexec.mainClass=dev.footfall.infra.cost.CostTable [-Dexec.args=FILE]</pre>
 */
public final class CostTable {
  private static final List<Long> EVENTS_PER_MONTH =
      List.of(1_000_000L, 100_000_000L, 1_000_000_000L);
  private static final List<Integer> BATCHES = List.of(1, 10, 100);

  private CostTable() {}

  /** The optional argument is a file of inputs to use instead of the bundled one. */
  public static void main(String[] args) {
    Inputs inputs = args.length > 0 ? Inputs.read(Path.of(args[0])) : Inputs.bundled();
    System.out.println(new StageTable(inputs).markdown());
    System.out.println(markdown(inputs));
    System.out.print(QueueTable.markdown(inputs));
  }

  static String markdown(Inputs inputs) {
    CostModel model = new CostModel(inputs);
    List<Bill> bills = loads().stream().map(model::bill).toList();
    List<String> rows = new ArrayList<>();
    rows.add(row("events a month", bills, bill -> volume(bill.load())));
    rows.add("|:--|" + "--:|".repeat(bills.size()));
    rows.add(row("events a request", bills, bill -> "" + bill.load().batch()));
    for (LineItem item : LineItem.values()) {
      rows.add(row(item.title(), bills, bill -> "" + bill.perMillion(item)));
    }
    rows.add(row("**dollars per million events**", bills, bill -> "**" + bill.perMillion() + "**"));
    rows.add(row("dollars a month", bills, bill -> number(bill.monthly())));
    rows.add(row("the database", bills, bill -> bill.database().instance().id()));
    rows.add(row("its storage, GB", bills, bill -> number(bill.database().storageGb())));
    return String.join("\n", rows) + "\n";
  }

  /** The loads of the columns. */
  static List<Load> loads() {
    return EVENTS_PER_MONTH.stream()
        .flatMap(events -> BATCHES.stream().map(batch -> new Load(events, batch)))
        .toList();
  }

  private static String row(String title, List<Bill> bills, Function<Bill, String> cell) {
    return row(title, bills.stream().map(cell));
  }

  static String row(String title, Stream<String> cells) {
    return cells.collect(Collectors.joining(" | ", "| " + title + " | ", " |"));
  }

  static String volume(Load load) {
    double millions = load.millionsOfEvents();
    return millions < 1000 ? number(millions) + " M" : number(millions / 1000) + " B";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
