package dev.footfall.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The response to a request: the number of events for each result, and the results in the order
 * sent.
 */
@RegisterForReflection
record Receipt(
    long stored,
    long duplicate,
    long conflict,
    long rejected,
    long ignored,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long accepted,
    List<Result> results) {

  static Receipt of(List<Result> results) {
    return new Receipt(
        count(results, Result.Stored.class),
        count(results, Result.Duplicate.class),
        count(results, Result.Conflict.class),
        count(results, Result.Rejected.class),
        count(results, Result.Ignored.class),
        count(results, Result.Accepted.class),
        results);
  }

  /** A batch succeeds unless all of it was rejected. */
  int batchStatus() {
    if (accepted > 0) {
      return 202;
    }
    return rejected > 0 && rejected == results.size() ? 422 : 200;
  }

  private static long count(List<Result> results, Class<? extends Result> kind) {
    return results.stream().filter(kind::isInstance).count();
  }
}
