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
    assertEquals(QueueTable.markdown(Inputs.bundled()).strip(), table("queue"));
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
