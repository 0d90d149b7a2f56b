package dev.footfall.count;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.query.Window;
import dev.footfall.testsupport.ServiceTest;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The answer of {@code GET /v1/counts}. */
record CountsAnswer(
    long total,
    SortedMap<String, Long> totals,
    SortedMap<String, Map<OffsetDateTime, Long>> series) {

  static CountsAnswer of(UUID campaign, Window window) {
    return of(campaign, window, "none", "UTC", List.of());
  }

  static CountsAnswer of(
      UUID campaign, Window window, String interval, String zone, List<String> types) {
    String query = "campaign_id=%s&interval=%s&timezone=%s".formatted(campaign, interval, zone);
    String chosen = types.stream().map(type -> "&event_type=" + type).collect(joining());
    String path = "/v1/counts?" + query + chosen;
    JsonNode answer =
        ServiceTest.get(path, "from", window.from(), "to", window.to()).is(200).json();
    CountsAnswer read =
        new CountsAnswer(answer.get("total").asLong(), new TreeMap<>(), new TreeMap<>());
    answer.get("counts").forEach(read::add);
    return read;
  }

  private void add(JsonNode type) {
    Map<OffsetDateTime, Long> buckets = new LinkedHashMap<>();
    for (JsonNode bucket : type.path("series")) {
      OffsetDateTime start = OffsetDateTime.parse(bucket.get("start").asText());
      buckets.put(start, bucket.get("count").asLong());
    }
    String name = type.get("event_type").asText();
    totals.put(name, type.get("total").asLong());
    series.put(name, buckets);
  }
}
