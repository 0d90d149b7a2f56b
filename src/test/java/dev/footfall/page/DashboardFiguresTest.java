package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Download;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard shows the same figures as counting every event one by one. */
@QuarkusTest
class DashboardFiguresTest extends DashboardWindow {
  /** Two days after the clocks went back in Berlin, in the middle of a quarter-hour. */
  private static final Instant NOW = Instant.parse("2025-10-28T13:07:00Z");

  private static final Instant END = Instant.parse("2025-10-28T13:15:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

  /** The funnel's steps in order, and last a type that is not a step. */
  private static final List<String> TYPES =
      List.of("link_opened", "page_view", "add_to_cart", "purchase_completed", "sign:up");

  private static final UUID CAMPAIGN = UUID.randomUUID();
  private static List<TestEvent> events;

  @BeforeEach
  void storeSixteenDaysOfEventsOnce() {
    if (events == null) {
      Random random = new Random(5);
      events = Stream.generate(() -> event(random)).limit(3000).toList();
      TestEvent.store(events);
    }
  }

  /** The first types are more frequent than the last. */
  private static TestEvent event(Random random) {
    String type = TYPES.get(Math.min(random.nextInt(5), random.nextInt(5)));
    return TestEvent.of(CAMPAIGN, type, END.minusMillis(1 + random.nextInt(16 * 86_400_000)));
  }

  private void openFigures(UUID of, String choice) {
    window(options());
    page.clock().setFixedTime(NOW.toEpochMilli());
    go("campaign=" + of + "&" + choice);
    page.locator("#figures").waitFor();
    page.locator("#table > summary").click();
  }

  /** The rows of a table without the remarks in its cells. */
  @SuppressWarnings("unchecked")
  private List<List<String>> rows(String table) {
    return (List<List<String>>)
        page.evaluate(
            "table => [...document.querySelectorAll(table + ' tr')].map(row =>"
                + " [...row.children].map(cell => cell.innerText.split('\\n')[0]))",
            table);
  }

  private void seesRows(List<List<String>> expected, String table) {
    sees(expected, () -> rows(table));
  }

  @SuppressWarnings("unchecked")
  private List<List<String>> series() {
    return (List<List<String>>)
        page.evaluate(
            "[...document.querySelectorAll('#table tr')].map(row =>"
                + " [...row.children].map(cell => cell.firstChild.textContent))");
  }

  private void seesSeries(List<List<String>> expected) {
    sees(expected, this::series);
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

    openFigures(CAMPAIGN, "range=7d&zone=" + name);

    seesSeries(table(from, END, zone).byDay());
    assertEquals(Days.number(table(from, END, zone).total()), events());
  }

  @Test
  void anotherZoneAndIntervalAreCountedAnew() {
    openFigures(CAMPAIGN, "range=today&zone=Europe/Berlin");
    seesSeries(table(start("2025-10-28", BERLIN), END, BERLIN).byHour());

    page.fill("#zone", "asia/kathmandu");
    page.press("#zone", "Enter");
    page.selectOption("#range", "30d");
    page.selectOption("#interval", "day");

    Instant from = start("2025-09-29", KATHMANDU);
    seesSeries(table(from, END, KATHMANDU).byDay());
    assertEquals("Asia/Kathmandu", page.inputValue("#zone"));
  }

  @Test
  void anHourThatOccursTwiceIsTwoBuckets() {
    openFigures(
        CAMPAIGN, "from=2025-10-26T00:00&to=2025-10-27T00:00&interval=hour&zone=Europe/Berlin");

    List<List<String>> hours =
        table(start("2025-10-26", BERLIN), start("2025-10-27", BERLIN), BERLIN).byHour();
    seesSeries(hours);
    assertEquals(26, hours.size());
  }

  @Test
  void aDayOf25HoursAndAnUnfinishedDayAreMarked() {
    openFigures(CAMPAIGN, "range=7d&zone=Europe/Berlin");
    seesTexts(List.of("25 hours", "partial"), "#table .remark");
  }

  @Test
  void aCustomRangeIsExactToTheMinute() {
    openFigures(
        CAMPAIGN, "from=2025-10-23T09:17&to=2025-10-24T18:41&interval=day&zone=Asia/Kathmandu");

    Instant from = Instant.parse("2025-10-23T03:32:00Z");
    Instant to = Instant.parse("2025-10-24T12:56:00Z");
    seesSeries(table(from, to, KATHMANDU).byDay());
  }

  @Test
  void aRangeIsComparedWithThePrecedingPeriod() {
    Instant now = Instant.parse("2025-10-28T09:00:00Z");
    Instant weekBefore = Instant.parse("2025-10-21T08:00:00Z");
    Instant sameDayLater = Instant.parse("2025-10-21T15:00:00Z");
    store(1500, "page_view", now, 1000, weekBefore);
    store(3, "add_to_cart", now, 4, weekBefore);
    store(2, "checkout_started", now, 0, weekBefore);
    store(5, "purchase_completed", now, 5, weekBefore);
    store(0, "sign:up", now, 7, weekBefore);
    store(0, "page_view", now, 9, sameDayLater);

    openFigures(campaign, "range=7d&zone=Europe/Berlin");

    seesRows(
        List.of(
            List.of("Step", "Events", "Previous", "Change", "Of previous step", "Of first step"),
            List.of("page_view", "1,500", "1,000", "↑ +50%", "–", "–"),
            List.of("add_to_cart", "3", "4", "↓ -25%", "0.2%", "0.2%"),
            List.of("checkout_started", "2", "0", "↑ new", "66.7%", "0.13%"),
            List.of("purchase_completed", "5", "5", "no change", "250%", "0.33%"),
            List.of("Other events", "Events", "Previous", "Change"),
            List.of("sign:up", "0", "7", "↓ -100%")),
        "#funnel-table");
    assertEquals(
        "Wed, 22 Oct 2025, 00:00 – Tue, 28 Oct 2025, 14:15, compared with the preceding period:"
            + " Wed, 15 Oct 2025, 00:00 – Tue, 21 Oct 2025, 14:15",
        text("#span"));
    assertEquals("↑ +48.6% previously 1,016", text(".tile:first-child .tile-note"));
  }

  private void store(int number, String type, Instant time, int before, Instant timeBefore) {
    TestEvent.store(TestEvent.many(number, campaign, type, time));
    TestEvent.store(TestEvent.many(before, campaign, type, timeBefore));
  }

  @Test
  void typesBeyondTheFiftyGreatestAreOneLine() {
    Instant nine = Instant.parse("2025-10-28T09:00:00Z");
    TestEvent.store(
        IntStream.range(0, 120)
            .mapToObj(i -> TestEvent.many(i < 50 ? 2 : 1, campaign, "type:" + i, nine))
            .flatMap(List::stream)
            .toList());

    openFigures(campaign, "range=today&interval=hour&zone=UTC");

    sees(
        List.of("other types", "70", "0", "↑ new"),
        () -> rows("#funnel-table").stream().reduce((first, last) -> last).orElse(List.of()));
    List<String> hour = series().get(10);
    assertEquals(52, rows("#funnel-table").size());
    assertEquals(52, hour.size());
    assertEquals("70", hour.get(51));
    assertEquals("170", events());
    assertEquals(
        "true", page.locator("#legend [data-type='other types']").getAttribute("aria-pressed"));
  }

  @Test
  void theCsvFileHoldsTheCountsOnThePage() throws IOException {
    openFigures(CAMPAIGN, "range=yesterday&interval=day&zone=Asia/Kathmandu");
    Days day = table(start("2025-10-27", KATHMANDU), start("2025-10-28", KATHMANDU), KATHMANDU);

    Download file = page.waitForDownload(() -> page.click("#csv"));

    assertEquals(
        TYPES.stream()
            .sorted()
            .map(type -> type + ",2025-10-27T00:00:00+05:45," + day.times(type).count())
            .collect(Collectors.joining("\r\n", "event_type,start,count\r\n", "\r\n")),
        Files.readString(file.path()));
    assertEquals(
        "footfall_%s_2025-10-27_2025-10-27_day.csv".formatted(CAMPAIGN.toString().substring(0, 8)),
        file.suggestedFilename());
  }

  @Test
  void theChartAnnouncesItsNumbersToKeyboardUsers() {
    openFigures(CAMPAIGN, "range=7d&zone=Europe/Berlin");
    List<String> second = table(start("2025-10-22", BERLIN), END, BERLIN).byDay().get(2);

    page.press("#chart", "Home");
    page.press("#chart", "ArrowRight");

    String announced =
        TYPES.stream()
            .map(type -> type + " " + second.get(TYPES.indexOf(type) + 1))
            .collect(Collectors.joining(", ", second.get(0) + ": ", ""));
    sees(announced, () -> page.locator("#chart-announcement").textContent());
    assertEquals(
        second.subList(1, second.size()), page.locator("#chart .tooltip b").allTextContents());
  }

  /** The expected table of events over time, made by looking at every event for every cell. */
  private record Days(
      List<TestEvent> events, List<String> types, Instant from, Instant to, ZoneId zone) {
    private static final DateTimeFormatter DAY =
        DateTimeFormatter.ofPattern("EEE, d MMM yyyy", Locale.UK);
    private static final DateTimeFormatter HOUR =
        DateTimeFormatter.ofPattern("EEE, d MMM yyyy, HH:mm", Locale.UK);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern(" xxx");

    List<List<String>> byDay() {
      return rows(ChronoUnit.DAYS);
    }

    List<List<String>> byHour() {
      return rows(ChronoUnit.HOURS);
    }

    /** The times of all events of this type. */
    Stream<Instant> times(String type) {
      return events.stream()
          .filter(event -> event.type().equals(type))
          .map(TestEvent::time)
          .filter(time -> !time.isBefore(from) && time.isBefore(to));
    }

    /** How many events there are of all types. */
    long total() {
      return types.stream().flatMap(this::times).count();
    }

    private List<List<String>> rows(ChronoUnit unit) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(Stream.concat(Stream.of("Start"), types.stream()).toList());
      for (ZonedDateTime start = from.atZone(zone).truncatedTo(unit);
          start.toInstant().isBefore(to);
          start = start.plus(1, unit)) {
        rows.add(row(start, unit));
      }
      return rows;
    }

    private List<String> row(ZonedDateTime start, ChronoUnit unit) {
      Stream<String> counts =
          types.stream()
              .map(this::times)
              .map(all -> all.filter(at -> at.atZone(zone).truncatedTo(unit).equals(start)).count())
              .map(Days::number);
      return Stream.concat(Stream.of(name(start, unit)), counts).toList();
    }

    /** An hour that occurs twice has two rows, told apart by their offsets. */
    private String name(ZonedDateTime start, ChronoUnit unit) {
      if (unit == ChronoUnit.DAYS) {
        return DAY.format(start);
      }
      boolean twice = zone.getRules().getValidOffsets(start.toLocalDateTime()).size() > 1;
      return HOUR.format(start) + (twice ? OFFSET.format(start) : "");
    }

    static String number(long number) {
      return String.format(Locale.UK, "%,d", number);
    }
  }
}
