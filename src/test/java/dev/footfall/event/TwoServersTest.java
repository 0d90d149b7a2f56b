package dev.footfall.event;

import static dev.footfall.testsupport.Together.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.PostgresServer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Today's schema and statements on two servers: each session lives on one of them, and their counts
 * add up.
 */
class TwoServersTest {
  private static final int WRITERS = 8;
  private static final int ATTEMPTS_PER_BREAK = 10;

  @AutoClose private static TwoServers servers;

  private final long seed = ThreadLocalRandom.current().nextLong();
  private final Random random = new Random(seed);
  private final UUID campaign = UUID.randomUUID();
  private final AtomicBoolean over = new AtomicBoolean();

  @BeforeAll
  static void startServers() throws Exception {
    servers = new TwoServers();
  }

  @BeforeEach
  void eachSessionHasOneServer() {
    servers.splitBy(Field.SESSION_ID);
  }

  @Test
  void eachEventOfAStormIsStoredOnceAndTheSumsAreExactWhileBothFold() throws Exception {
    Storm storm = Storm.of(seed, campaign, 3000);

    together(
        () -> foldUntilOver(servers.server(0)),
        () -> foldUntilOver(servers.server(1)),
        () -> {
          try {
            blow(storm);
            Figures.assertExact(servers.all(), storm.events());
            return over;
          } finally {
            over.set(true);
          }
        });

    servers.assertHoldOnce(storm.events());
    Figures.assertExact(servers.all(), storm.events());
  }

  private AtomicBoolean foldUntilOver(PostgresServer server) {
    while (!over.get()) {
      server.execute("SELECT fold_event_counts(100)");
    }
    return over;
  }

  /** Lets writers send it while connections to both servers break. */
  private static void blow(Storm storm) {
    Backends first = new Backends(servers.server(0), ATTEMPTS_PER_BREAK);
    Backends second = new Backends(servers.server(1), ATTEMPTS_PER_BREAK);
    Wire breaking =
        events -> {
          second.attempted();
          return servers.send(events);
        };
    Acknowledged acknowledged = storm.blow(WRITERS, breaking, first);
    assertEquals(Set.of("stored", "duplicate"), acknowledged.results().keySet(), storm::toString);
    long broken = Math.min(first.terminated(), second.terminated());
    assertTrue(broken > 3, storm + " broke too few connections");
  }

  /** The reason for the key: what is unique on each server is not unique on both. */
  @Test
  void splitByIdASessionCountsOnBothServers() throws Exception {
    servers.splitBy(Field.ID);
    Storm storm = Storm.of(seed, campaign, 1000);

    blow(storm);

    Instant middle = Figures.quarterHours(storm.events()).get(0);
    Figures sent = Figures.of(storm.events(), middle).get("page_view");
    Figures counted = Figures.counted(servers.all(), storm.events(), middle).get("page_view");
    assertEquals(sent.events(), counted.events());
    assertEquals(sent.amount(), counted.amount());
    assertTrue(counted.sessions() > sent.sessions(), () -> sent + " as " + counted);
  }

  @Test
  void aStrayIsRefusedAndNothingOfItIsCounted() throws Exception {
    List<Event> batch = List.of(eventOf(1), eventOf(0), eventOf(0));

    assertEquals(List.of("rejected", "stored", "stored"), servers.to(0).send(batch));

    servers.server(0).assertHolds(campaign, 2);
  }

  private Event eventOf(int place) {
    return Stream.generate(() -> Storm.event(random, campaign, Instant.now()))
        .filter(event -> servers.place(event) == place)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aNewMonthRefusesStraysToo() throws Exception {
    UUID id = UUID.fromString(servers.server(0).value("SELECT first_id(month_from_now(4))"));
    Event stray = Storm.copy(eventOf(1), id, "{}");

    String report = servers.server(0).keepMonths(13, 4);

    assertFalse(report.contains("failed"), report);
    assertEquals(List.of("rejected"), servers.to(0).send(List.of(stray)));
    assertEquals(List.of("stored"), servers.to(1).send(List.of(stray)));
  }

  /** Why a queue comes first: nearly every batch needs both servers. */
  @Test
  void aBatchThatOneServerCannotTakeIsSentAgainAndCountedOnce() throws Exception {
    List<Event> batch = List.of(eventOf(0), eventOf(1), eventOf(0), eventOf(1));
    servers.server(1).crash();
    try {
      assertNull(servers.send(batch));
      servers.server(0).assertHolds(campaign, 2);
    } finally {
      servers.server(1).startAgain();
    }

    assertEquals(List.of("duplicate", "stored", "duplicate", "stored"), servers.send(batch));
    servers.assertHoldOnce(batch);
  }
}
