package dev.footfall.event;

import dev.footfall.testsupport.Json;
import dev.footfall.testsupport.TestEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Sends arrays over one HTTP connection; only after a 503 or no response may they be resent. */
final class HttpWire implements Wire {
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
                    TestEvent.array(batch.stream().map(HttpWire::json).toList())))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() == 503) {
      return null;
    }
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return Json.read(answer.body()).get("results").findValuesAsText("result");
  }

  static TestEvent json(Event event) {
    return TestEvent.of(event.campaignId(), event.eventType(), event.eventTime())
        .with("id", event.id())
        .with("session_id", event.sessionId())
        .raw("metadata", event.metadata());
  }
}
