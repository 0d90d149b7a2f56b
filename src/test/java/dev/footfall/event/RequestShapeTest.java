package dev.footfall.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shape in which libraries, tag managers and beacons send events, and its status. */
@QuarkusTest
class RequestShapeTest extends ServiceTest {
  private final TestEvent event = event();
  private final TestEvent other = event();

  /** The body as text; without a type if that is null. */
  private static Answer send(String type, Object body) {
    ApiGatewayEvent request = ApiGatewayEvent.of("POST", "/v1/events").body(body.toString());
    return (type == null ? request : request.header("content-type", type)).send();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "application/json", "APPLICATION/JSON",
        "application/json;", "application/json; charset=",
        "application/json;charset=utf-8", "application/json; charset=UTF-8",
        "application/json;charset=utf8", "application/json;charset=UTF_8",
        "application/json; charset=\"utf-8\"", "application/json; charset=us-ascii",
        "application/json; odata=verbose; charset=utf-8", " application/json ",
        "application/x-json", "text/json",
        "text/x-json", "application/vnd.api+json",
        "application/ld+json", "application/cloudevents+json; charset=utf-8",
        "text/plain", "text/plain;charset=UTF-8",
        "text/plain; charset=ascii", "",
      })
  void everyNameOfTheJsonTypeIsAccepted(String type) {
    send(type, event).is(201, "stored");
    send(type, " [" + event + " ,\n" + other + "]\n").is(200, "duplicate", "stored");
    assertHolds(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-ndjson", "application/ndjson", "application/x-ndjson; charset=utf-8",
        "application/jsonl", "application/x-jsonl", "application/jsonlines",
        "application/x-jsonlines", "application/json-lines", "text/x-ndjson",
        "text/ndjson", "text/jsonl", "application/json",
        "text/plain", "text/plain;charset=UTF-8", "",
      })
  void everyNameOfTheNdjsonTypeIsAccepted(String type) {
    send(type, event + "\n" + other).is(200, "stored", "stored");
    send(type, event + "\r\n\r\n" + other + "\r\n").is(200, "duplicate", "duplicate");
    assertHolds(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/octet-stream", "application/xml",
        "application/xml+jsonish", "text/xml",
        "text/html", "json",
        "rubbish", "*/*",
        "/", "application/json; charset=iso-8859-1",
        "application/json; charset=utf-16", "application/json; charset=utf-7",
        "application/json; charset=klingon", "text/plain; charset=windows-1252",
      })
  void anyOtherTypeOrCharsetIs415(String type) {
    send(type, event).isProblem(415, null).shows("/title", "Unsupported Media Type");
    assertHolds(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "application/json", "application/problem+json",
        "application/json;q=0", "text/csv",
        "image/avif,image/webp", "nonsense",
        "text/", ";;;",
        ""
      })
  void theAcceptHeaderIsIgnored(String accept) {
    assertEquals(JSON, post(JSON, event.bytes(), "accept", accept).is(201).type());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "X-GZip", " gzip "})
  void everyNameOfGzipIsAccepted(String encoding) {
    post(JSON, gzip(event.bytes()), "content-encoding", encoding).is(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, TEXT})
  void anObjectOrAnArrayMayBeCompressed(String type) {
    byte[] array = TestEvent.array(event, other).getBytes(UTF_8);
    postGzip(type, gzip(event.bytes())).is(201, "stored");
    postGzip(type, gzip(array)).is(200, "duplicate", "stored");
    assertHolds(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {NDJSON, TEXT})
  void linesMayBeCompressed(String type) {
    byte[] lines = (event + "\r\n\n" + other + "\n").getBytes(UTF_8);
    postGzip(type, gzip(lines)).is(200, "stored", "stored");
    assertHolds(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", ""})
  void everyNameOfNoEncodingIsAccepted(String encoding) {
    post(JSON, event.bytes(), "content-encoding", encoding).is(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip", "compress"})
  void anyOtherEncodingIs415(String encoding) {
    post(JSON, event.bytes(), "content-encoding", encoding).isProblem(415, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-ndjson", "text/plain"})
  void aByteOrderMarkIsSkipped(String type) {
    String typeOfArray = type.equals(NDJSON) ? "text/json" : type;
    send(type, "\ufeff" + event + "\n" + other + "\n").is(200, "stored", "stored");
    send(typeOfArray, "\ufeff" + TestEvent.array(event)).is(200, "duplicate");
  }

  @Test
  void textWithControlCharactersAndTruncatedEmojiIsStored() {
    String metadata = "{\"title\":\"tab\\there \\u0000 \\ud83d\",\"note\":\"\\u0001\"}";
    send(JSON, event.raw("metadata", metadata)).is(201);
    assertEquals("tab\there \ufffd \ufffd", owner.row(event.id()).metadata("title"));
    assertEquals("\u0001", owner.row(event.id()).metadata("note"));
  }

  @Test
  void oneLineIsABatch() {
    post(NDJSON, event()).is(200, "stored");
  }

  @Test
  void resultsComeInTheOrderSentWithTheirCounts() {
    TestEvent changed = other.with("id", event.id());

    Answer answer =
        post(TestEvent.array(event, event, 7, changed, other))
            .is(200, "stored", "duplicate", "rejected", "conflict", "stored");

    answer.shows("/results/0/id", event.id(), "/results/4/id", other.id());
    assertEquals(
        "{\"stored\":2,\"duplicate\":1,\"conflict\":1,\"rejected\":1,\"ignored\":0",
        answer.text().substring(0, answer.text().indexOf(",\"results\"")));
    assertEquals(JSON, answer.type());
  }

  @Test
  void aRejectedEventNamesItsFieldAndReason() {
    assertEquals(
        "{\"id\":\"%s\",\"result\":\"rejected\",\"field\":\"session_id\",\"reason\":\"is required\"}"
            .formatted(event.id()),
        post(event.without("session_id")).is(422).json().at("/results/0").toString());
  }

  @Test
  void aBatchThatIsRejectedAsAWholeAnswers422() {
    post(TestEvent.array(event().without("session_id"), "{}")).is(422);
  }

  @Test
  void anEmptyArrayIsAnEmptyBatch() {
    assertEquals("[]", post("[]").is(200).json().path("results").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, NDJSON, TEXT})
  void anAbsentBodyIsRefused(String type) {
    ApiGatewayEvent.post(type).send().is(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n ", "{", "[", "7", "null", "\"{}\"", "{} {}", "[]]", "{'a':1}"})
  void aBodyThatIsNotAJsonObjectOrArrayIsRefused(String body) {
    Answer answer = post(body).is(400);
    assertEquals("400 Bad Request", answer.at("/status") + " " + answer.at("/title"));
  }
}
