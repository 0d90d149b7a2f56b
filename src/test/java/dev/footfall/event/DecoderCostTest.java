package dev.footfall.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.footfall.problem.ProblemException;
import dev.footfall.testsupport.AllocatedBytes;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the dearest bodies of 1 MiB cost the thread that decodes them. */
class DecoderCostTest {
  private static final long MOST_BYTES = 128L * 1024 * 1024;

  static Stream<Arguments> dearBodies() {
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
  @MethodSource("dearBodies")
  void aBodyOf1MebibyteTakesABoundedMultipleOfIt(String name, String text) {
    byte[] body = text.getBytes(UTF_8);

    long allocated = AllocatedBytes.of(() -> decode(body));

    assertTrue(allocated < MOST_BYTES, () -> "bytes allocated: " + allocated);
  }

  private static void decode(byte[] body) {
    try {
      EventDecoder.jsonOrLines(body, Arrival.at(Instant.now()));
    } catch (ProblemException refused) {
      assertTrue(refused.problem().status() < 500);
    }
  }
}
