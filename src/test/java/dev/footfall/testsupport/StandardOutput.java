package dev.footfall.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is written to standard output while it is open. */
public final class StandardOutput implements AutoCloseable {
  private final PrintStream before = System.out;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  public StandardOutput() {
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  public List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** The lines that are metrics, each valid. */
  public List<EmbeddedMetrics> metrics() {
    return lines().stream()
        .filter(line -> line.contains("\"_aws\""))
        .map(EmbeddedMetrics::parse)
        .toList();
  }

  public EmbeddedMetrics onlyMetrics() {
    List<EmbeddedMetrics> metrics = metrics();
    assertEquals(1, metrics.size(), () -> lines().toString());
    return metrics.get(0);
  }

  @Override
  public void close() {
    System.setOut(before);
  }
}
