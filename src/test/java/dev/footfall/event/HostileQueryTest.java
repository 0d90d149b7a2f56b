package dev.footfall.event;

import static dev.footfall.testsupport.Gateway.pixel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Owner;
import dev.footfall.wire.UuidFormat;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Query strings that nobody would write in good faith. */
@QuarkusTest
class HostileQueryTest {
  private final UUID campaign = UUID.randomUUID();
  private final UUID id = UuidFormat.version7(Instant.now());
  private final String query = "id=" + id + "&campaign_id=" + campaign + "&event_type=opened";
  @Inject Owner owner;

  private static String parameters(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> "&metadata.k" + i + "=1")
        .collect(Collectors.joining());
  }

  @Test
  void eachOfManyParametersIsKept() {
    pixel(query + parameters(2_000)).is(201);

    String metadata = owner.row(id).metadata();
    assertTrue(metadata.contains("\"k0\": ") && metadata.contains("\"k1999\": "), metadata);
  }

  @Test
  void tenThousandParametersAreTooMuchMetadata() {
    Answer answer = pixel(query + parameters(10_000)).is(422);

    assertEquals("metadata is larger than 32 KiB", answer.header("Footfall-Reason"));
  }

  @Test
  void keysThatDifferInCaseAreTwoKeys() {
    pixel(query + "&metadata.Key=1&metadata.key=2").is(201);

    assertEquals("{\"Key\": \"1\", \"key\": \"2\"}", owner.row(id).metadata());
  }

  @Test
  void aSemicolonSeparatesNothing() {
    pixel(query + "&metadata.a=1;id=2").is(201);

    assertEquals("{\"a\": \"1;id=2\"}", owner.row(id).metadata());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&metadata.a=%C3", "&metadata.a=%C3%28", "&metadata.a=%ED%A0%80",
        "&metadata.a=%F8%88%80%80%80", "&metadata.a=%00", "&metadata.%00=1",
        "&%0d%0aSet-Cookie:x=1", "&metadata.a=1&metadata.a=1", "&a[]=1&a[]=2",
        "&=", "&=1", "&metadata",
        "&x=';DROP%20TABLE%20events;--",
      })
  void whatCannotBeReadIsRejectedWithTheImage(String hostile) {
    Answer answer = pixel(query + hostile).is(422);

    assertEquals(43, answer.body().length);
    assertEquals("rejected", answer.header("Footfall-Result"));
    assertTrue(answer.header("Footfall-Reason").matches("[\\x20-\\x7e]{5,200}"));
    assertEquals(0, answer.cookies());
    owner.assertHolds(campaign, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&",
        "&&",
        "&&&metadata.a=",
        "&metadata.a",
        "&metadata.a=b=c",
        "&metadata.a='()*!~[]:/?@;$,"
      })
  void whatIsMerelyUntidyIsStored(String untidy) {
    pixel(query + untidy).is(201);

    owner.assertHolds(campaign, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&metadata.a=%",
        "&metadata.a=%4",
        "&metadata.%ZZ=1",
        "&metadata.a={|}",
        "&metadata.a=\"<\\^`>"
      })
  void whatABrowserDoesNotEscapeIsTakenAsItStands(String unescaped) {
    pixel(query + unescaped).is(201);

    owner.assertHolds(campaign, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "campaign_id", "session_id", "event_type", "event_time"})
  void aHugeValueIsRejected(String field) {
    Answer answer = pixel(field + "=" + "9".repeat(1_000_000)).is(422);

    assertTrue(answer.header("Footfall-Reason").startsWith(field + " must be"));
  }

  @Test
  void aHugeNameIsCutShort() {
    Answer answer = pixel("n".repeat(1_000_000) + "=1").is(422);

    assertEquals("n".repeat(64) + " is not a field of an event", answer.header("Footfall-Reason"));
  }
}
