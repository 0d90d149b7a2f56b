package dev.footfall.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.wire.UuidFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An event as a sender writes it, valid unless a test makes it invalid. */
public final class TestEvent {
  private static final int BATCH = 500;

  private final Map<String, String> fields;

  private TestEvent(Map<String, String> fields) {
    this.fields = fields;
  }

  /** A page view of a fresh session with a fresh UUIDv7 and no time of its own. */
  public static TestEvent of(UUID campaign) {
    return new TestEvent(Map.of())
        .with("id", UuidFormat.version7(Instant.now()))
        .with("session_id", UUID.randomUUID())
        .with("campaign_id", campaign)
        .with("event_type", "page_view");
  }

  /** An event of a fresh session at this time; its id is a UUIDv4, so that it may be of any age. */
  public static TestEvent of(UUID campaign, String type, Object time) {
    return of(campaign)
        .with("id", UUID.randomUUID())
        .with("event_type", type)
        .with("event_time", time);
  }

  /** Events of one type and time, each with its own session. */
  public static List<TestEvent> many(int number, UUID campaign, String type, Object time) {
    return Stream.generate(() -> of(campaign, type, time)).limit(number).toList();
  }

  /** The same event with this field as a JSON string; the value needs no escapes. */
  public TestEvent with(String field, Object value) {
    return raw(field, '"' + value.toString() + '"');
  }

  /** The same event with this field as whatever JSON text this is. */
  public TestEvent raw(String field, String json) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.put(field, json);
    return new TestEvent(changed);
  }

  public TestEvent without(String field) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.remove(field);
    return new TestEvent(changed);
  }

  public UUID id() {
    return UUID.fromString(text("id"));
  }

  public String type() {
    return text("event_type");
  }

  /** Its time, which it must have. */
  public Instant time() {
    return Instant.parse(text("event_time"));
  }

  private String text(String field) {
    return fields.get(field).replace("\"", "");
  }

  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return fields.entrySet().stream()
        .map(field -> '"' + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** A JSON array of events, or of whatever else an array may hold. */
  public static String array(Object... events) {
    return array(Arrays.asList(events));
  }

  public static String array(List<?> events) {
    return joined(events, ",", "[", "]");
  }

  public static String lines(List<?> events) {
    return joined(events, "\n", "", "\n");
  }

  private static String joined(List<?> events, String between, String start, String end) {
    return events.stream().map(String::valueOf).collect(Collectors.joining(between, start, end));
  }

  /** Posts all of them; each must be new. */
  public static void store(List<TestEvent> events) {
    for (int i = 0; i < events.size(); i += BATCH) {
      List<TestEvent> batch = events.subList(i, Math.min(events.size(), i + BATCH));
      assertEquals(batch.size(), Http.post(array(batch)).jsonPath().getInt("stored"));
    }
  }

  public static void store(TestEvent... events) {
    store(List.of(events));
  }
}
