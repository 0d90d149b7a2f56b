package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.problem.ProblemException;
import dev.footfall.testsupport.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The decoder accepts what {@code jsonb} accepts, and passes on the same value. */
@QuarkusTest
class StorabilityTest extends ServiceTest {
  private static final long SEED = Long.getLong("footfall.fuzz.seed", 20_000_101);
  private static final int SAMPLES = 4_000;
  private static final String[] NUMBER_PARTS =
      "0 1 9 - + . e E 00 e+ E- 16382 16383 16384 131071 131072 131073 0.1 1e 999999999 1e131071 0e 1e-16383"
          .split(" ");
  private static final String[] STRING_PARTS = {
    "a", "ü", "€", "😀", "\\n", "\\/", "\\\\", "\\\"", "\\b",
    "\\f", "\\r", "\\t", "\\u00e9", "\\u0000", "\\u0001", "\\ud83d", "\\ude00", "\\ud83d\\ude00",
    "\\uD83D\\uDE00", "\\ud800", "\\udc00", "\\uffff", "\\x", "\\u12", "\\", "\u0001", "\t",
    "\u007f", "\u2028", "\ufeff", "'", "$1", "%s"
  };

  /** Escapes that may encode what {@code jsonb} cannot hold. */
  private static final Pattern REPLACED = Pattern.compile("u0000|u[dD][89c-fC-F]");

  private final Random random = new Random(SEED);

  private String some(String[] parts, int most) {
    return IntStream.rangeClosed(0, random.nextInt(most))
        .mapToObj(i -> parts[random.nextInt(parts.length)])
        .collect(Collectors.joining());
  }

  private String number() {
    return "{\"n\":" + some(NUMBER_PARTS, 4) + "}";
  }

  private String string() {
    return "{\"s\":\"" + some(STRING_PARTS, 6) + "\"}";
  }

  private String key() {
    return "{\"" + some(STRING_PARTS, 4) + "\":[" + some(NUMBER_PARTS, 2) + "]}";
  }

  /** The metadata that the decoder passes on, or empty if it rejects the event. */
  private static Optional<String> accepted(String metadata) {
    try {
      return Decoded.decode(Decoded.event().raw("metadata", metadata)) instanceof Event valid
          ? Optional.of(valid.metadata())
          : Optional.empty();
    } catch (ProblemException malformed) {
      return Optional.empty();
    }
  }

  private Stream<String> samples() {
    return Stream.generate(() -> List.of(number(), string(), key())).flatMap(List::stream);
  }

  @Test
  void theDecoderAcceptsWhatJsonbAcceptsAndPassesOnNothingElse() {
    List<String> samples = samples().limit(SAMPLES).toList();

    List<Boolean> valid = ask("SELECT pg_input_is_valid(a, 'jsonb')", samples, samples);

    List<String> disagreed =
        IntStream.range(0, SAMPLES)
            .filter(i -> valid.get(i) && accepted(samples.get(i)).isEmpty())
            .mapToObj(samples::get)
            .toList();
    assertEquals(List.of(), disagreed, () -> "seed " + SEED);
    List<String> passedOn =
        samples.stream().map(StorabilityTest::accepted).flatMap(Optional::stream).toList();
    assertFalse(ask("SELECT pg_input_is_valid(a, 'jsonb')", passedOn, passedOn).contains(false));
    assertTrue(valid.contains(true) && valid.contains(false));
  }

  @Test
  void theDecoderPassesOnTheValueThatWasSent() {
    List<String> sent =
        samples()
            .filter(sample -> !REPLACED.matcher(sample).find() && accepted(sample).isPresent())
            .limit(SAMPLES / 4)
            .toList();
    List<String> passedOn = sent.stream().map(sample -> accepted(sample).orElseThrow()).toList();

    List<Boolean> same = ask("SELECT a::jsonb = b::jsonb", sent, passedOn);

    List<String> changed =
        IntStream.range(0, sent.size()).filter(i -> !same.get(i)).mapToObj(sent::get).toList();
    assertEquals(List.of(), changed, () -> "seed " + SEED);
  }

  /** One answer for each pair of texts, which the question calls a and b. */
  private List<Boolean> ask(String question, List<String> a, List<String> b) {
    String sql =
        question + " FROM unnest(?::text[], ?::text[]) WITH ORDINALITY s (a, b, n) ORDER BY n";
    return owner.rows(sql, a.toArray(String[]::new), b.toArray(String[]::new)).stream()
        .map("t"::equals)
        .toList();
  }
}
