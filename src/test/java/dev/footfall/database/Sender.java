package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.FunctionProcess;
import dev.footfall.testsupport.TestEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A client that holds the collector to its contract: each answer comes within 5 s and is right, or
 * is a 503 with Retry-After; what was not stored is sent again.
 */
final class Sender {
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
    function.send(ApiGatewayEvent.of("GET", "/q/health/live")).is(200);
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
    Answer answer = function.send(ApiGatewayEvent.post("application/json").body(batch));
    long millis = millisSince(start);
    assertTrue(millis < PROMISED.toMillis(), "answered after " + millis + " ms: " + answer);
    if (answer.status() == 200) {
      int stored = answer.json().path("stored").asInt() + answer.json().path("duplicate").asInt();
      assertEquals(BATCH, stored, answer::text);
    } else {
      assertNotNull(answer.is(503).header("Retry-After"), answer::text);
      unanswered.add(batch);
      refused++;
    }
    return answer.status();
  }

  private String batch() {
    return TestEvent.array(Stream.generate(() -> TestEvent.of(campaign)).limit(BATCH).toList());
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
