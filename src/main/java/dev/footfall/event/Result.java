package dev.footfall.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The result of one event. */
@RegisterForReflection
@JsonPropertyOrder({"id", "result", "field", "reason"})
@JsonInclude(JsonInclude.Include.NON_NULL)
sealed interface Result {

  /**
   * A result for each submission, in their order: its rejection, or what the function gives its
   * event.
   */
  static List<Result> of(
      List<? extends Submission> submissions, Function<Event, ? extends Result> ofEvent) {
    return submissions.stream()
        .<Result>map(
            submission ->
                submission instanceof Event event
                    ? ofEvent.apply(event)
                    : (Result.Rejected) submission)
        .toList();
  }

  /** The event's id; null if a rejected event has no readable id. */
  @Nullable UUID id();

  /** The HTTP status of a request with this event alone. */
  @JsonIgnore
  int status();

  /** Its name on the wire. */
  @JsonProperty("result")
  default String outcome() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** The event is new and committed. */
  @RegisterForReflection
  record Stored(UUID id) implements Result {
    @Override
    public int status() {
      return 201;
    }
  }

  /** An event with the same id and the same content is already stored. */
  @RegisterForReflection
  record Duplicate(UUID id) implements Result {
    @Override
    public int status() {
      return 200;
    }
  }

  /** An event with the same id but different content is already stored, and stays. */
  @RegisterForReflection
  record Conflict(UUID id) implements Result {
    @Override
    public int status() {
      return 409;
    }
  }

  /** The event is invalid. The field is null if the event as a whole is at fault. */
  @RegisterForReflection
  record Rejected(@Nullable UUID id, @Nullable String field, String reason)
      implements Result, Submission {
    @Override
    public int status() {
      return 422;
    }
  }

  /** The event is valid, but not to be counted. */
  @RegisterForReflection
  record Ignored(UUID id, String reason) implements Result {
    @Override
    public int status() {
      return 200;
    }
  }

  /** The event is valid and in the queue, from which it is stored. */
  @RegisterForReflection
  record Accepted(UUID id) implements Result {
    @Override
    public int status() {
      return 202;
    }
  }
}
