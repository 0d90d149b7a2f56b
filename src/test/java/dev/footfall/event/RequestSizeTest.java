package dev.footfall.event;

import static dev.footfall.event.Gateway.JSON;
import static dev.footfall.event.Gateway.NDJSON;
import static dev.footfall.event.Gateway.TEXT;
import static dev.footfall.event.Gateway.gzip;
import static dev.footfall.event.Gateway.post;
import static dev.footfall.event.Gateway.postGzip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.problem.ProblemException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request holds at most 500 events and 1 MiB after inflating. */
@QuarkusTest
class RequestSizeTest {
  private static final int MEBIBYTE = 1024 * 1024;
  private final UUID campaign = UUID.randomUUID();
  @Inject DataSource owner;

  private String events(int number, String separator) {
    return Stream.generate(() -> EventJson.of(campaign).toString())
        .limit(number)
        .collect(Collectors.joining(separator));
  }

  /** One event, filled up with white space that JSON passes over. */
  private byte[] padded(int bytes) {
    String event = EventJson.of(campaign).toString();
    return (event + " ".repeat(bytes - event.length())).getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {499, 500})
  void upTo500EventsAreStored(int number) throws SQLException {
    post(JSON, "[" + events(number, ",") + "]").is(200);

    assertEquals(number, new Stored(owner).ofCampaign(campaign));
    assertEquals(number, new Stored(owner).counted(campaign));
  }

  @Test
  void upTo500LinesAreStored() throws SQLException {
    post(NDJSON, events(500, "\n")).is(200);

    assertEquals(500, new Stored(owner).ofCampaign(campaign));
  }

  @ParameterizedTest
  @CsvSource({JSON, TEXT})
  void the501stEventRefusesTheRequestAndNothingIsStored(String type) throws SQLException {
    post(type, "[" + events(501, ",") + "]").is(413);

    assertEquals(0, new Stored(owner).ofCampaign(campaign));
  }

  @ParameterizedTest
  @CsvSource({NDJSON, TEXT})
  void the501stLineRefusesTheRequestAndNothingIsStored(String type) throws SQLException {
    post(type, events(500, "\n") + "\n{").is(413);

    assertEquals(0, new Stored(owner).ofCampaign(campaign));
  }

  @ParameterizedTest
  @ValueSource(ints = {MEBIBYTE - 1, MEBIBYTE})
  void aBodyOfUpTo1MebibyteIsTaken(int bytes) {
    post(JSON, padded(bytes), java.util.Map.of()).is(201);
  }

  @Test
  void aLargerBodyIsRefused() {
    post(JSON, padded(MEBIBYTE + 1), java.util.Map.of()).is(413);
  }

  @ParameterizedTest
  @ValueSource(ints = {MEBIBYTE - 1, MEBIBYTE})
  void aBodyThatInflatesToUpTo1MebibyteIsTaken(int bytes) {
    postGzip(JSON, gzip(padded(bytes))).is(201);
  }

  @Test
  void aBodyThatInflatesToMoreIsRefused() {
    postGzip(JSON, gzip(padded(MEBIBYTE + 1))).is(413);
  }

  /** One gibibyte of zeros in about one mebibyte: a thousand gzip members one after the other. */
  private static byte[] bomb() {
    byte[] member = gzip(new byte[MEBIBYTE]);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    for (int i = 0; i < 1000; i++) {
      bomb.writeBytes(member);
    }
    return bomb.toByteArray();
  }

  @Test
  void aZipBombIsRefused() {
    Gateway.Answer answer = postGzip(NDJSON, bomb()).is(413);

    assertEquals(413, answer.json().path("status").asInt());
  }

  @Test
  void aZipBombTakesNoMoreMemoryThanTheLimit() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    byte[] bomb = bomb();
    long before = threads.getThreadAllocatedBytes(self);

    ProblemException refused =
        assertThrows(ProblemException.class, () -> RequestBody.decoded(bomb, "gzip"));

    long allocated = threads.getThreadAllocatedBytes(self) - before;
    assertEquals(413, refused.problem().status());
    assertTrue(allocated < 4L * MEBIBYTE, () -> "bytes allocated: " + allocated);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 9, 20})
  void aGzipBodyThatIsCutOffIsRefused(int missing) {
    byte[] whole = gzip(padded(400));
    int length = missing == 0 ? 0 : whole.length - missing;

    postGzip(JSON, java.util.Arrays.copyOf(whole, length)).is(400);
  }

  @Test
  void aGzipBodyWhoseChecksumIsWrongIsRefused() {
    byte[] wrong = gzip(padded(400));
    wrong[wrong.length - 6] ^= 1;

    postGzip(JSON, wrong).is(400);
  }

  @Test
  void aPlainBodyThatIsCalledGzipIsRefused() {
    postGzip(JSON, padded(400)).is(400);
  }
}
