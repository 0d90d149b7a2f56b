package dev.footfall.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.database.Erasure;
import dev.footfall.wire.EventTypeFormat;
import dev.footfall.wire.TimeFormat;
import dev.footfall.wire.UuidFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an operator asks the migrator to erase: {@code {"session_id":"…"}}, or {@code
 * {"campaign_id":"…"}} with {@code event_types}, {@code from} and {@code to} as needed. Anything
 * else fails and erases nothing: a misspelt bound must not erase a whole campaign.
 */
final class EraseCommand {
  private static final String SESSION_ID = "session_id";
  private static final String CAMPAIGN_ID = "campaign_id";
  private static final String EVENT_TYPES = "event_types";
  private static final Set<String> CAMPAIGN_FIELDS = Set.of(CAMPAIGN_ID, EVENT_TYPES, "from", "to");

  private final JsonNode command;

  private EraseCommand(JsonNode command) {
    this.command = command;
  }

  static Erasure.Report run(JsonNode command, Erasure erasure) {
    return new EraseCommand(command).run(erasure);
  }

  private Erasure.Report run(Erasure erasure) {
    if (command.has(SESSION_ID)) {
      requireOnly(Set.of(SESSION_ID));
      return erasure.session(uuid(SESSION_ID));
    }
    requireOnly(CAMPAIGN_FIELDS);
    return erasure.campaign(uuid(CAMPAIGN_ID), eventTypes(), time("from"), time("to"));
  }

  private void requireOnly(Set<String> fields) {
    Set<String> unknown = new TreeSet<>();
    command.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(fields);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("erase: " + unknown + " cannot be given here");
    }
  }

  private UUID uuid(String field) {
    return value(command.path(field), field, "must be a UUID", UuidFormat::parse);
  }

  private @Nullable Instant time(String field) {
    return command.has(field)
        ? value(command.get(field), field, "must be RFC 3339 with an offset", TimeFormat::parse)
        : null;
  }

  private @Nullable List<String> eventTypes() {
    if (!command.has(EVENT_TYPES)) {
      return null;
    }
    List<String> types = new ArrayList<>();
    for (JsonNode type : command.get(EVENT_TYPES)) {
      types.add(
          value(
              type,
              EVENT_TYPES,
              EventTypeFormat.FORM,
              text -> Optional.of(text).filter(EventTypeFormat::matches)));
    }
    if (types.isEmpty()) {
      throw new IllegalArgumentException("erase." + EVENT_TYPES + " must name event types");
    }
    return types;
  }

  private static <T> T value(
      JsonNode json, String field, String form, Function<String, Optional<T>> parse) {
    return Optional.of(json)
        .filter(JsonNode::isTextual)
        .flatMap(text -> parse.apply(text.textValue()))
        .orElseThrow(() -> new IllegalArgumentException("erase." + field + " " + form));
  }
}
