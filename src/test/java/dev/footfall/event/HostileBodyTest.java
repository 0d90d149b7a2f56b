package dev.footfall.event;

import static dev.footfall.event.Gateway.JSON;
import static dev.footfall.event.Gateway.NDJSON;
import static dev.footfall.event.Gateway.post;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that nobody would send in good faith: each costs itself, and nothing internal leaks. */
@QuarkusTest
class HostileBodyTest {
  private static final Pattern INTERNAL =
      Pattern.compile(
          "Exception|\\bat [a-z]+\\.|java\\.|io\\.(quarkus|vertx|smallrye)|dev\\.footfall|jackson"
              + "|INSERT|SELECT|unnest|jsonb|PgE|SQLSTATE");

  private final UUID campaign = UUID.randomUUID();
  @Inject DataSource owner;

  static void assertHarmless(Gateway.Answer answer) {
    assertTrue(answer.status() >= 200 && answer.status() < 500, answer::text);
    assertFalse(INTERNAL.matcher(answer.text()).find(), answer::text);
    assertEquals(0, answer.cookies());
  }

  static Stream<Arguments> hostileFields() {
    return Stream.of(
        arguments("metadata", "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"),
        arguments("metadata", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)),
        arguments("metadata", "[".repeat(100_000) + "]".repeat(100_000)),
        arguments("session_id", "[".repeat(100_000) + "]".repeat(100_000)),
        arguments("metadata", "{\"n\":" + "9".repeat(200_000) + "}"),
        arguments("metadata", "{\"n\":1e999999999999}"),
        arguments("metadata", "{\"n\":-0.1E+2147483648}"),
        arguments("event_time", "9".repeat(500_000)),
        arguments("event_time", "-1e-999999999"),
        arguments("metadata", "{\"a\":\"\\ud800\"}"),
        arguments("metadata", "{\"\\udfff\\ud800\":1}"),
        arguments("metadata", "{\"a\":[{\"b\":\"\\u0000\"}]}"),
        arguments("event_type", "\"\\u0000\""),
        arguments("event_type", "\"\\ud800\""),
        arguments("event_type", "\"x'); DROP TABLE events; --\""),
        arguments("event_type", "\"$1\\u0027 OR 1=1\""),
        arguments("id", "\"'; DELETE FROM events; --\""),
        arguments("session_id", "\"{00000000-0000-0000-0000-000000000000}\""),
        arguments("campaign_id", "\"\\u0000\""),
        arguments("event_time", "\"now()\""),
        arguments("event_time", "\"infinity\""),
        arguments("event_time", "\"294277-01-01T00:00:00Z\""),
        arguments("metadata", "\"" + "x".repeat(500_000) + "\""),
        arguments("metadata", "{\"" + "k".repeat(500_000) + "\":1}"),
        arguments("metadata", collidingKeys()));
  }

  /** Keys of one hash: {@code ab} and {@code bA} are the same to a hash that multiplies by 33. */
  private static String collidingKeys() {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 1 << 14; i++) {
      json.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < 14; bit++) {
        json.append((i >> bit & 1) == 0 ? "ab" : "bA");
      }
      json.append("\":1");
    }
    return json.append('}').toString();
  }

  @ParameterizedTest
  @MethodSource("hostileFields")
  void aHostileFieldCostsOnlyItsOwnEvent(String field, String json) throws SQLException {
    EventJson hostile = EventJson.of(campaign).raw(field, json);

    Gateway.Answer answer =
        post(JSON, "[%s,%s,%s]".formatted(EventJson.of(campaign), hostile, EventJson.of(campaign)));

    assertHarmless(answer.is(200));
    assertEquals(List.of("stored", "rejected", "stored"), answer.outcomes());
    assertEquals(field, answer.result(1).path("field").asText());
    assertEquals(2, new Stored(owner).ofCampaign(campaign));
    assertEquals(2, new Stored(owner).counted(campaign));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"'); DROP TABLE events; --\",\"$1\":\"$2\",\"%s\":\"\\\\\"}",
        "{\"a\":{\"b\":1,\"b\":2},\"a\":3}",
        "{\"__proto__\":{\"x\":1},\"@type\":\"java.lang.Runtime\"}",
        "{\"a\":\"\\u0001\\u001f\\u007f\\uffff\\ufeff\\u202e\"}",
        "{\"n\":[1e131071,-1e-16383,-0,0.0]}",
      })
  void whatOnlyLooksHostileIsStored(String metadata) throws SQLException {
    EventJson event = EventJson.of(campaign).raw("metadata", metadata);

    assertHarmless(post(JSON, event).is(201));

    assertEquals(List.of("duplicate"), post(JSON, event).is(200).outcomes());
    assertEquals(1, new Stored(owner).ofCampaign(campaign));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'; DROP TABLE events; --", "\\u0000", "\\ud800", "\\r\\nX: y", "ü", ""})
  void anUnknownFieldIsToldInPrintableCharacters(String name) {
    Gateway.Answer answer = post(JSON, EventJson.of(campaign).raw(name, "1")).is(422);

    assertTrue(answer.result(0).path("field").asText().matches("[\\x21-\\x7e]*"));
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 500_000})
  void anEnormousUnknownNameIsCutShort(int length) {
    Gateway.Answer answer = post(JSON, EventJson.of(campaign).raw("n".repeat(length), "1"));

    assertEquals("n".repeat(64), answer.is(422).result(0).path("field").asText());
  }

  static Stream<byte[]> hostileBodies() {
    String event = EventJson.of(UUID.randomUUID()).toString();
    return Stream.of(
        "[".repeat(1_000_000).getBytes(UTF_8),
        "{\"a\":".repeat(170_000).getBytes(UTF_8),
        ("{\"id\":" + "[".repeat(900_000)).getBytes(UTF_8),
        ("[" + event).getBytes(UTF_8),
        event.substring(0, event.length() - 1).getBytes(UTF_8),
        event.substring(0, event.length() - 2).getBytes(UTF_8),
        (event + "x").getBytes(UTF_8),
        (event + "," + event).getBytes(UTF_8),
        (event + "\u0000").getBytes(UTF_8),
        "{\"event_type\":\"\u0000\"}".getBytes(UTF_8),
        "{\"event_type\":\"line\nline\"}".getBytes(UTF_8),
        "{\"event_type\":\"\\ud8\"}".getBytes(UTF_8),
        "{\"event_type\":\"\\x\"}".getBytes(UTF_8),
        "{\"n\":01}".getBytes(UTF_8),
        "{\"n\":NaN}".getBytes(UTF_8),
        "{\"n\":-Infinity}".getBytes(UTF_8),
        "{\"n\":1,}".getBytes(UTF_8),
        "/* */{}".getBytes(UTF_8),
        new byte[1000],
        "{\"event_type\":\"\u00fc\"}".getBytes(ISO_8859_1),
        bytes("{\"a\":\"", 0xed, 0xa0, 0x80, "\"}"),
        bytes("{\"a\":\"", 0xc0, 0x80, "\"}"),
        bytes("{\"a\":\"", 0xf5, 0x80, 0x80, "\"}"),
        bytes("{\"a\":\"", 0xe2, 0x82, "\"}"),
        bytes("{\"a\":\"", 0x80, "\"}"));
  }

  private static byte[] bytes(Object... parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      text.append(part instanceof Integer octet ? (char) octet.intValue() : part);
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource("hostileBodies")
  void aBodyThatIsNoJsonIsRefusedAsAWhole(byte[] body) {
    Gateway.Answer answer = post(JSON, body, Map.of());

    assertHarmless(answer.is(400));
    assertEquals(400, answer.json().path("status").asInt());
  }

  @ParameterizedTest
  @MethodSource("hostileBodies")
  void aLineThatIsNoJsonIsARejectedEvent(byte[] body) throws SQLException {
    String line = new String(body, ISO_8859_1).replace("\n", "\\n");
    String lines = EventJson.of(campaign) + "\n" + line + "\n" + EventJson.of(campaign);

    Gateway.Answer answer = post(NDJSON, lines.getBytes(ISO_8859_1), Map.of());

    assertHarmless(answer.is(200));
    assertEquals(List.of("stored", "rejected", "stored"), answer.outcomes());
    assertEquals(2, new Stored(owner).ofCampaign(campaign));
  }

  static Stream<Charset> otherCharsets() {
    return Stream.of(UTF_16, UTF_16LE, UTF_16BE, Charset.forName("UTF-32"));
  }

  @ParameterizedTest
  @MethodSource("otherCharsets")
  void aBodyInAnotherCharsetIsRefused(Charset charset) throws SQLException {
    byte[] body = EventJson.of(campaign).toString().getBytes(charset);

    assertHarmless(post(JSON, body, Map.of()).is(400));

    assertEquals(0, new Stored(owner).ofCampaign(campaign));
  }

  @ParameterizedTest
  @CsvSource({JSON + ", 400", NDJSON + ", 422", "text/plain, 400"})
  void aByteOrderMarkIsNoJson(String type, int status) throws SQLException {
    assertHarmless(post(type, "\ufeff" + EventJson.of(campaign)).is(status));

    assertEquals(0, new Stored(owner).ofCampaign(campaign));
  }
}
