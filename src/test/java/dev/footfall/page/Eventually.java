package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Waits for what is to come, for a bounded time. */
final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private Eventually() {}

  static <T> void assertBecomes(T expected, Supplier<T> actual) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!expected.equals(actual.get()) && Instant.now().isBefore(deadline)) {
      try {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    assertEquals(expected, actual.get());
  }
}
