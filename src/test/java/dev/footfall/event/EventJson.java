package dev.footfall.event;

import dev.footfall.wire.UuidFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** One event as a sender writes it; valid until a test says otherwise. */
final class EventJson {
  private final Map<String, String> fields = new LinkedHashMap<>();

  private EventJson() {}

  /** A page view of a fresh session with a fresh UUIDv7. */
  static EventJson of(UUID campaign) {
    return new EventJson()
        .with("id", UuidFormat.version7(Instant.now()))
        .with("session_id", UUID.randomUUID())
        .with("campaign_id", campaign)
        .with("event_type", "page_view");
  }

  /** Sets a field to a JSON string; the value needs no escapes. */
  EventJson with(String field, Object value) {
    return raw(field, '"' + value.toString() + '"');
  }

  /** Sets a field to whatever JSON text this is. */
  EventJson raw(String field, String json) {
    fields.put(field, json);
    return this;
  }

  EventJson without(String field) {
    fields.remove(field);
    return this;
  }

  UUID id() {
    return UUID.fromString(fields.get("id").replace("\"", ""));
  }

  byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return fields.entrySet().stream()
        .map(field -> '"' + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
