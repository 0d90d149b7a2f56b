package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.RowsRead;
import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An exported page is found through indexes, and little else is read. */
@QuarkusTest
class ExportPlanTest {
  private static final String PAGE =
      """
      SELECT * FROM list_events(md5('c7')::uuid, %s, month_from_now(-5) + interval '%s',
        '00000000-0000-0000-0000-000000000000', now(), 101)
      """;

  @RegisterExtension
  static final ScratchDatabase database = ScratchDatabase.keeping(6).filledWith(100_000);

  /** Of the campaign's 2,000 events of six types. */
  @ParameterizedTest
  @CsvSource({"NULL, 0", "NULL, 70 days", "ARRAY['type_2'], 40 days", "ARRAY['unknown'], 0"})
  void aPageReadsAFewHundredEvents(String types, String place) {
    RowsRead read = RowsRead.of(database.collector(), PAGE.formatted(types, place));

    assertAll(
        () -> assertTrue(read.throughIndexes(), read::toString),
        () -> assertTrue(read.events() <= 600, read::toString),
        () -> assertTrue(read.counters() <= 3_000, read::toString));
  }
}
