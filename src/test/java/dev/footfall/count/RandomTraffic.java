package dev.footfall.count;

import dev.footfall.query.Window;
import dev.footfall.testsupport.TestEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Random events around a zone's clock changes, and random windows over them. */
final class RandomTraffic {
  static final List<String> TYPES = List.of("page_view", "add_to_cart", "Purchase.done:1");
  private static final Duration REACH = Duration.ofDays(40);

  /** Seconds: where the counters of quarter-hours, hours and days meet. */
  private static final int[] STEPS = {900, 1800, 3600, 86_400};

  private final Random random;

  RandomTraffic(long seed) {
    random = new Random(seed);
  }

  /** The changes of 2025 and 2026 as far as they have happened, and one each of 2007 to 2011. */
  static List<Instant> changes(ZoneId zone) {
    List<Instant> changes = new ArrayList<>();
    changes.add(Instant.parse("2025-07-01T00:00:00Z"));
    changes.addAll(between(zone, "2007-01-01T00:00:00Z", "2007-12-31T00:00:00Z"));
    changes.addAll(between(zone, "2010-09-01T00:00:00Z", "2012-01-01T00:00:00Z"));
    changes.addAll(between(zone, "2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z"));
    return changes;
  }

  private static List<Instant> between(ZoneId zone, String from, String to) {
    Instant end = Stream.of(Instant.parse(to), Instant.now()).sorted().findFirst().orElseThrow();
    List<Instant> found = new ArrayList<>();
    ZoneOffsetTransition change = zone.getRules().nextTransition(Instant.parse(from));
    while (change != null && change.getInstant().isBefore(end)) {
      found.add(change.getInstant());
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return found;
  }

  static Instant first(Instant change) {
    return change.minus(REACH);
  }

  static Instant last(Instant change) {
    return change.plus(REACH);
  }

  /** Most of them near the change, some on quarter-hours, none in the future. */
  List<TestEvent> events(UUID campaign, Instant change, int number) {
    return Stream.generate(() -> TestEvent.of(campaign, type(), time(change)))
        .filter(event -> event.time().isBefore(Instant.now()))
        .limit(number)
        .toList();
  }

  /**
   * Sometimes empty, sometimes inside one quarter-hour, on quarter-hours or between two µs; often
   * from or to a whole half-hour, hour or day.
   */
  Window window(Instant change) {
    Instant from = time(change);
    Instant to =
        switch (random.nextInt(4)) {
          case 0 -> from.plusNanos(random.nextLong(600_000_000_000L));
          case 1 -> from.plusSeconds(900L * random.nextInt(100));
          default -> time(change);
        };
    Instant fine = random.nextInt(4) == 0 ? to.plusNanos(random.nextInt(1000)) : to;
    return fine.isBefore(from) ? new Window(fine, from) : new Window(from, fine);
  }

  List<String> types() {
    return random.nextBoolean() ? List.of() : List.of(type());
  }

  private String type() {
    return TYPES.get(random.nextInt(TYPES.size()));
  }

  private Instant time(Instant change) {
    Duration reach = random.nextInt(4) == 0 ? REACH : Duration.ofHours(4);
    Instant time =
        first(change)
            .plus(REACH)
            .plusNanos((random.nextLong(2 * reach.toSeconds()) - reach.toSeconds()) * 1_000_000_000)
            .plusNanos(random.nextInt(1_000_000) * 1000L);
    int step = STEPS[random.nextInt(STEPS.length)];
    return random.nextInt(3) == 0
        ? Instant.ofEpochSecond(time.getEpochSecond() / step * step)
        : time;
  }
}
