package dev.footfall.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.footfall.problem.ProblemException;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request holds at most 500 events and 1 MiB decompressed, and needs bounded memory. */
@QuarkusTest
class RequestSizeTest extends ServiceTest {
  private static final int MEBIBYTE = 1024 * 1024;

  private List<TestEvent> events(int number) {
    return Stream.generate(() -> event()).limit(number).toList();
  }

  /** One event, padded with white space, which JSON ignores. */
  private byte[] padded(int bytes) {
    String event = event().toString();
    return (event + " ".repeat(bytes - event.length())).getBytes(UTF_8);
  }

  @ParameterizedTest
  @CsvSource({JSON + ", 499, 200", JSON + ", 500, 200", JSON + ", 501, 413", TEXT + ", 501, 413"})
  void upTo500EventsAreStoredAndMoreAreRefused(String type, int number, int status) {
    post(type, TestEvent.array(events(number))).is(status);
    assertHolds(status == 200 ? number : 0);
  }

  @ParameterizedTest
  @CsvSource({NDJSON + ", '', 200", NDJSON + ", {, 413", TEXT + ", {, 413"})
  void upTo500LinesAreStoredAndMoreAreRefused(String type, String another, int status) {
    post(type, TestEvent.lines(events(500)) + another).is(status);
    assertHolds(status == 200 ? 500 : 0);
  }

  @ParameterizedTest
  @CsvSource({MEBIBYTE - 1 + ", 201", MEBIBYTE + ", 201", MEBIBYTE + 1 + ", 413"})
  void aBodyHoldsUpTo1MebibyteAsSentAndDecompressed(int bytes, int status) {
    post(JSON, padded(bytes)).is(status);
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
    assertEquals("413", postGzip(NDJSON, bomb()).is(413).at("/status"));
  }

  /** The bytes that the work allocates, whether or not they are collected meanwhile. */
  private static long allocatedBytes(Runnable work) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(self);
    work.run();
    return threads.getThreadAllocatedBytes(self) - before;
  }

  @Test
  void aZipBombTakesNoMoreMemoryThanTheLimit() {
    byte[] bomb = bomb();

    Executable decoding = () -> RequestBody.decoded(bomb, "gzip");

    long allocated =
        allocatedBytes(
            () -> {
              ProblemException refused = assertThrows(ProblemException.class, decoding);
              assertEquals(413, refused.problem().status());
            });

    assertTrue(allocated < 4L * MEBIBYTE, () -> "bytes allocated: " + allocated);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 9, 20})
  void aTruncatedGzipBodyIsRefused(int missing) {
    byte[] whole = gzip(padded(400));
    int length = missing == 0 ? 0 : whole.length - missing;
    postGzip(JSON, Arrays.copyOf(whole, length)).is(400);
  }

  @Test
  void aWrongChecksumAndAPlainBodyThatIsCalledGzipAreRefused() {
    byte[] wrong = gzip(padded(400));
    wrong[wrong.length - 6] ^= 1;

    postGzip(JSON, wrong).is(400);
    postGzip(JSON, padded(400)).is(400);
  }

  static Stream<Arguments> expensiveBodies() {
    String names =
        IntStream.range(0, 90_000)
            .mapToObj(i -> "\"%d\":1".formatted(i))
            .collect(Collectors.joining(","));
    return Stream.of(
        arguments("only opened", "[".repeat(1_000_000)),
        arguments("opened and closed", "[" + "[".repeat(500_000) + "]".repeat(500_000) + "]"),
        arguments("unknown fields", "{" + names + "}"),
        arguments("metadata of many fields", "{\"metadata\":{" + names + "}}"),
        arguments("repeated metadata", "{" + "\"metadata\":{},".repeat(60_000) + "\"id\":1}"),
        arguments("empty lines", "\n".repeat(1_000_000) + "{}"),
        arguments("one number", "{\"metadata\":{\"n\":" + "9".repeat(1_000_000) + "}}"),
        arguments(
            "one escaped string", "{\"metadata\":{\"s\":\"" + "\\n".repeat(500_000) + "\"}}"));
  }

  @ParameterizedTest
  @MethodSource("expensiveBodies")
  void aBodyOf1MebibyteTakesABoundedMultipleOfIt(String name, String text) {
    byte[] body = text.getBytes(UTF_8);
    long allocated = allocatedBytes(() -> decode(body));
    assertTrue(allocated < 128L * MEBIBYTE, () -> "bytes allocated: " + allocated);
  }

  private static void decode(byte[] body) {
    try {
      EventDecoder.jsonOrLines(body, Arrival.at(Instant.now()));
    } catch (ProblemException refused) {
      assertTrue(refused.problem().status() < 500);
    }
  }
}
