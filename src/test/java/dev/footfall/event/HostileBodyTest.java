package dev.footfall.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile bodies affect no other event, and no response leaks internal details. */
@QuarkusTest
class HostileBodyTest extends ServiceTest {
  private static final Pattern INTERNAL =
      Pattern.compile(
          "Exception|\\bat [a-z]+\\.|java\\.|io\\.(quarkus|vertx|smallrye)|dev\\.footfall|jackson"
              + "|INSERT|SELECT|unnest|jsonb|PgE|SQLSTATE");

  static void assertHarmless(Answer answer) {
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
        arguments("metadata", "{\"n\":NaN}"),
        arguments("metadata", "{\"n\":[-Infinity]}"),
        arguments("metadata", "{\"n\":Infinity}"),
        arguments("metadata", "{\"n\":-Infinity}"),
        arguments("metadata", "{\"n\":1e999999}"),
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
    return IntStream.range(1 << 14, 1 << 15)
        .mapToObj(i -> Integer.toBinaryString(i).replace("0", "ab").replace("1", "bA"))
        .map(key -> "\"" + key + "\":1")
        .collect(Collectors.joining(",", "{", "}"));
  }

  @ParameterizedTest
  @MethodSource("hostileFields")
  void aHostileFieldRejectsOnlyItsOwnEvent(String field, String json) {
    List<TestEvent> events = List.of(event(), event().raw(field, json), event());

    Answer answer = post(TestEvent.array(events));
    Answer lines = post(NDJSON, TestEvent.lines(events));

    assertHarmless(answer.is(200, "stored", "rejected", "stored"));
    assertHarmless(lines.is(200, "duplicate", "rejected", "duplicate"));
    assertEquals(field, answer.at("/results/1/field"));
    assertHolds(2);
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
  void whatOnlyLooksHostileIsStored(String metadata) {
    TestEvent event = event().raw("metadata", metadata);

    assertHarmless(post(event).is(201));
    post(event).is(200, "duplicate");

    assertHolds(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'; DROP TABLE events; --", "\\u0000", "\\ud800", "\\r\\nX: y", "ü", ""})
  void anUnknownFieldIsNamedInPrintableCharacters(String name) {
    String named = post(event().raw(name, "1")).is(422).at("/results/0/field");
    assertTrue(named.matches("[\\x21-\\x7e]*"), named);
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 500_000})
  void aLongUnknownNameIsTruncated(int length) {
    Answer answer = post(event().raw("n".repeat(length), "1"));
    assertEquals("n".repeat(64), answer.is(422).at("/results/0/field"));
  }

  static Stream<byte[]> hostileBodies() {
    String event = TestEvent.of(UUID.randomUUID()).toString();
    String[] cutOrTooLong = {
      event.substring(0, event.length() - 1),
      event.substring(0, event.length() - 2),
      event + "x",
      event + "\u0000",
      event + "," + event,
      "[" + event,
    };
    String[] deep = {
      "[".repeat(1_000_000), "{\"a\":".repeat(170_000), "{\"id\":" + "[".repeat(900_000)
    };
    String[] noJson = {
      "{\"event_type\":\"\u0000\"}", "{\"event_type\":\"line\nline\"}",
      "{\"event_type\":\"\\ud8\"}", "{\"event_type\":\"\\x\"}",
      "{\"n\":01}", "{\"n\":1,}",
      "/* */{}", "\u0000".repeat(1000)
    };
    String[] noUtf8 = {
      event.replace("page", "p\u00e4ge"),
      "{\"event_type\":\"\u00fc\"}",
      "{\"a\":\"\u00ed\u00a0\u0080\"}",
      "{\"a\":\"\u00c0\u0080\"}",
      "{\"a\":\"\u00f5\u0080\u0080\"}",
      "{\"a\":\"\u00e2\u0082\"}",
      "{\"a\":\"\u0080\"}"
    };
    return Stream.concat(
        Stream.of(cutOrTooLong, deep, noJson)
            .flatMap(Arrays::stream)
            .map(text -> text.getBytes(UTF_8)),
        Stream.of(noUtf8).map(text -> text.getBytes(ISO_8859_1)));
  }

  @ParameterizedTest
  @MethodSource("hostileBodies")
  void aBodyThatIsNotJsonIsRefused(byte[] body) {
    Answer answer = post(JSON, body);
    assertHarmless(answer.is(400));
    assertEquals("400", answer.at("/status"));
  }

  @ParameterizedTest
  @MethodSource("hostileBodies")
  void aLineThatIsNotJsonIsARejectedEvent(byte[] body) {
    String line = new String(body, ISO_8859_1).replace("\n", "\\n");
    String lines = event() + "\n" + line + "\n" + event();

    Answer answer = post(NDJSON, lines.getBytes(ISO_8859_1));

    assertHarmless(answer.is(200, "stored", "rejected", "stored"));
    assertHolds(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
  void aBodyInAnotherCharsetIsRefused(Charset charset) {
    byte[] body = event().toString().getBytes(charset);
    assertHarmless(post(JSON, body).is(400));
    assertHolds(0);
  }
}
