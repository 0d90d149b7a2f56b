package dev.footfall.event;

import dev.footfall.database.DataError;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Isolates an event whose value the database refuses although it passed validation: halves the
 * batch until that event is alone, so that its neighbours are stored.
 */
final class FaultIsolation {
  private FaultIsolation() {}

  /**
   * The results of the statement, and of the events that it refused, in the order of the events.
   *
   * @param statement gives results in the order of the events that it gets
   * @param refused the result of an event whose values are refused
   */
  static Uni<List<Result>> run(
      List<Event> events,
      Function<List<Event>, Uni<List<Result>>> statement,
      Function<Event, Result> refused) {
    if (events.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return statement
        .apply(events)
        .onFailure(DataError.class)
        .recoverWithUni(() -> halve(events, statement, refused));
  }

  private static Uni<List<Result>> halve(
      List<Event> events,
      Function<List<Event>, Uni<List<Result>>> statement,
      Function<Event, Result> refused) {
    if (events.size() == 1) {
      return Uni.createFrom().item(List.of(refused.apply(events.get(0))));
    }
    List<Event> left = events.subList(0, events.size() / 2);
    List<Event> right = events.subList(events.size() / 2, events.size());
    return run(left, statement, refused)
        .chain(
            one ->
                run(right, statement, refused)
                    .map(other -> Stream.of(one, other).flatMap(List::stream).toList()));
  }
}
