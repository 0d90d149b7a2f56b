package dev.footfall.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An invocation's metrics as one line in CloudWatch's Embedded Metric Format, with one dimension
 * and no value that a client chose. The metric {@code cold.start} is 1 for an instance's first
 * invocation and 0 for all others, so its average is the share of cold starts.
 */
@Singleton
class MetricsLine {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String NAMESPACE = "Footfall";
  private static final String DIMENSION = "service";
  private static final Metric COLD_START = new Metric("cold.start", Metric.COUNT, true);

  /** The format's limit for the values of one metric. */
  private static final int MOST_VALUES = 100;

  private final InvocationMeters meters;
  private final String service;
  private final AtomicBoolean cold = new AtomicBoolean(true);

  MetricsLine(InvocationMeters meters, FunctionConfig function) {
    this.meters = meters;
    this.service = function.role().name().toLowerCase(Locale.ROOT);
  }

  /** The metrics recorded since the previous line. */
  String next() {
    SortedMap<Metric, List<Double>> values = meters.drain();
    values.put(COLD_START, List.of(cold.getAndSet(false) ? 1.0 : 0.0));
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      writeDirective(json, values.keySet());
      json.writeStringField(DIMENSION, service);
      for (Map.Entry<Metric, List<Double>> metric : values.entrySet()) {
        json.writeFieldName(metric.getKey().name());
        writeValues(json, metric.getKey(), metric.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }

  private static void writeDirective(JsonGenerator json, Iterable<Metric> metrics)
      throws IOException {
    json.writeObjectFieldStart("_aws");
    json.writeNumberField("Timestamp", System.currentTimeMillis());
    json.writeArrayFieldStart("CloudWatchMetrics");
    json.writeStartObject();
    json.writeStringField("Namespace", NAMESPACE);
    json.writeArrayFieldStart("Dimensions");
    json.writeStartArray();
    json.writeString(DIMENSION);
    json.writeEndArray();
    json.writeEndArray();
    json.writeArrayFieldStart("Metrics");
    for (Metric metric : metrics) {
      json.writeStartObject();
      json.writeStringField("Name", metric.name());
      json.writeStringField("Unit", metric.unit());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeValues(JsonGenerator json, Metric metric, List<Double> values)
      throws IOException {
    if (metric.summed()) {
      json.writeNumber(values.stream().mapToDouble(Double::doubleValue).sum());
      return;
    }
    double[] kept = evenlySpaced(values).map(value -> Math.round(value * 1e3) / 1e3).toArray();
    json.writeArray(kept, 0, kept.length);
  }

  /**
   * All values, or as many evenly spaced quantiles as the format allows, minimum and maximum
   * included. This preserves percentiles, but not the count and the sum.
   */
  private static DoubleStream evenlySpaced(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length <= MOST_VALUES) {
      return DoubleStream.of(sorted);
    }
    double step = (sorted.length - 1) / (MOST_VALUES - 1.0);
    return IntStream.range(0, MOST_VALUES).mapToDouble(i -> sorted[(int) Math.round(i * step)]);
  }
}
