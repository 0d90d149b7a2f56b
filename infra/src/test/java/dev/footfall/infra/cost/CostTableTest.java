package dev.footfall.infra.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CostTableTest {
  private static final Pattern MARKED =
      Pattern.compile("<!-- cost: begin -->\\s+(.*?)\\s+<!-- cost: end -->", Pattern.DOTALL);

  @Test
  void theReadmeShowsWhatTheCommandPrints() throws Exception {
    String readme = Files.readString(Path.of("..", "docs", "cost.md"));

    Matcher marked = MARKED.matcher(readme);

    assertTrue(marked.find(), "the README has its marks");
    assertEquals(CostTable.markdown(Inputs.ours()).strip(), marked.group(1).strip());
  }

  @Test
  void theReadmeNamesTheCommand() throws Exception {
    String readme = Files.readString(Path.of("..", "docs", "cost.md"));

    assertTrue(readme.contains("-Dexec.mainClass=" + CostTable.class.getName()));
  }
}
