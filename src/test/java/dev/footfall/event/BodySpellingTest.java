package dev.footfall.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as libraries, tag managers and beacons send them, with their headers. */
@QuarkusTest
class BodySpellingTest extends ServiceTest {
  private final TestEvent event = event();

  private static Answer send(String type, Object body) {
    ApiGatewayEvent request = ApiGatewayEvent.of("POST", "/v1/events").body(body.toString());
    return (type == null ? request : request.header("content-type", type)).send();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "APPLICATION/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/json; charset=\"utf-8\"",
        "application/json;charset=utf8",
        "application/json;charset=UTF_8",
        "application/json; charset=us-ascii",
        "application/json; charset=",
        "application/json;",
        "application/json; odata=verbose; charset=utf-8",
        "application/x-json",
        "text/json",
        "text/x-json",
        "application/vnd.api+json",
        "application/cloudevents+json; charset=utf-8",
        "application/ld+json",
        "text/plain",
        "text/plain;charset=UTF-8",
        "text/plain; charset=ascii",
        " application/json ",
        "",
      })
  void aJsonTypeUnderAnyOfItsNames(String type) {
    send(type, event).is(201);
    send(type, TestEvent.array(event, event)).is(200, "duplicate", "duplicate");
  }

  @Test
  void noTypeAtAll() {
    send(null, event).is(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-ndjson",
        "application/ndjson",
        "application/x-ndjson; charset=utf-8",
        "application/jsonl",
        "application/x-jsonl",
        "application/jsonlines",
        "application/x-jsonlines",
        "application/json-lines",
        "text/x-ndjson",
        "text/ndjson",
        "text/jsonl",
        "application/json",
        "text/plain",
        "",
      })
  void linesUnderAnyOfTheirNames(String type) {
    TestEvent other = event();

    send(type, event + "\n" + other).is(200, "stored", "stored");
    send(type, event + "\r\n\r\n" + other + "\r\n").is(200, "duplicate", "duplicate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "text/html",
        "text/xml",
        "application/xml+jsonish",
        "json",
        "*/*",
        "application/json; charset=iso-8859-1",
        "application/json; charset=utf-16",
        "application/json; charset=utf-7",
        "application/json; charset=klingon",
        "text/plain; charset=windows-1252",
      })
  void anyOtherTypeOrCharsetIs415(String type) {
    send(type, event).is(415);

    assertHolds(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/json",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "image/avif,image/webp",
        "text/csv",
        "application/problem+json",
        "application/json;q=0",
        "nonsense",
        "text/",
        ";;;",
        "",
      })
  void theAcceptHeaderIsNotLookedAt(String accept) {
    Answer answer =
        ApiGatewayEvent.post("application/json")
            .header("accept", accept)
            .body(event.toString())
            .send()
            .is(201);

    assertEquals("application/json", answer.type());
  }

  @ParameterizedTest
  @CsvSource({"gzip", "GZIP", "x-gzip", "X-GZip", "' gzip '"})
  void gzipUnderAnyOfItsNames(String encoding) {
    post(JSON, gzip(event.bytes()), "content-encoding", encoding).is(201);
  }

  @ParameterizedTest
  @CsvSource({"identity", "''"})
  void noEncodingUnderAnyOfItsNames(String encoding) {
    post(JSON, event.bytes(), "content-encoding", encoding).is(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip", "compress"})
  void anyOtherEncodingIs415(String encoding) {
    post(JSON, event.bytes(), "content-encoding", encoding).is(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-ndjson", "text/plain"})
  void aByteOrderMarkIsPassedOver(String type) {
    TestEvent other = event();

    send(type, "\ufeff" + event + "\n" + other + "\n").is(200, "stored", "stored");
    send(
            type.equals("application/x-ndjson") ? "text/json" : type,
            "\ufeff" + TestEvent.array(event))
        .is(200, "duplicate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e999999"})
  void aNumberThatCannotBeStoredCostsItsNeighboursNothing(String number) {
    TestEvent bad = event().raw("metadata", "{\"price\":" + number + "}");
    TestEvent other = event();

    send("application/json", TestEvent.array(event, bad, other))
        .is(200, "stored", "rejected", "stored");
    send("application/x-ndjson", TestEvent.lines(List.of(event, bad, other)))
        .is(200, "duplicate", "rejected", "duplicate");
    assertHolds(2);
  }

  @Test
  void textWithControlCharactersAndCutEmojiIsStored() {
    TestEvent cut =
        event.raw("metadata", "{\"title\":\"tab\\there \\u0000 \\ud83d\",\"note\":\"\\u0001\"}");

    send("application/json", cut).is(201);

    assertEquals("tab\there \ufffd \ufffd", owner.row(event.id()).metadata("title"));
    assertEquals("\u0001", owner.row(event.id()).metadata("note"));
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] latin = event.toString().replace("page", "p\u00e4ge").getBytes(UTF_8);
    latin[new String(latin, UTF_8).indexOf('\u00e4')] = (byte) 0xe4;

    postBytes(JSON, latin).is(400);
  }
}
