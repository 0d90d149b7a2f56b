package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Plan;
import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The count statement reads counters, and events at ragged edges only. */
@QuarkusTest
class CountPlanTest {
  private static final String PREPARE =
      "PREPARE counted (uuid, text[], timestamptz[], timestamptz[], timestamptz[], timestamptz[],"
          + " smallint, timestamptz, timestamptz, timestamptz[], integer) AS "
          + CountStore.COUNT;

  private static final String EXECUTE =
      """
      EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE counted (md5('c7')::uuid, NULL, %s, %s,
        ARRAY[month_from_now(-3) - interval '1 hour'], ARRAY[month_from_now(-3)],
        1440, month_from_now(-3), month_from_now(-2), ARRAY[month_from_now(-3)], 100)
      """;

  @RegisterExtension
  static final ScratchDatabase database = ScratchDatabase.keeping(6).filledWith(100_000);

  @Test
  void wholeQuarterHoursReadNoEvent() {
    Plan plan = Plan.of(database, PREPARE, EXECUTE.formatted("'{}'", "'{}'"));

    assertAll(
        () -> assertEquals(List.of(), plan.eventsRead()),
        () -> assertTrue(plan.rows() > 0, "nothing counted"),
        () -> assertEquals(0, plan.removed()));
  }

  @Test
  void aRaggedEdgeReadsTheEventsOfItsQuarterHourThroughAnIndex() {
    String start =
        database.value("SELECT max(bucket) FROM event_counts WHERE campaign_id = md5('c7')::uuid");

    Plan plan =
        Plan.of(
            database,
            PREPARE,
            EXECUTE.formatted(
                "ARRAY['%s'::timestamptz]".formatted(start),
                "ARRAY['%s'::timestamptz + interval '14 minutes']".formatted(start)));

    assertAll(
        () -> assertEquals(List.of(), plan.readWhole()),
        () -> assertTrue(!plan.eventsRead().isEmpty(), "no event was read"),
        () -> assertEquals(0, plan.removed()));
  }
}
