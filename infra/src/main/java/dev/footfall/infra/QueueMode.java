package dev.footfall.infra;

import java.util.Arrays;
import java.util.Locale;

/** When events wait in a queue; the application's {@code footfall.queue.mode}. */
enum QueueMode {
  NEVER,
  OUTAGE,
  ALWAYS;

  static QueueMode of(String name) {
    return Arrays.stream(values())
        .filter(mode -> mode.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("queue must be never, outage or always, not " + name));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
