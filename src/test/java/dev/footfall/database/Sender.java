package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.FunctionProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.wire.UuidFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A client that holds the collector to its contract: each answer comes within 5 s and is right, or
 * is a 503 with Retry-After; what was not stored is sent again.
 */
final class Sender {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PROMISED = Duration.ofSeconds(5);
  private static final int MOST_ATTEMPTS = 60;
  private static final int BATCH = 3;

  private final FunctionProcess function;
  private final UUID campaign = UUID.randomUUID();
  private final List<String> unanswered = new ArrayList<>();
  private int sent;
  private int refused;

  Sender(FunctionProcess function) {
    this.function = function;
  }

  UUID campaign() {
    return campaign;
  }

  /** How many events were sent, however often. */
  int sent() {
    return sent;
  }

  /** How many answers were a 503. */
  int refused() {
    return refused;
  }

  /** Waits until the function has started; the promised time is one of a function that runs. */
  void awaitStart() throws Exception {
    String answer =
        function.invoke(request("GET", "/q/health/live", null)).get(60, TimeUnit.SECONDS);
    assertEquals(200, JSON.readTree(answer).path("statusCode").asInt(), answer);
  }

  /** The status that a new batch is answered with. */
  int send() throws Exception {
    sent += BATCH;
    return deliver(batch());
  }

  /** Sends a new batch and all that had no answer until they are stored; prints the times. */
  void sendUntilStored(String after) throws Exception {
    long start = System.nanoTime();
    boolean good = send() == 200;
    print(good, after, start);
    for (int i = 0; !unanswered.isEmpty(); i++) {
      assertTrue(i < MOST_ATTEMPTS, after + ": not stored after " + i + " attempts");
      boolean stored = deliver(unanswered.remove(0)) == 200;
      print(stored && !good, after, start);
      good |= stored;
    }
  }

  private static void print(boolean firstGood, String after, long start) {
    if (firstGood) {
      System.out.printf("First good answer %d ms after %s%n", millisSince(start), after);
    }
  }

  private int deliver(String batch) throws Exception {
    long start = System.nanoTime();
    String answer = function.invoke(request("POST", "/v1/events", batch)).get(30, TimeUnit.SECONDS);
    long millis = millisSince(start);
    assertTrue(millis < PROMISED.toMillis(), "answered after " + millis + " ms: " + answer);
    return checked(batch, JSON.readTree(answer));
  }

  private int checked(String batch, JsonNode answer) throws Exception {
    int status = answer.path("statusCode").asInt();
    if (status == 200) {
      JsonNode body = JSON.readTree(answer.path("body").asText());
      assertEquals(
          BATCH, body.path("stored").asInt() + body.path("duplicate").asInt(), answer::toString);
    } else {
      assertEquals(503, status, answer::toString);
      assertTrue(answer.path("headers").has("Retry-After"), answer::toString);
      unanswered.add(batch);
      refused++;
    }
    return status;
  }

  private String batch() {
    return IntStream.range(0, BATCH)
        .mapToObj(
            i ->
                """
                {"id":"%s","session_id":"%s","campaign_id":"%s","event_type":"page_view"}"""
                    .formatted(UuidFormat.version7(Instant.now()), UUID.randomUUID(), campaign))
        .collect(Collectors.joining(",", "[", "]"));
  }

  static String request(String method, String pathAndQuery, String body) {
    String[] parts = pathAndQuery.split("\\?", 2);
    ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("routeKey", "$default");
    event.put("rawPath", parts[0]).put("rawQueryString", parts.length == 2 ? parts[1] : "");
    event.putObject("headers").put("content-type", "application/json");
    ObjectNode context = event.putObject("requestContext");
    context.putObject("http").put("method", method).put("path", parts[0]);
    ObjectNode claims = context.putObject("authorizer").putObject("jwt").putObject("claims");
    claims.put("scope", "counts:read").put("campaigns", "*").put("sub", "analyst");
    if (body != null) {
      event.put("body", body).put("isBase64Encoded", false);
    }
    return event.toString();
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
