package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.wire.UuidFormat;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pixel: always the same image, and the event's result in status and headers, however odd its
 * query is.
 */
@QuarkusTest
class PixelTest extends ServiceTest {
  private static final byte[] GIF =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==");

  private final UUID id = UuidFormat.version7(Instant.now());
  private final String query = "campaign_id=" + campaign + "&event_type=mail_opened";
  private final String withId = query + "&id=" + id;

  private static Answer head(String query) {
    return ApiGatewayEvent.of("HEAD", "/v1/pixel.gif?" + query).send();
  }

  private static Answer assertImage(int status, String result, Answer answer) {
    assertEquals(43, answer.body().length);
    assertArrayEquals(GIF, answer.body());
    return assertHeaders(status, result, answer);
  }

  private static Answer assertHeaders(int status, String result, Answer answer) {
    assertEquals(0, answer.cookies());
    return answer
        .is(status)
        .has("Content-Type", "image/gif", "Cache-Control", "no-store")
        .has("Footfall-Result", result, "Set-Cookie", null);
  }

  private static void assertRejected(String reason, Answer answer) {
    assertImage(422, "rejected", answer).has("Footfall-Reason", reason);
  }

  private void assertMetadata(String expected, String parameters) {
    pixel(withId + parameters).is(201);
    assertEquals(expected, owner.row(id).metadata());
  }

  @Test
  void aMailThatIsOpenedIsStoredWithAFreshSession() {
    assertImage(201, "stored", pixel(withId));

    Owner.Row row = owner.row(id);
    assertEquals(7, row.session().version());
    assertEquals("mail_opened", row.type());
    assertEquals(UuidFormat.timeOf(id).orElseThrow(), row.time());
    assertEquals("{}", row.metadata());
  }

  @Test
  void everyFieldIsStoredAsSent() {
    UUID session = UUID.randomUUID();
    String fields = "&session_id=" + session + "&event_time=2026-05-04T10:00:00%2B02:00";
    String metadata =
        "&metadata.mail=may&metadata.k%C3%BC=a+b%2Bc%26%3D%F0%9F%98%80&metadata.none=";

    assertImage(201, "stored", pixel(withId + fields + metadata));

    Owner.Row row = owner.row(id);
    assertEquals(session, row.session());
    assertEquals(Instant.parse("2026-05-04T08:00:00Z"), row.time());
    assertEquals("{\"kü\": \"a b+c&=😀\", \"mail\": \"may\", \"none\": \"\"}", row.metadata());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-04T10:00:00+02:00, 2026-05-04T08:00:00Z",
    "2026-05-04T10:00:00Z, 2026-05-04T10:00:00Z",
    "1777888800000, 2026-05-04T10:00:00Z",
  })
  void aTimeMayStandUnescapedOrInMilliseconds(String time, Instant expected) {
    pixel(withId + "&event_time=" + time).is(201);
    assertEquals(expected, owner.row(id).time());
  }

  @Test
  void theSamePixelAgainIsADuplicate() {
    pixel(withId).is(201);
    assertImage(200, "duplicate", pixel(withId));
    assertHolds(1);
  }

  @Test
  void aPixelWithoutAnIdIsANewEventEachTime() {
    pixel(query).is(201);
    assertImage(201, "stored", pixel(query));
    assertHolds(2);
  }

  @Test
  void otherContentIsAConflict() {
    pixel(withId).is(201);
    assertImage(409, "conflict", pixel(withId + "&metadata.a=1"));
    assertEquals("{}", owner.row(id).metadata());
  }

  @ParameterizedTest
  @CsvSource({
    "event_type=x, campaign_id is required",
    "'', event_type is required",
    "campaign_id=0199a7c2-1b2c-7d3e-8f40-aabbccddeeff, event_type is required",
    "campaign_id=7&event_type=x, campaign_id must be a UUID",
    "event_time=soon, 'event_time must be RFC 3339 with an offset, or epoch milliseconds'",
  })
  void anInvalidPixelIsStillAnImageAndSaysWhy(String invalid, String reason) {
    assertRejected(reason, pixel(invalid));
  }

  @Test
  void aVisitorWhoOptsOutGetsTheImageAndIsNotRecorded() {
    ApiGatewayEvent pixel = ApiGatewayEvent.of("GET", "/v1/pixel.gif?" + query);
    assertImage(200, "ignored", pixel.header("sec-gpc", "1").send());
    assertHolds(0);
  }

  @Test
  void headAnswersTheHeadersAndRecordsNothing() {
    assertHeaders(200, "ignored", head(query));
    assertHolds(0);
  }

  @Test
  void headOfAnInvalidPixelSaysWhy() {
    assertHeaders(422, "rejected", head("id=7&" + query))
        .has("Footfall-Reason", "id must be a UUID");
  }

  @ParameterizedTest
  @CsvSource({"image/avif", "'image/avif,image/webp,image/*,*/*;q=0.8'", "text/html"})
  void theImageIsTheOnlyAnswerWhateverIsAccepted(String accept) {
    Answer answer = Http.raw("GET", "/v1/pixel.gif?" + query, "Accept", accept).is(201);
    assertArrayEquals(GIF, answer.body());
  }

  private static String parameters(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> "&metadata.k" + i + "=1")
        .collect(Collectors.joining());
  }

  @Test
  void eachOfManyParametersIsKept() {
    pixel(withId + parameters(2_000)).is(201);
    String metadata = owner.row(id).metadata();
    assertTrue(metadata.contains("\"k0\": ") && metadata.contains("\"k1999\": "), metadata);
  }

  @Test
  void tenThousandParametersAreTooMuchMetadata() {
    assertRejected("metadata is larger than 32 KiB", pixel(withId + parameters(10_000)));
  }

  @Test
  void keysThatDifferInCaseAreTwoKeys() {
    assertMetadata("{\"Key\": \"1\", \"key\": \"2\"}", "&metadata.Key=1&metadata.key=2");
  }

  @Test
  void aSemicolonSeparatesNothing() {
    assertMetadata("{\"a\": \"1;id=2\"}", "&metadata.a=1;id=2");
  }

  /** What is merely untidy, and what a browser does not escape. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "&",
        "&&",
        "&&&metadata.a=",
        "&metadata.a",
        "&metadata.a=b=c",
        "&metadata.a='()*!~[]:/?@;$,",
        "&metadata.a=%",
        "&metadata.a=%4",
        "&metadata.%ZZ=1",
        "&metadata.a={|}",
        "&metadata.a=\"<\\^`>",
        "&metadata.a=%C3",
        "&metadata.a=%C3%28",
        "&metadata.a=%ED%A0%80",
        "&metadata.a=%F8%88%80%80%80",
        "&metadata.a=%00",
        "&metadata.%00=1",
        "&%0d%0aSet-Cookie:x=1",
        "&metadata.a=1&metadata.a=1",
        "&a[]=1&a[]=2",
        "&=",
        "&=1",
        "&metadata",
        "&metadata=1",
        "&metadata.=1",
        "&metdata.a=1",
        "&event_type=other",
        "&x=';DROP%20TABLE%20events;--",
      })
  void whatCanBeReadIsTakenAsItStands(String odd) {
    pixel(withId + odd).is(201);
    assertHolds(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "campaign_id", "session_id", "event_type", "event_time"})
  void aHugeValueIsRejected(String field) {
    Answer answer = pixel(field + "=" + "9".repeat(1_000_000)).is(422);
    assertTrue(answer.header("Footfall-Reason").startsWith(field + " must be"));
  }

  @Test
  void aHugeNameIsTooMuchMetadata() {
    assertRejected("metadata is larger than 32 KiB", pixel("n".repeat(1_000_000) + "=1"));
  }
}
