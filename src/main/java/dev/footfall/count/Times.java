package dev.footfall.count;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** Times as a statement's parameters. */
final class Times {
  private Times() {}

  /**
   * Four parameters: the edges' starts, the edges' ends, the start and the end of the whole
   * quarter-hours.
   */
  static Tuple addWindow(Tuple parameters, Window window) {
    return parameters
        .addArrayOfOffsetDateTime(array(window.edges().stream().map(Window::from)))
        .addArrayOfOffsetDateTime(array(window.edges().stream().map(Window::to)))
        .addOffsetDateTime(utc(window.whole().from()))
        .addOffsetDateTime(utc(window.whole().to()));
  }

  static OffsetDateTime[] array(Stream<Instant> instants) {
    return instants.map(Times::utc).toArray(OffsetDateTime[]::new);
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
