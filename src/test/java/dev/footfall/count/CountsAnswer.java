package dev.footfall.count;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
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

  static CountsAnswer of(UUID campaign, Instant from, Instant to) {
    return of(campaign, from, to, "none", "UTC", List.of());
  }

  static CountsAnswer of(
      UUID campaign, Instant from, Instant to, String interval, String zone, List<String> types) {
    RequestSpecification request =
        given()
            .queryParam("campaign_id", campaign)
            .queryParam("from", from.toString())
            .queryParam("to", to.toString())
            .queryParam("interval", interval)
            .queryParam("timezone", zone);
    types.forEach(type -> request.queryParam("event_type", type));
    return read(
        request
            .get("/v1/counts")
            .then()
            .log()
            .ifValidationFails()
            .statusCode(200)
            .extract()
            .asString());
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
