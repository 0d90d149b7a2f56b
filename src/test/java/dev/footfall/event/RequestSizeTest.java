package dev.footfall.event;

import static dev.footfall.testsupport.Gateway.JSON;
import static dev.footfall.testsupport.Gateway.NDJSON;
import static dev.footfall.testsupport.Gateway.TEXT;
import static dev.footfall.testsupport.Gateway.gzip;
import static dev.footfall.testsupport.Gateway.post;
import static dev.footfall.testsupport.Gateway.postGzip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.problem.ProblemException;
import dev.footfall.testsupport.AllocatedBytes;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request holds at most 500 events and 1 MiB after inflating. */
@QuarkusTest
class RequestSizeTest {
  private static final int MEBIBYTE = 1024 * 1024;
  private final UUID campaign = UUID.randomUUID();
  @Inject Owner owner;

  private List<TestEvent> events(int number) {
    return Stream.generate(() -> TestEvent.of(campaign)).limit(number).toList();
  }

  /** One event, filled up with white space that JSON passes over. */
  private byte[] padded(int bytes) {
    String event = TestEvent.of(campaign).toString();
    return (event + " ".repeat(bytes - event.length())).getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {499, 500})
  void upTo500EventsAreStored(int number) {
    post(TestEvent.array(events(number))).is(200);

    owner.assertHolds(campaign, number);
  }

  @Test
  void upTo500LinesAreStored() {
    post(NDJSON, TestEvent.lines(events(500))).is(200);

    owner.assertHolds(campaign, 500);
  }

  @ParameterizedTest
  @CsvSource({JSON, TEXT})
  void the501stEventRefusesTheRequestAndNothingIsStored(String type) {
    post(type, TestEvent.array(events(501))).is(413);

    owner.assertHolds(campaign, 0);
  }

  @ParameterizedTest
  @CsvSource({NDJSON, TEXT})
  void the501stLineRefusesTheRequestAndNothingIsStored(String type) {
    post(type, TestEvent.lines(events(500)) + "{").is(413);

    owner.assertHolds(campaign, 0);
  }

  @ParameterizedTest
  @CsvSource({MEBIBYTE - 1 + ", 201", MEBIBYTE + ", 201", MEBIBYTE + 1 + ", 413"})
  void aBodyHoldsUpTo1Mebibyte(int bytes, int status) {
    post(JSON, padded(bytes), Map.of()).is(status);
  }

  @ParameterizedTest
  @CsvSource({MEBIBYTE - 1 + ", 201", MEBIBYTE + ", 201", MEBIBYTE + 1 + ", 413"})
  void aGzippedBodyInflatesToUpTo1Mebibyte(int bytes, int status) {
    postGzip(JSON, gzip(padded(bytes))).is(status);
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
    Answer answer = postGzip(NDJSON, bomb()).is(413);

    assertEquals(413, answer.json().path("status").asInt());
  }

  @Test
  void aZipBombTakesNoMoreMemoryThanTheLimit() {
    byte[] bomb = bomb();

    Executable decoding = () -> RequestBody.decoded(bomb, "gzip");
    AtomicReference<ProblemException> refused = new AtomicReference<>();

    long allocated =
        AllocatedBytes.of(() -> refused.set(assertThrows(ProblemException.class, decoding)));

    assertEquals(413, refused.get().problem().status());
    assertTrue(allocated < 4L * MEBIBYTE, () -> "bytes allocated: " + allocated);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 9, 20})
  void aGzipBodyThatIsCutOffIsRefused(int missing) {
    byte[] whole = gzip(padded(400));
    int length = missing == 0 ? 0 : whole.length - missing;

    postGzip(JSON, Arrays.copyOf(whole, length)).is(400);
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
