package dev.footfall.event;

import static dev.footfall.testsupport.Together.together;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Many writers send each event one to five times, in different batches and in any order. */
record Storm(long seed, List<Event> events, List<List<Event>> batches) {
  private static final int MOST_ATTEMPTS = 50;
  private static final List<String> TYPES = List.of("page_view", "add_to_cart", "purchase");

  static Storm of(long seed, UUID campaign, int size) {
    Random random = new Random(seed);
    Instant start = Instant.now().minus(Duration.ofHours(3));
    List<Event> events = new ArrayList<>();
    List<Event> sendings = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Event event = event(random, campaign, start.plusSeconds(random.nextInt(7200)));
      events.add(event);
      sendings.addAll(Collections.nCopies(1 + random.nextInt(5), event));
    }
    Collections.shuffle(sendings, random);
    List<List<Event>> batches = new ArrayList<>();
    for (int from = 0, to; from < sendings.size(); from = to) {
      to = Math.min(sendings.size(), from + 1 + random.nextInt(random.nextBoolean() ? 100 : 10));
      batches.add(sendings.subList(from, to));
    }
    return new Storm(seed, events, batches);
  }

  /** An event of one of two hundred sessions and ten sources, with an amount. */
  static Event event(Random random, UUID campaign, Instant time) {
    return new Event(
        id(random, time),
        new UUID(campaign.getMostSignificantBits(), 1 + random.nextInt(200)),
        campaign,
        TYPES.get(random.nextInt(TYPES.size())),
        time,
        "{\"utm_source\":\"s%d\",\"price\":\"%d.5\",\"currency\":\"EUR\"}"
            .formatted(random.nextInt(10), random.nextInt(1000)),
        EnumSet.allOf(Field.class),
        null);
  }

  /** A UUIDv7 of the event's time, or a UUIDv4, which goes to the default partition. */
  private static UUID id(Random random, Instant time) {
    long noise = random.nextLong() & 0x0fff;
    long high =
        random.nextBoolean()
            ? time.toEpochMilli() << 16 | 0x7000 | noise
            : random.nextLong() & ~0xffffL | 0x4000 | noise;
    return new UUID(high, random.nextLong() >>> 2 | 1L << 63);
  }

  /** Another object of the same event with this id and metadata. */
  static Event copy(Event event, UUID id, String metadata) {
    return new Event(
        id,
        event.sessionId(),
        event.campaignId(),
        event.eventType(),
        event.eventTime(),
        metadata,
        event.given(),
        event.idTime());
  }

  /** Lets this many writers send every batch until it is acknowledged. */
  Acknowledged blow(int writers, Wire wire, Backends backends) {
    Acknowledged acknowledged = new Acknowledged();
    Queue<List<Event>> queue = new ConcurrentLinkedQueue<>(batches);
    Wire breaking =
        batch -> {
          backends.attempted();
          return wire.send(batch);
        };
    Callable<Void> writer =
        () -> {
          send(queue, breaking, acknowledged);
          return null;
        };
    try {
      together(Collections.nCopies(writers, writer));
      return acknowledged;
    } catch (Exception e) {
      throw new AssertionError(this + " failed", e);
    }
  }

  /** Sends each batch of the queue until it is acknowledged. */
  static void send(Queue<List<Event>> queue, Wire wire, Acknowledged acknowledged)
      throws Exception {
    List<Event> batch;
    while ((batch = queue.poll()) != null) {
      List<String> results = null;
      for (int attempt = 0; results == null; attempt++) {
        if (attempt == MOST_ATTEMPTS) {
          throw new IllegalStateException("no answer after " + MOST_ATTEMPTS + " attempts");
        }
        results = wire.send(batch);
      }
      acknowledged.add(batch, results);
    }
  }

  void assertExact(Acknowledged acknowledged, Owner owner) {
    Set<UUID> sent = events.stream().map(Event::id).collect(Collectors.toSet());
    UUID campaign = events.get(0).campaignId();
    assertAll(
        toString(),
        () -> assertEquals(Set.of("duplicate", "stored"), acknowledged.results().keySet()),
        () -> assertEquals(Set.of(), without(sent, acknowledged.ids()), "not acknowledged"),
        () -> assertEquals(Set.of(), without(sent, owner.ids(campaign)), "not stored"),
        () -> owner.assertHolds(campaign, sent.size()));
  }

  private static Set<UUID> without(Set<UUID> ids, Set<UUID> others) {
    return ids.stream().filter(id -> !others.contains(id)).collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return "storm of seed " + seed;
  }
}
