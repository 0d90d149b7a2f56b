package dev.footfall.event;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The response to a request: the number of events for each result, and the results in the order
 * sent.
 */
@RegisterForReflection
record Receipt(
    long stored, long duplicate, long conflict, long rejected, long ignored, List<Result> results) {

  static Receipt of(List<Result> results) {
    return new Receipt(
        count(results, Result.Stored.class),
        count(results, Result.Duplicate.class),
        count(results, Result.Conflict.class),
        count(results, Result.Rejected.class),
        count(results, Result.Ignored.class),
        results);
  }

  /** A batch succeeds unless all of it was rejected. */
  int batchStatus() {
    return rejected > 0 && rejected == results.size() ? 422 : 200;
  }

  private static long count(List<Result> results, Class<? extends Result> kind) {
    return results.stream().filter(kind::isInstance).count();
  }
}
