package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** However often events are sent and whatever breaks meanwhile, each is stored and counted once. */
@QuarkusTest
class ExactnessUnderFireTest {
  @Inject DataSource owner;
  @Inject EventStore store;

  private final UUID campaign = UUID.randomUUID();
  private final long seed = ThreadLocalRandom.current().nextLong();

  @Test
  void eventsSentAgainOverHttpWhileConnectionsBreakAreCountedOnce() throws Exception {
    survives(Storm.of(seed, campaign, 3000), () -> new HttpWire(RestAssured.port), 10);
  }

  @Test
  void eventsSentAgainToTheStoreAtOnceWhileConnectionsBreakAreCountedOnce() throws Exception {
    survives(Storm.of(seed, campaign, 5000), () -> new StoreWire(store), 10);
  }

  @Test
  void eventsSentAgainOverSixteenConnectionsThatBreakAreCountedOnce() throws Exception {
    String url = url();
    survives(Storm.of(seed, campaign, 5000), () -> new StatementWire(url), 5);
  }

  @Test
  void theSameEventTwiceInOneRequestIsStoredAndADuplicate() {
    Event event = Storm.event(new Random(seed), campaign, Instant.now());

    List<String> results = new StoreWire(store).send(List.of(event, event));

    assertEquals(List.of("stored", "duplicate"), results);
  }

  private void survives(Storm storm, Supplier<Wire> wires, int attemptsPerBreak) throws Exception {
    Ledger ledger = new Ledger(owner, campaign);
    try (Backends backends = Backends.terminatedEvery(attemptsPerBreak, owner)) {
      Acknowledged acknowledged = storm.blow(wires, backends);

      int size = storm.events().size();
      Set<UUID> sent = storm.events().stream().map(Event::id).collect(Collectors.toSet());
      assertAll(
          storm.toString(),
          () -> assertTrue(backends.terminated() > 20, "connections were broken"),
          () -> assertEquals(Set.of("duplicate", "stored"), acknowledged.results()),
          () -> assertTrue(acknowledged.times("stored") <= size, "stored is said once an event"),
          () -> assertEquals(Set.of(), without(sent, acknowledged.ids()), "not acknowledged"),
          () -> assertEquals(Set.of(), without(sent, ledger.ids()), "not stored"),
          () -> assertEquals(size, ledger.rows()),
          () -> assertEquals(size, ledger.counted()),
          () -> assertEquals(0, ledger.disagreements()),
          () -> assertEquals(size, answeredTotal()));
    }
  }

  private static Set<UUID> without(Set<UUID> ids, Set<UUID> others) {
    return ids.stream().filter(id -> !others.contains(id)).collect(Collectors.toSet());
  }

  private int answeredTotal() {
    return RestAssured.given()
        .queryParam("campaign_id", campaign)
        .get("/v1/counts")
        .then()
        .statusCode(200)
        .extract()
        .path("total");
  }

  private String url() throws SQLException {
    try (Connection connection = owner.getConnection()) {
      return connection.getMetaData().getURL();
    }
  }
}
