package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import dev.footfall.testsupport.browser.Dashboard;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard shows the same figures as counting every event one by one. */
@QuarkusTest
class DashboardFiguresTest {
  /** Two days after the clocks went back in Berlin, in the middle of a quarter-hour. */
  private static final Instant NOW = Instant.parse("2025-10-28T13:07:00Z");

  private static final Instant END = Instant.parse("2025-10-28T13:15:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

  /** The funnel's steps in order, and last a type that is not a step. */
  private static final List<String> TYPES =
      List.of("link_opened", "page_view", "add_to_cart", "purchase_completed", "sign:up");

  private static StoredEvents events;

  @RegisterExtension final Dashboard dashboard = new Dashboard();

  @BeforeEach
  void storeSixteenDaysOfEventsOnce() {
    if (events != null) {
      return;
    }
    Random random = new Random(5);
    events = new StoredEvents();
    for (int i = 0; i < 3000; i++) {
      // The first types are more frequent than the last.
      String type = TYPES.get(Math.min(random.nextInt(5), random.nextInt(5)));
      events.add(1, type, END.minusMillis(1 + random.nextInt(16 * 86_400_000)));
    }
    events.store();
  }

  private Page open(StoredEvents of, String choice) {
    Page page = dashboard.window(Dashboard.options());
    page.clock().setFixedTime(NOW.toEpochMilli());
    dashboard.go("campaign=" + of.campaign() + "&" + choice);
    page.locator("#figures").waitFor();
    page.locator("#table > summary").click();
    return page;
  }

  /** The rows of a table without the remarks in its cells. */
  private static Supplier<List<List<String>>> rows(Page page, String table) {
    return () ->
        page.locator(table + " tr").all().stream()
            .map(row -> row.locator("th, td").all())
            .map(cells -> cells.stream().map(cell -> cell.innerText().split("\n")[0]).toList())
            .toList();
  }

  @SuppressWarnings("unchecked")
  private static Supplier<List<List<String>>> series(Page page) {
    return () ->
        (List<List<String>>)
            page.evaluate(
                "[...document.querySelectorAll('#table tr')].map(row =>"
                    + " [...row.children].map(cell => cell.firstChild.textContent))");
  }

  private static Instant start(String day, ZoneId zone) {
    return LocalDate.parse(day).atStartOfDay(zone).toInstant();
  }

  private static Days table(Instant from, Instant to, ZoneId zone) {
    return new Days(events, TYPES, from, to, zone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"})
  void aWeekIsCountedByTheZonesOwnDays(String name) {
    ZoneId zone = ZoneId.of(name);
    Instant from = start("2025-10-22", zone);

    Page page = open(events, "range=7d&zone=" + name);

    dashboard.sees(table(from, END, zone).byDay(), series(page));
    assertEquals(Days.number(events.count(null, from, END)), dashboard.events());
  }

  @Test
  void anotherZoneAndIntervalAreCountedAnew() {
    Page page = open(events, "range=today&zone=Europe/Berlin");
    dashboard.sees(table(start("2025-10-28", BERLIN), END, BERLIN).byHour(), series(page));

    page.fill("#zone", "asia/kathmandu");
    page.press("#zone", "Enter");
    page.selectOption("#range", "30d");
    page.selectOption("#interval", "day");

    Instant from = start("2025-09-29", KATHMANDU);
    dashboard.sees(table(from, END, KATHMANDU).byDay(), series(page));
    assertEquals("Asia/Kathmandu", page.inputValue("#zone"));
  }

  @Test
  void anHourThatOccursTwiceIsTwoBuckets() {
    Page page =
        open(events, "from=2025-10-26T00:00&to=2025-10-27T00:00&interval=hour&zone=Europe/Berlin");

    List<List<String>> hours =
        table(start("2025-10-26", BERLIN), start("2025-10-27", BERLIN), BERLIN).byHour();
    dashboard.sees(hours, series(page));
    assertEquals(26, hours.size());
  }

  @Test
  void aDayOf25HoursAndAnUnfinishedDayAreMarked() {
    Page page = open(events, "range=7d&zone=Europe/Berlin");

    dashboard.sees(
        List.of("25 hours", "partial"), () -> page.locator("#table .remark").allInnerTexts());
  }

  @Test
  void aCustomRangeIsExactToTheMinute() {
    Page page =
        open(events, "from=2025-10-23T09:17&to=2025-10-24T18:41&interval=day&zone=Asia/Kathmandu");

    Instant from = Instant.parse("2025-10-23T03:32:00Z");
    Instant to = Instant.parse("2025-10-24T12:56:00Z");
    dashboard.sees(table(from, to, KATHMANDU).byDay(), series(page));
  }

  @Test
  void aRangeIsComparedWithThePrecedingPeriod() {
    StoredEvents own = new StoredEvents();
    Instant now = Instant.parse("2025-10-28T09:00:00Z");
    Instant weekBefore = Instant.parse("2025-10-21T08:00:00Z");
    Instant sameDayLater = Instant.parse("2025-10-21T15:00:00Z");
    own.add(1500, "page_view", now).add(1000, "page_view", weekBefore);
    own.add(3, "add_to_cart", now).add(4, "add_to_cart", weekBefore);
    own.add(2, "checkout_started", now);
    own.add(5, "purchase_completed", now).add(5, "purchase_completed", weekBefore);
    own.add(7, "sign:up", weekBefore);
    own.add(9, "page_view", sameDayLater).store();

    Page page = open(own, "range=7d&zone=Europe/Berlin");

    dashboard.sees(
        List.of(
            List.of("Step", "Events", "Previous", "Change", "Of previous step", "Of first step"),
            List.of("page_view", "1,500", "1,000", "↑ +50%", "–", "–"),
            List.of("add_to_cart", "3", "4", "↓ -25%", "0.2%", "0.2%"),
            List.of("checkout_started", "2", "0", "↑ new", "66.7%", "0.13%"),
            List.of("purchase_completed", "5", "5", "no change", "250%", "0.33%"),
            List.of("Other events", "Events", "Previous", "Change"),
            List.of("sign:up", "0", "7", "↓ -100%")),
        rows(page, "#funnel-table"));
    assertEquals(
        "Wed, 22 Oct 2025, 00:00 – Tue, 28 Oct 2025, 14:15, compared with the preceding period:"
            + " Wed, 15 Oct 2025, 00:00 – Tue, 21 Oct 2025, 14:15",
        dashboard.text("#span"));
    assertEquals("↑ +48.6% previously 1,016", dashboard.text(".tile:first-child .tile-note"));
  }

  @Test
  void typesBeyondTheFiftyGreatestAreOneLine() {
    StoredEvents many = new StoredEvents();
    for (int i = 0; i < 120; i++) {
      many.add(i < 50 ? 2 : 1, "type:" + i, Instant.parse("2025-10-28T09:00:00Z"));
    }
    many.store();

    Page page = open(many, "range=today&interval=hour&zone=UTC");

    Supplier<List<List<String>>> funnel = rows(page, "#funnel-table");
    dashboard.sees(
        List.of("other types", "70", "0", "↑ new"),
        () -> funnel.get().isEmpty() ? List.of() : funnel.get().get(funnel.get().size() - 1));
    List<String> nine = series(page).get().get(10);
    assertEquals(52, funnel.get().size());
    assertEquals(52, nine.size());
    assertEquals("70", nine.get(51));
    assertEquals("170", dashboard.events());
    assertEquals(
        "true", page.locator("#legend [data-type='other types']").getAttribute("aria-pressed"));
  }

  @Test
  void theCsvFileHoldsTheCountsOnThePage() throws IOException {
    Page page = open(events, "range=yesterday&interval=day&zone=Asia/Kathmandu");
    Instant from = start("2025-10-27", KATHMANDU);
    Instant to = start("2025-10-28", KATHMANDU);

    Download file = page.waitForDownload(() -> page.click("#csv"));

    assertEquals(
        TYPES.stream()
            .sorted()
            .map(type -> type + ",2025-10-27T00:00:00+05:45," + events.count(type, from, to))
            .collect(Collectors.joining("\r\n", "event_type,start,count\r\n", "\r\n")),
        Files.readString(file.path()));
    assertEquals(
        "footfall_%s_2025-10-27_2025-10-27_day.csv"
            .formatted(events.campaign().toString().substring(0, 8)),
        file.suggestedFilename());
  }

  @Test
  void theChartAnnouncesItsNumbersToKeyboardUsers() {
    Page page = open(events, "range=7d&zone=Europe/Berlin");
    List<String> second = table(start("2025-10-22", BERLIN), END, BERLIN).byDay().get(2);

    page.press("#chart", "Home");
    page.press("#chart", "ArrowRight");

    String announced =
        TYPES.stream()
            .map(type -> type + " " + second.get(TYPES.indexOf(type) + 1))
            .collect(Collectors.joining(", ", second.get(0) + ": ", ""));
    dashboard.sees(announced, () -> page.locator("#chart-announcement").textContent());
    assertEquals(
        second.subList(1, second.size()), page.locator("#chart .tooltip b").allTextContents());
  }
}
