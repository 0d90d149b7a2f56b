package dev.footfall.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import java.util.UUID;

/** What became of one event. */
@RegisterForReflection
@JsonPropertyOrder({"id", "result", "field", "reason"})
@JsonInclude(JsonInclude.Include.NON_NULL)
sealed interface Result {

  /** The event's id; null where a rejected event carries none that can be read. */
  UUID id();

  /** The HTTP status of a request that holds this event alone. */
  @JsonIgnore
  int status();

  /** Its name on the wire. */
  @JsonProperty("result")
  default String outcome() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** New, and committed. */
  @RegisterForReflection
  record Stored(UUID id) implements Result {
    @Override
    public int status() {
      return 201;
    }
  }

  /** The same id with the same content is there. */
  @RegisterForReflection
  record Duplicate(UUID id) implements Result {
    @Override
    public int status() {
      return 200;
    }
  }

  /** The same id with other content is there, and stays. */
  @RegisterForReflection
  record Conflict(UUID id) implements Result {
    @Override
    public int status() {
      return 409;
    }
  }

  /** Invalid: the field at fault, or null if it is the event as a whole, and why. */
  @RegisterForReflection
  record Rejected(UUID id, String field, String reason) implements Result, Submission {
    @Override
    public int status() {
      return 422;
    }
  }

  /** The visitor does not want to be counted, or nothing was asked to be recorded. */
  @RegisterForReflection
  record Ignored(UUID id) implements Result {
    @Override
    public int status() {
      return 200;
    }
  }
}
