package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.problem.ProblemException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * What the decoder takes is what {@code jsonb} takes, and it hands on the same value. The system
 * property {@code footfall.fuzz.seed} chooses other samples.
 */
@QuarkusTest
class StorabilityTest {
  private static final long SEED = Long.getLong("footfall.fuzz.seed", 20_000_101);
  private static final int SAMPLES = 4_000;
  private static final List<String> NUMBER_PARTS =
      List.of(
          "0",
          "1",
          "9",
          "-",
          "+",
          ".",
          "e",
          "E",
          "00",
          "e+",
          "E-",
          "16382",
          "16383",
          "16384",
          "131071",
          "131072",
          "131073",
          "0.1",
          "1e",
          "999999999",
          "1e131071",
          "0e",
          "1e-16383");
  private static final List<String> STRING_PARTS =
      List.of(
          "a",
          "ü",
          "€",
          "😀",
          "\\n",
          "\\/",
          "\\\\",
          "\\\"",
          "\\b",
          "\\f",
          "\\r",
          "\\t",
          "\\u00e9",
          "\\u0000",
          "\\u0001",
          "\\ud83d",
          "\\ude00",
          "\\ud83d\\ude00",
          "\\uD83D\\uDE00",
          "\\ud800",
          "\\udc00",
          "\\uffff",
          "\\x",
          "\\u12",
          "\\",
          "\u0001",
          "\t",
          "\u007f",
          "\u2028",
          "\ufeff",
          "'",
          "$1",
          "%s");

  private final Random random = new Random(SEED);
  @Inject DataSource owner;

  private String some(List<String> parts, int most) {
    return IntStream.rangeClosed(0, random.nextInt(most))
        .mapToObj(i -> parts.get(random.nextInt(parts.size())))
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

  /** What the decoder hands on to the database, or empty if it takes no such event. */
  private static Optional<String> accepted(String metadata) {
    EventJson event = EventJson.of(UUID.randomUUID()).raw("metadata", metadata);
    try {
      Submission decoded = EventDecoder.json(event.bytes(), Instant.now()).events().get(0);
      return decoded instanceof Event valid ? Optional.of(valid.metadata()) : Optional.empty();
    } catch (ProblemException malformed) {
      return Optional.empty();
    }
  }

  @Test
  void theDecoderTakesWhatJsonbTakes() throws SQLException {
    List<String> samples =
        Stream.generate(() -> List.of(number(), string(), key()))
            .flatMap(List::stream)
            .limit(SAMPLES)
            .toList();

    List<String> disagreed = new ArrayList<>();
    List<Boolean> valid = ask("SELECT pg_input_is_valid(a, 'jsonb')", samples, samples);
    for (int i = 0; i < SAMPLES; i++) {
      if (accepted(samples.get(i)).isPresent() != valid.get(i)) {
        disagreed.add(samples.get(i));
      }
    }

    assertEquals(List.of(), disagreed, () -> "seed " + SEED);
    assertTrue(valid.contains(true) && valid.contains(false));
  }

  @Test
  void whatIsHandedOnIsTheValueThatWasSent() throws SQLException {
    List<String> sent =
        Stream.generate(() -> List.of(number(), string(), key()))
            .flatMap(List::stream)
            .filter(sample -> accepted(sample).isPresent())
            .limit(SAMPLES / 4)
            .toList();
    List<String> handedOn = sent.stream().map(sample -> accepted(sample).orElseThrow()).toList();

    List<Boolean> same = ask("SELECT a::jsonb = b::jsonb", sent, handedOn);

    List<String> changed =
        IntStream.range(0, sent.size()).filter(i -> !same.get(i)).mapToObj(sent::get).toList();
    assertEquals(List.of(), changed, () -> "seed " + SEED);
  }

  private List<Boolean> ask(String question, List<String> a, List<String> b) throws SQLException {
    String sql =
        question + " FROM unnest(?::text[], ?::text[]) WITH ORDINALITY s (a, b, n) ORDER BY n";
    try (Connection connection = owner.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      Array first = connection.createArrayOf("text", a.toArray());
      Array second = connection.createArrayOf("text", b.toArray());
      query.setArray(1, first);
      query.setArray(2, second);
      List<Boolean> answers = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          answers.add(rows.getBoolean(1));
        }
      }
      return answers;
    }
  }
}
