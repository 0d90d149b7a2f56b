package dev.footfall.testsupport;

import dev.footfall.query.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Random events around a zone's clock changes, and random windows over them. */
public final class RandomTraffic {
  public static final List<String> TYPES = List.of("page_view", "add_to_cart", "Purchase.done:1");
  private static final Duration REACH = Duration.ofDays(40);

  /** In seconds; windows on these steps start and end where counters do. */
  private static final int[] STEPS = {900, 1800, 3600, 86_400};

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  /** The changes of 2007, of late 2010 and 2011, of 2025 and of 2026 so far, and a day without. */
  public static List<Instant> changes(ZoneId zone) {
    List<Instant> changes = new ArrayList<>();
    changes.add(Instant.parse("2025-07-01T00:00:00Z"));
    changes.addAll(changes(zone, "2007-01-01T00:00:00Z", "2007-12-31T00:00:00Z"));
    changes.addAll(changes(zone, "2010-09-01T00:00:00Z", "2012-01-01T00:00:00Z"));
    changes.addAll(changes(zone, "2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z"));
    changes.removeIf(change -> change.isAfter(Instant.now()));
    return changes;
  }

  /** All changes of a zone's offset in a span of time. */
  public static List<Instant> changes(ZoneId zone, String from, String to) {
    return Stream.iterate(
            zone.getRules().nextTransition(Instant.parse(from)),
            change -> change != null && change.getInstant().isBefore(Instant.parse(to)),
            change -> zone.getRules().nextTransition(change.getInstant()))
        .map(ZoneOffsetTransition::getInstant)
        .toList();
  }

  public static Instant first(Instant change) {
    return change.minus(REACH);
  }

  public static Instant last(Instant change) {
    return change.plus(REACH);
  }

  /** Events at random times: most near the change, some on quarter-hours, none in the future. */
  public List<TestEvent> events(UUID campaign, Instant change, int number) {
    return Stream.generate(() -> TestEvent.of(campaign, type(), time(change)))
        .filter(event -> event.time().isBefore(Instant.now()))
        .limit(number)
        .toList();
  }

  /** A window of any length, even empty, whose bounds lie on or between any of the steps. */
  public Window window(Instant change) {
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

  public List<String> types() {
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

  public void shuffle(List<?> list) {
    Collections.shuffle(list, random);
  }

  /** Names the seed, by which a failure can be repeated. */
  @Override
  public String toString() {
    return "seed " + seed;
  }
}
