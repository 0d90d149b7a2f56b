package dev.footfall.event;

import static dev.footfall.event.Storm.copy;
import static dev.footfall.testsupport.Together.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Loopback;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.PgBouncer;
import dev.footfall.testsupport.RefusedMarker;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The store keeps its contract through a transaction-mode pooler without a failed statement. */
@QuarkusTest
@TestProfile(TransactionPoolTest.ThroughPgBouncer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionPoolTest {
  private static final int CLIENTS = 200;
  private static final String COLLECTOR = "footfall_collector";

  @Inject Owner owner;
  @Inject EventStore store;
  @Inject Vertx vertx;
  @Inject MeterRegistry meters;

  @ConfigProperty(name = "quarkus.datasource.reactive.url")
  URI pooled;

  @AutoClose private PgBouncer bouncer;

  /** Statements that failed because a test made the database refuse a value. */
  private int refused;

  /** One connection per client; 200 of them queue for each other, which takes more than 2 s. */
  public static class ThroughPgBouncer implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.datasource.reactive.url",
              "postgresql://localhost:" + Loopback.freePort() + "/postgres",
          "footfall.database.pool-size", Integer.toString(CLIENTS),
          "footfall.database.connect-timeout", "PT30S",
          "footfall.database.attempt-timeout", "PT30S",
          "footfall.database.timeout", "PT60S");
    }
  }

  @BeforeAll
  void startPgBouncer() throws Exception {
    URI server = URI.create(owner.url().substring("jdbc:".length()));
    bouncer = new PgBouncer(pooled.getPort(), server.getPort());
  }

  @AfterEach
  void noStatementFailed() {
    assertEquals(refused, statements("failed"));
    assertTrue(statements("ok") > 0, "statements were timed");
  }

  @Test
  void eachResultIsReportedThroughThePooler() throws Exception {
    UUID campaign = UUID.randomUUID();
    Event event = event(campaign);
    Event other = event(campaign);
    Event changed = copy(event, event.id(), "{\"n\":\"another\"}");
    Event ancient = copy(event, UUID.fromString("00000000-0001-7000-8000-000000000001"), "{}");

    assertEquals(List.of("stored"), store(event));
    assertEquals(List.of("duplicate"), store(event));
    assertEquals(List.of("conflict"), store(changed));
    assertEquals(
        List.of("stored", "duplicate", "conflict", "rejected"),
        store(other, copy(other, other.id(), other.metadata()), changed, ancient));
    owner.assertHolds(campaign, 2);
  }

  @Test
  void aRefusedEventAffectsNoOtherThroughThePooler() throws Exception {
    UUID campaign = UUID.randomUUID();
    Event marked = copy(event(campaign), UUID.randomUUID(), RefusedMarker.METADATA);
    try (RefusedMarker marker = new RefusedMarker(owner)) {
      List<String> results = store(event(campaign), marked, event(campaign));

      assertEquals(List.of("stored", "rejected", "stored"), results, marker::toString);
    }
    refused += 3; // all three, the half that holds it, it alone
    owner.assertHolds(campaign, 2);
  }

  @Test
  void twoHundredConnectionsShareFourAndEachEventCountsOnce() throws Exception {
    UUID campaign = UUID.randomUUID();
    List<Event> events = IntStream.range(0, CLIENTS / 2).mapToObj(i -> event(campaign)).toList();
    List<CompletableFuture<List<Result>>> answers =
        owner.whileInsertsWait(
            () -> {
              List<CompletableFuture<List<Result>>> waiting =
                  Stream.concat(events.stream(), events.stream()) // each over two connections
                      .map(event -> store.store(List.of(event)).subscribeAsCompletionStage())
                      .toList();
              until(
                  () -> bouncer.count(vertx, "SHOW CLIENTS", COLLECTOR) >= CLIENTS,
                  "200 client connections at once");
              long servers = bouncer.count(vertx, "SHOW SERVERS", COLLECTOR);
              assertEquals(PgBouncer.SERVER_CONNECTIONS, servers, "shared");
              return waiting;
            });

    List<String> results = new ArrayList<>();
    for (CompletableFuture<List<Result>> answer : answers) {
      results.add(answer.get(60, TimeUnit.SECONDS).get(0).outcome());
    }
    assertEquals(events.size(), results.stream().filter("stored"::equals).count());
    assertEquals(events.size(), results.stream().filter("duplicate"::equals).count());
    owner.assertHolds(campaign, events.size());
  }

  @Test
  void aStormOfTwoHundredWritersIsCountedExactly() throws Exception {
    UUID campaign = UUID.randomUUID();
    Storm storm = Storm.of(ThreadLocalRandom.current().nextLong(), campaign, 3000);

    Backends untouched = new Backends(owner, Integer.MAX_VALUE);
    Acknowledged acknowledged = storm.blow(CLIENTS, Wire.to(store), untouched);

    storm.assertExact(acknowledged, owner);
    assertEquals(storm.events().size(), acknowledged.results().get("stored"));
  }

  private List<String> store(Event... events) throws Exception {
    return Wire.to(store).send(List.of(events));
  }

  private long statements(String outcome) {
    return meters.find("footfall.database").tag("outcome", outcome).timers().stream()
        .mapToLong(timer -> timer.count())
        .sum();
  }

  private static Event event(UUID campaign) {
    return Storm.event(new Random(), campaign, Instant.now());
  }
}
