package dev.footfall.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.fge.jackson.JsonLoader;
import com.github.fge.jsonschema.core.report.ProcessingReport;
import com.github.fge.jsonschema.main.JsonSchema;
import com.github.fge.jsonschema.main.JsonSchemaFactory;
import java.util.List;

/** A line of metrics as CloudWatch reads it, valid by the published schema. */
public record EmbeddedMetrics(JsonNode root) {
  private static final JsonSchema SCHEMA = schema();

  public static EmbeddedMetrics parse(String line) {
    JsonNode root = Json.read(line);
    ProcessingReport report = SCHEMA.validateUnchecked(root);
    assertTrue(report.isSuccess(), () -> report + line);
    EmbeddedMetrics metrics = new EmbeddedMetrics(root);
    metrics.assertTargetsExist();
    return metrics;
  }

  private static JsonSchema schema() {
    try {
      return JsonSchemaFactory.byDefault()
          .getJsonSchema(JsonLoader.fromResource("/embedded-metric-format.schema.json"));
    } catch (Exception e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private void assertTargetsExist() {
    dimensions()
        .forEach(dimension -> assertTrue(root.path(dimension).isTextual(), "target " + dimension));
    for (JsonNode metric : directive().path("Metrics")) {
      JsonNode target = root.path(metric.path("Name").asText());
      assertTrue(target.isNumber() || target.isArray(), "target " + metric);
    }
    assertEquals(
        1 + dimensions().size() + directive().path("Metrics").size(), root.size(), "no stowaways");
  }

  private JsonNode directive() {
    assertEquals(1, root.path("_aws").path("CloudWatchMetrics").size());
    return root.path("_aws").path("CloudWatchMetrics").path(0);
  }

  public List<String> dimensions() {
    return directive().path("Dimensions").path(0).valueStream().map(JsonNode::asText).toList();
  }

  public String service() {
    return root.path("service").asText();
  }

  public String unit(String metric) {
    return directive()
        .path("Metrics")
        .valueStream()
        .filter(definition -> definition.path("Name").asText().equals(metric))
        .map(definition -> definition.path("Unit").asText())
        .findFirst()
        .orElseThrow();
  }

  public boolean has(String metric) {
    return root.has(metric);
  }

  /** The value of a metric that is a sum; 0 if it is missing. */
  public double sum(String metric) {
    return root.path(metric).asDouble();
  }

  /** All values of a metric; empty if it is missing. */
  public List<Double> values(String metric) {
    return root.path(metric).valueStream().map(JsonNode::asDouble).toList();
  }
}
