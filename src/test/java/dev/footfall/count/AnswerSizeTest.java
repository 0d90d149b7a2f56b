package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.footfall.problem.ProblemException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calculated size is that of the body as Lambda's runtime sends it: a JSON string. */
class AnswerSizeTest {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private static List<OffsetDateTime> starts(String first, int number) {
    return Stream.iterate(OffsetDateTime.parse(first), at -> at.plusHours(1))
        .limit(number)
        .toList();
  }

  private static AnswerSize size(boolean csv, List<OffsetDateTime> starts) {
    return AnswerSize.of(csv, starts, false);
  }

  /** The longest there are. */
  private static Counts.Figures figures(List<OffsetDateTime> starts, boolean withSessions) {
    Long sessions = withSessions ? Long.MAX_VALUE : null;
    BigDecimal sum = new BigDecimal("9".repeat(29) + "." + "9".repeat(20));
    Counts.Amount amount = new Counts.Amount("EUR", sum, Long.MAX_VALUE);
    return new Counts.Figures(
        Long.MAX_VALUE,
        sessions,
        Collections.nCopies(AnswerSize.CURRENCIES, amount),
        Long.MAX_VALUE,
        starts.stream().map(start -> new Counts.Bucket(start, Long.MAX_VALUE, sessions)).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "false, 2025-01-01T00:00+01:00, 50, 1",
    "false, 1850-01-01T00:00+00:53:28, 2000, 64",
    "false, 2025-01-01T00:00Z, 1, 64",
    "true, 2025-01-01T00:00+01:00, 50, 1",
    "true, 1850-01-01T00:00+00:53:28, 2000, 64",
    "true, 2025-01-01T00:00Z, 1, 64",
  })
  void theCalculatedSizeIsThatOfTheLongestAnswer(
      boolean csv, String first, int buckets, int letters) throws Exception {
    List<OffsetDateTime> starts = starts(first, buckets);
    Counts.OfType type = new Counts.OfType("x".repeat(letters), figures(starts, true), null, null);
    Counts.OtherTypes others = new Counts.OtherTypes(Long.MAX_VALUE, figures(starts, false));
    List<Counts.OfType> types = Collections.nCopies(3, type);
    OffsetDateTime from = starts.get(0);
    String zone = "America/Argentina/ComodRivadavia";
    Counts counts =
        new Counts(
            UUID.randomUUID(),
            "a",
            from,
            from,
            zone,
            "month",
            null,
            null,
            null,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            types,
            others,
            null,
            null);
    String body = csv ? CountsCsv.of(counts) : JSON.writeValueAsString(counts);
    int sent = JSON.writeValueAsString(body).length();

    AnswerSize size = size(csv, starts);

    long amounts = AnswerSize.CURRENCIES * size.amount();
    long most = 3 * (size.type() + letters * size.letter() + amounts) + size.others();
    assertTrue(sent >= most && sent <= most + 500, sent + " bytes, calculated " + most);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void typesThatWereAskedForAreRefusedOnlyIfTheyDoNotFit(boolean csv) {
    AnswerSize size = size(csv, starts("2025-01-01T00:00+01:00", 10_000));
    int most = (int) (AnswerSize.ROOM / (size.type() + 10 * size.letter()));
    List<String> types = Collections.nCopies(most, "add_to_car");
    List<String> oneMore = Collections.nCopies(most + 1, "add_to_car");

    assertDoesNotThrow(() -> size.require(types));
    ProblemException refused = assertThrows(ProblemException.class, () -> size.require(oneMore));
    assertEquals("event_type", refused.problem().field());
  }
}
