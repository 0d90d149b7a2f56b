package dev.footfall.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How a window of time is split into whole counters and ragged edges, and its defaults. */
class WindowTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:07:30Z");

  @ParameterizedTest
  @EnumSource
  void edgesAndWholeTimesMakeUpTheWindowExactly(Grain grain) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Instant from = Instant.ofEpochSecond(0, random.nextLong(200_000_000_000L) * 1000);
      Instant to =
          from.plusNanos(random.nextLong(i % 2 == 0 ? 1_000_000 : 200_000_000_000L) * 1000);
      Window window = new Window(from, to);

      assertEquals(to, join(window, grain), "seed " + seed + ", " + window);
    }
  }

  /** The end of the parts of a window, which follow each other without a gap. */
  private static Instant join(Window window, Grain grain) {
    Window whole = window.whole(grain);
    List<Window> parts = new ArrayList<>(window.outside(whole));
    if (whole.from().isBefore(whole.to())) {
      parts.add(whole);
    }
    Instant reached = window.from();
    while (!parts.isEmpty()) {
      Instant start = reached;
      Window part = parts.stream().filter(p -> p.from().equals(start)).findFirst().orElseThrow();
      assertTrue(part.to().isAfter(start), "an empty part");
      parts.remove(part);
      reached = part.to();
    }
    return reached;
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T10:00:00Z, 2026-01-01T11:00:00Z, 0",
    "2026-01-01T10:00:00Z, 2026-01-01T10:00:00.000001Z, 1",
    "2026-01-01T10:01:00Z, 2026-01-01T10:15:00Z, 1",
    "2026-01-01T10:14:00Z, 2026-01-01T10:16:00Z, 2",
    "2026-01-01T10:05:00Z, 2026-01-01T10:05:00Z, 0",
    "1969-12-31T23:59:00Z, 1970-01-01T00:00:00Z, 1",
  })
  void onlyRaggedEndsAreReadFromTheEvents(Instant from, Instant to, int edges) {
    Window window = new Window(from, to);

    assertEquals(edges, window.outside(window.whole(Grain.QUARTER_HOUR)).size());
  }

  @Test
  void aBoundBetweenTwoMicrosecondsMeansTheNextOne() {
    Instant second = Instant.parse("2026-01-01T00:00:00Z");

    Window window = new Window(second.plusNanos(1), second.plusNanos(1001));

    assertEquals(new Window(second.plusNanos(1000), second.plusNanos(2000)), window);
  }

  @Test
  void theDefaultEndsWithTheRunningQuarterHourAndIsThirtyDaysLong() {
    Window window = Window.of(parameters(), NOW);

    assertEquals("2026-03-01T10:15:00Z", window.to().toString());
    assertEquals(Duration.ofDays(30), Duration.between(window.from(), window.to()));
  }

  @Test
  void theOtherBoundHasADefaultOfItsOwn() {
    Window since = Window.of(parameters("from", "2026-01-01T00:00:00Z"), NOW);
    Window until = Window.of(parameters("to", "2026-01-31T00:00:00Z"), NOW);

    assertEquals("2026-03-01T10:15:00Z", since.to().toString());
    assertEquals("2026-01-01T00:00:00Z", until.from().toString());
  }

  private static QueryParameters parameters(String... namesAndValues) {
    MultivaluedMap<String, String> map = new MultivaluedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new QueryParameters(map, Set.of("from", "to"), Set.of());
  }
}
