package dev.footfall.infra.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CostTableTest {
  /** The page with the table. */
  private static final Path DOCUMENTATION = Path.of("../docs/cost.md");

  @Test
  void documentationHasTheTablesThatTheCommandPrints() throws IOException {
    assertEquals(CostTable.markdown(Inputs.bundled()).strip(), table("cost"));
    assertEquals(new StageTable(Inputs.bundled()).markdown().strip(), table("stages"));
    assertEquals(QueueTable.markdown(Inputs.bundled()).strip(), table("queue"));
  }

  @Test
  void idleStagesCostWhatACalculationByHandSays() {
    String table =
        new StageTable(
                Inputs.read(
                    Path.of(
                        "src/test/resources/dev/footfall/infra/cost/worked-example.properties")))
            .markdown();

    // 730 hours at 0.065 and at twice 0.239; 20 GB and twice 400 GB at 0.115
    assertTrue(table.contains("| RDS instance | 47.45 | 348.94 |"), table);
    assertTrue(table.contains("| RDS storage | 2.30 | 92.00 |"), table);
    assertTrue(table.contains("| RDS Proxy | 21.90 | 21.90 |"), table);
    // one and three endpoints at 7.30, a secret; 15 alarms and a dashboard
    assertTrue(table.contains("| Interface endpoint, secret | 7.70 | 22.30 |"), table);
    assertTrue(table.contains("| Alarms, dashboard | 4.50 | 4.50 |"), table);
    assertTrue(table.contains("| **dollars a month** | **83.85** | **489.64** |"), table);
  }

  private static String table(String name) throws IOException {
    Matcher table =
        Pattern.compile(
                "<!-- %1$s: begin -->\\s+(.*?)\\s+<!-- %1$s: end -->".formatted(name),
                Pattern.DOTALL)
            .matcher(Files.readString(DOCUMENTATION));

    assertTrue(table.find(), "the markers of the table are missing: " + name);
    return table.group(1).strip();
  }

  @Test
  void documentationHasTheCommand() throws IOException {
    String page = Files.readString(DOCUMENTATION);

    assertTrue(page.contains("-Dexec.mainClass=" + CostTable.class.getName()));
  }
}
