package dev.footfall.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every shape that a request to {@code /v1/events} may have, and the status it is answered with.
 */
@QuarkusTest
class RequestShapeTest extends ServiceTest {
  /** The way is the content type, after {@code gzip} for a body that is compressed. */
  private static Answer send(String way, String body) {
    return way.startsWith("gzip ")
        ? postGzip(way.substring(5), gzip(body.getBytes(UTF_8)))
        : post(way, body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        JSON, "gzip " + JSON, "application/json; charset=utf-8",
        TEXT, "gzip " + TEXT, "text/plain"
      })
  void oneObjectIsStored(String way) {
    send(way, event().toString()).is(201, "stored");
    assertHolds(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, TEXT, "gzip " + JSON, "gzip " + TEXT})
  void anArrayIsStored(String way) {
    send(way, " [" + event() + " ,\n" + event() + "]\n").is(200, "stored", "stored");
    assertHolds(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {NDJSON, TEXT, "gzip " + NDJSON, "gzip " + TEXT})
  void linesAreStored(String way) {
    send(way, event() + "\r\n\n" + event() + "\n").is(200, "stored", "stored");
    assertHolds(2);
  }

  @Test
  void theContentEncodingIdentityIsNoEncoding() {
    post(JSON, event().bytes(), "content-encoding", "identity").is(201);
  }

  @Test
  void oneLineIsABatch() {
    post(NDJSON, event()).is(200, "stored");
  }

  @Test
  void aMalformedLineCostsOnlyItself() {
    post(NDJSON, event() + "\n{\"id\":\n" + event()).is(200, "stored", "rejected", "stored");
    assertHolds(2);
  }

  @Test
  void resultsComeInTheOrderSentWithTheirCounts() {
    TestEvent first = event();
    TestEvent last = event();
    TestEvent changed = event().with("id", first.id());

    Answer answer =
        post(TestEvent.array(first, first, 7, changed, last))
            .is(200, "stored", "duplicate", "rejected", "conflict", "stored");

    assertEquals(first.id().toString(), answer.at("/results/0/id"));
    assertEquals(last.id().toString(), answer.at("/results/4/id"));
    assertEquals(
        "{\"stored\":2,\"duplicate\":1,\"conflict\":1,\"rejected\":1,\"ignored\":0",
        answer.text().substring(0, answer.text().indexOf(",\"results\"")));
    assertEquals(JSON, answer.type());
  }

  @Test
  void aRejectedEventIsToldByFieldAndReason() {
    TestEvent event = event().without("session_id");

    assertEquals(
        "{\"id\":\"%s\",\"result\":\"rejected\",\"field\":\"session_id\",\"reason\":\"is required\"}"
            .formatted(event.id()),
        post(event).is(422).json().at("/results/0").toString());
  }

  @Test
  void aBatchThatIsRejectedAsAWholeAnswers422() {
    post(TestEvent.array(event().without("session_id"), "{}")).is(422);
  }

  @Test
  void anEmptyArrayIsABatchOfNothing() {
    assertEquals("[]", post("[]").is(200).json().path("results").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "application/xml, identity, 415",
    "application/x-www-form-urlencoded, identity, 415",
    "multipart/form-data; boundary=x, identity, 415",
    "application/json; charset=utf-16, identity, 415",
    "application/json, br, 415",
    "application/json, deflate, 415",
    "application/json, 'gzip, gzip', 415",
    "rubbish, identity, 415",
    "/, identity, 415",
  })
  void anotherTypeOrEncodingIsRefused(String type, String encoding, String status) {
    Answer answer = post(type, event().bytes(), "content-encoding", encoding);
    assertTrue(String.valueOf(answer.status()).startsWith(status), answer::text);
    assertEquals("application/problem+json", answer.type());
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, NDJSON, TEXT})
  void anAbsentBodyIsRefused(String type) {
    ApiGatewayEvent.post(type).send().is(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n ", "{", "[", "7", "null", "\"{}\"", "{} {}", "[]]", "{'a':1}"})
  void aBodyThatIsNoJsonObjectOrArrayIsRefusedAsAWhole(String body) {
    Answer answer = post(body).is(400);
    assertEquals("400 Bad Request", answer.at("/status") + " " + answer.at("/title"));
  }
}
