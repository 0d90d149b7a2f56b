package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A month that somebody detached by hand costs no event, and upkeep makes it anew. */
@QuarkusTest
class DetachedMonthTest {
  @RegisterExtension final ScratchDatabase database = ScratchDatabase.keeping(3);

  private String month;

  @BeforeEach
  void detachThePresentMonthAndStoreAnEvent() {
    month = database.value("SELECT to_char(now() AT TIME ZONE 'UTC', '\"events_\"YYYY_MM')");
    database.execute("ALTER TABLE events DETACH PARTITION " + month);
    database.execute(
        """
        INSERT INTO events (id, session_id, campaign_id, event_type, event_time)
        VALUES (uuidv7(), gen_random_uuid(), gen_random_uuid(), 'page_view', now())
        """);
    assertEquals("events_default", whereTheEventIs());
  }

  private String whereTheEventIs() {
    return database.value("SELECT tableoid::regclass FROM events");
  }

  @Test
  void theMonthIsMadeAnewWithItsEvents() {
    database.execute("DROP TABLE " + month);

    String report = database.keepMonths(3, 3);

    assertEquals(month, whereTheEventIs());
    assertTrue(report.contains(month.substring(7).replace('_', '-')), report);
    assertEquals("{\"created\": [], \"deleted\": 0, \"dropped\": []}", database.keepMonths(3, 3));
  }

  @Test
  void whileTheDetachedTableIsThereUpkeepSaysSoAndStillMakesMonths() {
    String report = database.keepMonths(3, 4);

    assertTrue(report.contains("\"" + month + "\\\" already exists"), report);
    assertEquals(
        1,
        database.number(
            "SELECT count(*) FROM partitions WHERE parent = 'events' AND is_month AND low = first_id(month_from_now(4))"));
    assertEquals("events_default", whereTheEventIs());
  }
}
