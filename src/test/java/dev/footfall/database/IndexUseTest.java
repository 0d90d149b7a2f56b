package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Plan;
import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each query that the events table is designed for uses an index, and reads few other rows. */
@QuarkusTest
class IndexUseTest {
  private static final int EVENTS = 200_000;

  @RegisterExtension
  static final ScratchDatabase database = ScratchDatabase.keeping(6).filledWith(EVENTS);

  /** Pages: a descent into each partition's index, and one page for each row. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id = ':id' | 1 | 0 | 10",
        "session_id = md5('s12345')::uuid | 10 | 0 | 80",
        "campaign_id = md5('c7')::uuid | 4000 | 0 | 4400",
        "event_type = 'purchase_completed' | 1005 | 0 | 1200",
        "event_time >= month_from_now(-3) + interval '10 days' AND event_time < month_from_now(-3) + interval '10 days 1 hour' | 50 | 0 | 100",
        "event_time >= month_from_now(-3) + interval '10 days' AND event_time < month_from_now(-3) + interval '11 days' | 1300 | 0 | 400",
        "campaign_id = md5('c7')::uuid AND event_type = 'type_2' AND event_time >= month_from_now(-3) AND event_time < month_from_now(-2) | 790 | 0 | 900",
      })
  void aQueryReadsItsRowsThroughAnIndex(
      String condition, long atLeast, long removed, long buffers) {
    String id = database.value("SELECT id FROM events ORDER BY id OFFSET 100000 LIMIT 1");
    String sql =
        "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM events WHERE "
            + condition.replace(":id", id);

    Plan plan = Plan.of(database, sql);

    assertAll(
        condition,
        () -> assertEquals(List.of(), plan.readWhole()),
        () -> assertTrue(plan.rows() >= Math.max(1, atLeast * 9 / 10), () -> "rows " + plan.rows()),
        () -> assertTrue(plan.removed() <= removed, () -> "removed " + plan.removed()),
        () -> assertTrue(plan.buffers() <= buffers, () -> "buffers " + plan.buffers()));
  }
}
