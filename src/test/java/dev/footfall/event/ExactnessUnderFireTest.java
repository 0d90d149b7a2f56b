package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.Owner;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** However often events are sent and whatever breaks meanwhile, each is stored and counted once. */
@QuarkusTest
class ExactnessUnderFireTest {
  @Inject Owner owner;
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
    survives(Storm.of(seed, campaign, 5000), () -> new StatementWire(owner.url()), 5);
  }

  @Test
  void theSameEventTwiceInOneRequestIsStoredAndADuplicate() {
    Event event = Storm.event(new Random(seed), campaign, Instant.now());

    List<String> results = new StoreWire(store).send(List.of(event, event));

    assertEquals(List.of("stored", "duplicate"), results);
  }

  private void survives(Storm storm, Supplier<Wire> wires, int attemptsPerBreak) throws Exception {
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
          () -> assertEquals(Set.of(), without(sent, owner.ids(campaign)), "not stored"),
          () -> owner.assertHolds(campaign, size),
          () -> assertEquals(size, answeredTotal()));
    }
  }

  private static Set<UUID> without(Set<UUID> ids, Set<UUID> others) {
    return ids.stream().filter(id -> !others.contains(id)).collect(Collectors.toSet());
  }

  private int answeredTotal() {
    return Http.get("/v1/counts", "campaign_id", campaign)
        .then()
        .statusCode(200)
        .extract()
        .path("total");
  }
}
