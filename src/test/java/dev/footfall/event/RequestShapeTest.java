package dev.footfall.event;

import static dev.footfall.event.Gateway.JSON;
import static dev.footfall.event.Gateway.NDJSON;
import static dev.footfall.event.Gateway.TEXT;
import static dev.footfall.event.Gateway.gzip;
import static dev.footfall.event.Gateway.post;
import static dev.footfall.event.Gateway.postGzip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every shape that a request to {@code /v1/events} may have, and the status it is answered with.
 */
@QuarkusTest
class RequestShapeTest {
  private final UUID campaign = UUID.randomUUID();
  @Inject DataSource owner;

  private EventJson event() {
    return EventJson.of(campaign);
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, TEXT, "text/plain", "application/json; charset=utf-8"})
  void oneObjectIsStored(String type) throws SQLException {
    Gateway.Answer answer = post(type, event());

    assertEquals(List.of("stored"), answer.is(201).outcomes());
    assertEquals(1, new Stored(owner).ofCampaign(campaign));
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, TEXT})
  void anArrayIsStored(String type) throws SQLException {
    Gateway.Answer answer = post(type, " [" + event() + " ,\n" + event() + "]\n");

    assertEquals(List.of("stored", "stored"), answer.is(200).outcomes());
    assertEquals(2, new Stored(owner).ofCampaign(campaign));
  }

  @ParameterizedTest
  @ValueSource(strings = {NDJSON, TEXT})
  void linesAreStored(String type) throws SQLException {
    Gateway.Answer answer = post(type, event() + "\r\n\n" + event() + "\n");

    assertEquals(List.of("stored", "stored"), answer.is(200).outcomes());
    assertEquals(2, new Stored(owner).ofCampaign(campaign));
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, TEXT})
  void aGzippedObjectIsStored(String type) throws SQLException {
    Gateway.Answer answer = postGzip(type, gzip(event().bytes()));

    assertEquals(List.of("stored"), answer.is(201).outcomes());
    assertEquals(1, new Stored(owner).ofCampaign(campaign));
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, TEXT})
  void aGzippedArrayIsStored(String type) throws SQLException {
    byte[] array = ("[" + event() + "," + event() + "]").getBytes(StandardCharsets.UTF_8);

    Gateway.Answer answer = postGzip(type, gzip(array));

    assertEquals(List.of("stored", "stored"), answer.is(200).outcomes());
    assertEquals(2, new Stored(owner).ofCampaign(campaign));
  }

  @ParameterizedTest
  @ValueSource(strings = {NDJSON, TEXT})
  void gzippedLinesAreStored(String type) throws SQLException {
    byte[] lines = (event() + "\n" + event()).getBytes(StandardCharsets.UTF_8);

    Gateway.Answer answer = postGzip(type, gzip(lines));

    assertEquals(List.of("stored", "stored"), answer.is(200).outcomes());
    assertEquals(2, new Stored(owner).ofCampaign(campaign));
  }

  @Test
  void theContentEncodingIdentityIsNoEncoding() {
    post(JSON, event().bytes(), Map.of("content-encoding", "identity")).is(201);
  }

  @Test
  void oneLineIsABatch() {
    Gateway.Answer answer = post(NDJSON, event());

    assertEquals(List.of("stored"), answer.is(200).outcomes());
  }

  @Test
  void aMalformedLineCostsOnlyItself() throws SQLException {
    Gateway.Answer answer = post(NDJSON, event() + "\n{\"id\":\n" + event());

    assertEquals(List.of("stored", "rejected", "stored"), answer.is(200).outcomes());
    assertEquals(2, new Stored(owner).ofCampaign(campaign));
  }

  @Test
  void resultsComeInTheOrderSentWithTheirCounts() {
    EventJson first = event();
    EventJson last = event();
    EventJson changed = EventJson.of(campaign).with("id", first.id());

    Gateway.Answer answer =
        post(JSON, "[%s,%s,7,%s,%s]".formatted(first, first, changed, last)).is(200);

    assertEquals(
        List.of("stored", "duplicate", "rejected", "conflict", "stored"), answer.outcomes());
    assertEquals(first.id().toString(), answer.result(0).path("id").asText());
    assertEquals(last.id().toString(), answer.result(4).path("id").asText());
    assertEquals(
        "{\"stored\":2,\"duplicate\":1,\"conflict\":1,\"rejected\":1,\"ignored\":0",
        answer.text().substring(0, answer.text().indexOf(",\"results\"")));
    assertEquals(JSON, answer.headers().get("Content-Type").split(";")[0]);
  }

  @Test
  void aRejectedEventIsToldByFieldAndReason() {
    EventJson event = event().without("session_id");

    Gateway.Answer answer = post(JSON, event).is(422);

    assertEquals(
        "{\"id\":\"%s\",\"result\":\"rejected\",\"field\":\"session_id\",\"reason\":\"is required\"}"
            .formatted(event.id()),
        answer.result(0).toString());
  }

  @Test
  void aBatchThatIsRejectedAsAWholeAnswers422() {
    post(JSON, "[" + event().without("session_id") + ",{}]").is(422);
  }

  @Test
  void anEmptyArrayIsABatchOfNothing() {
    assertEquals(List.of(), post(JSON, "[]").is(200).outcomes());
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
    "application/json; charset, identity, 4",
    "/, identity, 4",
  })
  void anotherTypeOrEncodingIsRefused(String type, String encoding, int status) {
    Gateway.Answer answer = post(type, event().bytes(), Map.of("content-encoding", encoding));

    assertTrue(String.valueOf(answer.status()).startsWith(String.valueOf(status)), answer::text);
    assertEquals("application/problem+json", answer.headers().get("Content-Type").split(";")[0]);
  }

  @Test
  void aBodyWithoutATypeIsRefused() {
    Gateway.send("POST", "/v1/events", "", Map.of(), event().bytes()).is(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, NDJSON, TEXT})
  void anAbsentBodyIsRefused(String type) {
    Gateway.send("POST", "/v1/events", "", Map.of("content-type", type), null).is(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n ", "{", "[", "7", "null", "\"{}\"", "{} {}", "[]]", "{'a':1}"})
  void aBodyThatIsNoJsonObjectOrArrayIsRefusedAsAWhole(String body) {
    Gateway.Answer answer = post(JSON, body).is(400);

    assertEquals(400, answer.json().path("status").asInt());
    assertEquals("Bad Request", answer.json().path("title").asText());
  }
}
