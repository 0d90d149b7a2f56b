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

  private static final Pattern TABLE =
      Pattern.compile("<!-- cost: begin -->\\s+(.*?)\\s+<!-- cost: end -->", Pattern.DOTALL);

  @Test
  void documentationHasTheTableThatTheCommandPrints() throws IOException {
    Matcher table = TABLE.matcher(Files.readString(DOCUMENTATION));

    assertTrue(table.find(), "the markers of the table are missing");
    assertEquals(CostTable.markdown(Inputs.bundled()).strip(), table.group(1).strip());
  }

  @Test
  void documentationHasTheCommand() throws IOException {
    String page = Files.readString(DOCUMENTATION);

    assertTrue(page.contains("-Dexec.mainClass=" + CostTable.class.getName()));
  }
}
