package dev.footfall.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Sends arrays over one HTTP connection; only a 503 and no answer may be sent again. */
final class HttpWire implements Wire {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI events;

  HttpWire(int port) {
    events = URI.create("http://localhost:" + port + "/v1/events");
  }

  @Override
  public List<String> send(List<Event> batch) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(events)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    batch.stream().map(HttpWire::json).collect(Collectors.joining(",", "[", "]"))))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() == 503) {
      return null;
    }
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    List<String> results = new ArrayList<>();
    for (JsonNode result : JSON.readTree(answer.body()).get("results")) {
      results.add(result.get("result").asText());
    }
    return results;
  }

  static String json(Event event) {
    return """
        {"id":"%s","session_id":"%s","campaign_id":"%s","event_type":"%s","event_time":"%s","metadata":%s}"""
        .formatted(
            event.id(),
            event.sessionId(),
            event.campaignId(),
            event.eventType(),
            event.eventTime(),
            event.metadata());
  }
}
