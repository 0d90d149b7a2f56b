package dev.footfall.event;

import static dev.footfall.testsupport.Gateway.pixel;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.Owner;
import dev.footfall.wire.UuidFormat;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pixel: always the same image, and the event's result in status and headers. */
@QuarkusTest
class PixelTest {
  private static final byte[] GIF =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==");

  private final UUID campaign = UUID.randomUUID();
  private final UUID id = UuidFormat.version7(Instant.now());
  private final String query = "campaign_id=" + campaign + "&event_type=mail_opened";
  private final String withId = query + "&id=" + id;
  @Inject Owner owner;

  private static void assertImage(int status, String result, Answer answer) {
    answer.is(status);
    assertEquals(43, answer.body().length);
    assertArrayEquals(GIF, answer.body());
    assertHeaders(result, answer);
  }

  private static void assertHeaders(String result, Answer answer) {
    assertEquals("image/gif", answer.header("Content-Type"));
    assertEquals("no-store", answer.header("Cache-Control"));
    assertEquals(result, answer.header("Footfall-Result"));
    assertNull(answer.header("Set-Cookie"));
    assertEquals(0, answer.cookies());
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

    Answer answer =
        pixel(
            query
                + "&id=%s&session_id=%s&event_time=2026-05-04T10:00:00%%2B02:00"
                    .formatted(id, session)
                + "&metadata.mail=may&metadata.k%C3%BC=a+b%2Bc%26%3D%F0%9F%98%80&metadata.none=");

    assertImage(201, "stored", answer);
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

    owner.assertHolds(campaign, 1);
  }

  @Test
  void aPixelWithoutAnIdIsANewEventEachTime() {
    pixel(query).is(201);

    assertImage(201, "stored", pixel(query));

    owner.assertHolds(campaign, 2);
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
    "metdata.a=1, metdata.a is not a field of an event",
    "metadata=1, metadata is not a field of an event",
    "metadata.=1, metadata. is not a field of an event",
    "campaign=1, campaign is not a field of an event",
    "event_type=x&event_type=x, event_type is given more than once",
    "metadata.a=1&metadata.a=2, metadata.a is given more than once",
    "event_time=soon, 'event_time must be RFC 3339 with an offset, or epoch milliseconds'",
    "metadata.a=%00, metadata holds the character U+0000",
  })
  void anInvalidPixelIsStillAnImageAndSaysWhy(String invalid, String reason) {
    Answer answer = pixel(invalid);

    assertImage(422, "rejected", answer);
    assertEquals(reason, answer.header("Footfall-Reason"));
  }

  @Test
  void aVisitorWhoOptsOutGetsTheImageAndIsNotRecorded() {
    ApiGatewayEvent pixel = ApiGatewayEvent.of("GET", "/v1/pixel.gif?" + query);

    assertImage(200, "ignored", pixel.header("sec-gpc", "1").send());
    owner.assertHolds(campaign, 0);
  }

  @Test
  void headAnswersTheHeadersAndRecordsNothing() {
    Answer answer = ApiGatewayEvent.of("HEAD", "/v1/pixel.gif?" + query).send().is(200);

    assertHeaders("ignored", answer);
    owner.assertHolds(campaign, 0);
  }

  @Test
  void headOfAnInvalidPixelSaysWhy() {
    Answer answer = ApiGatewayEvent.of("HEAD", "/v1/pixel.gif?id=7&" + query).send().is(422);

    assertHeaders("rejected", answer);
    assertEquals("id must be a UUID", answer.header("Footfall-Reason"));
  }

  @ParameterizedTest
  @CsvSource({"image/avif", "'image/avif,image/webp,image/*,*/*;q=0.8'", "text/html"})
  void theImageIsTheOnlyAnswerWhateverIsAccepted(String accept) {
    Response answer = RestAssured.given().accept(accept).get("/v1/pixel.gif?" + query);

    assertEquals(201, answer.statusCode());
    assertArrayEquals(GIF, answer.asByteArray());
  }
}
