package dev.footfall.count;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.query.Window;
import dev.footfall.testsupport.Http;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** What {@code GET /v1/counts} answered. */
record CountsAnswer(
    long total,
    NavigableMap<String, Long> totals,
    SortedMap<String, Map<OffsetDateTime, Long>> series) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static CountsAnswer of(UUID campaign, Window window) {
    return of(campaign, window, "none", "UTC", List.of());
  }

  static CountsAnswer of(
      UUID campaign, Window window, String interval, String zone, List<String> types) {
    String query = "campaign_id=%s&interval=%s&timezone=%s".formatted(campaign, interval, zone);
    String chosen = types.stream().map(type -> "&event_type=" + type).collect(joining());
    Response answer =
        Http.get("/v1/counts?" + query + chosen, "from", window.from(), "to", window.to());
    answer.then().log().ifValidationFails().statusCode(200);
    return read(answer.asString());
  }

  private static CountsAnswer read(String json) {
    try {
      JsonNode answer = JSON.readTree(json);
      CountsAnswer read =
          new CountsAnswer(answer.get("total").asLong(), new TreeMap<>(), new TreeMap<>());
      answer.get("counts").forEach(read::add);
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(JsonNode type) {
    Map<OffsetDateTime, Long> buckets = new LinkedHashMap<>();
    type.path("series")
        .forEach(
            bucket ->
                buckets.put(
                    OffsetDateTime.parse(bucket.get("start").asText()),
                    bucket.get("count").asLong()));
    String name = type.get("event_type").asText();
    totals.put(name, type.get("total").asLong());
    series.put(name, buckets);
  }

  long sumOfTotals() {
    return totals.values().stream().mapToLong(Long::longValue).sum();
  }
}
