package dev.footfall.queue;

import static dev.footfall.testsupport.Together.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.EventSource;
import dev.footfall.testsupport.FunctionProcess;
import dev.footfall.testsupport.PostgresServer;
import dev.footfall.testsupport.QueueServer;
import dev.footfall.testsupport.TestEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** While the database is away, events wait in the queue, and each is stored once. */
class QueueIT {
  private static final int MOST_DELIVERIES = 100;
  private static final String ERASE = "SELECT erase_campaign(?, NULL, '-infinity', 'infinity')";

  @AutoClose private static PostgresServer postgres;

  private final UUID campaign = UUID.randomUUID();
  private final List<FunctionProcess> functions = new ArrayList<>();
  @AutoClose private QueueServer queue;
  private EventSource source;

  @BeforeAll
  static void startPostgres() throws Exception {
    postgres = PostgresServer.start();
  }

  @BeforeEach
  void openTheQueue() throws Exception {
    queue = new QueueServer(2);
    source = new EventSource(queue);
  }

  @AfterEach
  void stopTheFunctions() throws Exception {
    for (FunctionProcess started : functions) {
      started.close();
    }
  }

  private FunctionProcess start(String mode, Map<String, String> more) throws Exception {
    Map<String, String> environment = new TreeMap<>(queue.environment(mode));
    environment.putAll(more);
    FunctionProcess function = FunctionProcess.start(postgres.port(), environment);
    functions.add(function);
    return function;
  }

  private FunctionProcess startWriter() throws Exception {
    return start("never", Map.of("FOOTFALL_FUNCTION_ROLE", "writer"));
  }

  private String batch(int events) {
    return TestEvent.array(Stream.generate(() -> TestEvent.of(campaign)).limit(events).toList());
  }

  private static Answer post(FunctionProcess function, String body) throws Exception {
    return function.send(ApiGatewayEvent.post("application/json").body(body));
  }

  /** Delivers until the queue is empty. */
  private void drain(FunctionProcess writer) throws Exception {
    for (int i = 0; queue.size(queue.queue()) > 0; i++) {
      assertTrue(i < MOST_DELIVERIES, "the queue is not empty after " + i + " deliveries");
      source.deliver(writer);
    }
  }

  @Test
  void whatArrivesDuringAnOutageIsAcceptedAndStoredOnceAfterwards() throws Exception {
    FunctionProcess collector = start("outage", Map.of());
    String before = batch(3);
    post(collector, before).is(200).shows("/stored", 3);
    String during = batch(3);
    postgres.crash();
    try {
      post(collector, during).is(202).shows("/accepted", 3, "/stored", 0);
      post(collector, before).is(202).shows("/accepted", 3);
      post(collector, during).is(202);
    } finally {
      postgres.startAgain();
    }

    drain(startWriter());

    postgres.assertHolds(campaign, 6);
    assertEquals(0, queue.size(queue.deadLetters()));
    post(collector, during).is(200).shows("/duplicate", 3);
  }

  @Test
  void eventsThatAlwaysQueueReachTheDatabaseInBatches() throws Exception {
    FunctionProcess collector = start("always", Map.of());
    for (int i = 0; i < 12; i++) {
      post(collector, TestEvent.of(campaign).toString()).is(202, "accepted");
    }
    postgres.assertHolds(campaign, 0);

    FunctionProcess writer = startWriter();
    assertEquals(0, source.deliver(writer));
    drain(writer);

    postgres.assertHolds(campaign, 12);
  }

  @Test
  void whatIsInvalidIsRefusedBeforeItIsQueued() throws Exception {
    FunctionProcess collector = start("always", Map.of());

    post(collector, TestEvent.of(campaign).with("event_type", "").toString()).is(422, "rejected");

    assertEquals(0, queue.size(queue.queue()));
  }

  @Test
  void aThawedFunctionDoesNotLoseAnEventOnADeadConnection() throws Exception {
    FunctionProcess collector = start("always", Map.of());
    post(collector, batch(1)).is(202);
    collector.freeze();
    queue.restart();
    collector.thaw();

    post(collector, batch(1)).is(202);
  }

  @ParameterizedTest
  @CsvSource({
    "always, collector, FOOTFALL_QUEUE_URL, footfall.queue.url is not set",
    "never, writer, FOOTFALL_QUEUE_DEAD_LETTER_URL, footfall.queue.dead-letter-url is not set",
  })
  void aFunctionWithoutTheUrlItNeedsDoesNotStart(
      String mode, String role, String missing, String reason) throws Exception {
    FunctionProcess function = start(mode, Map.of("FOOTFALL_FUNCTION_ROLE", role, missing, ""));

    until(() -> !function.process().isAlive(), "it started");

    String output = function.output();
    assertTrue(output.contains(reason), output);
  }

  @Test
  void anErasedEventThatWaitsInTheQueueIsDropped() throws Exception {
    String events = batch(2);
    FunctionProcess direct = start("never", Map.of());
    post(direct, events).is(200);
    post(start("always", Map.of()), events).is(202);
    assertEquals(2, postgres.number(ERASE, campaign));

    drain(startWriter());

    postgres.assertHolds(campaign, 0);
    assertEquals(0, queue.size(queue.deadLetters()));
  }

  @Test
  void aDeadLetterThatIsSentBackAfterTheFixIsStored() throws Exception {
    post(start("always", Map.of()), batch(2)).is(202);
    FunctionProcess writer =
        start(
            "never",
            Map.of("FOOTFALL_FUNCTION_ROLE", "writer", "FOOTFALL_CAMPAIGNS", "registered"));
    drain(writer);
    postgres.assertHolds(campaign, 0);

    postgres.execute("INSERT INTO campaigns (campaign_id, name) VALUES (?, 'Summer')", campaign);
    for (JsonNode dead : queue.receive(queue.deadLetters())) {
      queue.send(dead.path("Body").asText());
    }
    drain(writer);

    postgres.assertHolds(campaign, 2);
  }

  @Test
  void withoutQueueAndDatabaseTheAnswerIsA503() throws Exception {
    FunctionProcess collector = start("outage", Map.of());
    queue.close();
    postgres.crash();
    try {
      post(collector, batch(3)).is(503);
    } finally {
      postgres.startAgain();
      queue = new QueueServer(2);
    }
  }

  @Test
  void withoutTheQueueEventsGoToTheDatabase() throws Exception {
    FunctionProcess collector = start("always", Map.of());
    queue.close();
    try {
      post(collector, batch(3)).is(200).shows("/stored", 3);
    } finally {
      queue = new QueueServer(2);
    }
    postgres.assertHolds(campaign, 3);
  }

  @Test
  void whatCanNeverBeStoredGoesToTheDeadLettersAlone() throws Exception {
    FunctionProcess collector = start("always", Map.of());
    TestEvent first = TestEvent.of(campaign);
    post(collector, TestEvent.array(List.of(first, TestEvent.of(campaign)))).is(202);
    FunctionProcess writer = startWriter();
    drain(writer);
    post(
            collector,
            TestEvent.array(List.of(first.with("event_type", "other"), TestEvent.of(campaign))))
        .is(202);
    queue.send("no JSON at all");

    drain(writer);

    postgres.assertHolds(campaign, 3);
    JsonNode dead = queue.receive(queue.deadLetters());
    assertEquals(2, dead.size(), dead::toString);
    assertEquals(
        List.of("another event has its id", "event cannot be read: no event"),
        reasons(dead).stream().map(reason -> reason.replaceFirst("(no event).*", "$1")).toList());
  }

  private static List<String> reasons(JsonNode messages) {
    List<String> reasons = new ArrayList<>();
    messages.forEach(one -> reasons.add(one.at("/MessageAttributes/reason/StringValue").asText()));
    return reasons.stream().map(reason -> reason.replace('\n', ' ')).sorted().toList();
  }

  @Test
  void theWriterLeavesMessagesInTheQueueWhileTheDatabaseIsAway() throws Exception {
    post(start("always", Map.of()), batch(3)).is(202);
    FunctionProcess writer = startWriter();
    postgres.crash();
    try {
      assertEquals(1, source.deliver(writer));
    } finally {
      postgres.startAgain();
    }

    assertEquals(1, queue.size(queue.queue()));
    assertEquals(0, queue.receive(queue.queue()).size(), "it is postponed");
    postgres.assertHolds(campaign, 0);
  }
}
