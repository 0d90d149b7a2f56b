package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Download;
import dev.footfall.query.Window;
import dev.footfall.testsupport.BruteForce;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy", Locale.UK);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy, HH:mm", Locale.UK);
  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern(" xxx");
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

  /** The rows of a table, of each cell what this expression says. */
  @SuppressWarnings("unchecked")
  private List<List<String>> rows(String table, String ofCell) {
    String rows = "table => [...document.querySelectorAll(table + ' tr')]";
    String cells = ".map(row => [...row.children].map(cell => %s))".formatted(ofCell);
    return (List<List<String>>) page.evaluate(rows + cells, table);
  }

  private List<List<String>> funnel() {
    return texts("#funnel-table");
  }

  private List<List<String>> texts(String table) {
    return rows(table, "cell.innerText.trim().replace(/\\s+/g, ' ')");
  }

  private List<List<String>> series() {
    return rows("#table", "cell.firstChild.textContent");
  }

  private static Instant start(String day, ZoneId zone) {
    return LocalDate.parse(day).atStartOfDay(zone).toInstant();
  }

  /** The expected series: a row of type names, and one for each bucket with its counts. */
  private static List<List<String>> series(String interval, Instant from, Instant to, ZoneId zone) {
    var counts = new BruteForce(zone, interval, from, to).series(events, new Window(from, to));
    List<List<String>> rows = new ArrayList<>();
    rows.add(Stream.concat(Stream.of("Start"), TYPES.stream()).toList());
    for (OffsetDateTime start : counts.get(TYPES.get(0)).keySet()) {
      List<String> row = new ArrayList<>(List.of(name(interval, start, zone)));
      TYPES.forEach(type -> row.add(number(counts.get(type).get(start))));
      rows.add(row);
    }
    return rows;
  }

  /** An hour that occurs twice has two rows, told apart by their offsets. */
  private static String name(String interval, OffsetDateTime start, ZoneId zone) {
    if (interval.equals("day")) {
      return DAY.format(start);
    }
    boolean twice = zone.getRules().getValidOffsets(start.toLocalDateTime()).size() > 1;
    return HOUR.format(start) + (twice ? OFFSET.format(start) : "");
  }

  private static String number(long number) {
    return String.format(Locale.UK, "%,d", number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"})
  void aWeekIsCountedByTheZonesOwnDays(String name) {
    ZoneId zone = ZoneId.of(name);
    Instant from = start("2025-10-22", zone);

    openFigures(CAMPAIGN, "range=7d&zone=" + name);

    sees(series("day", from, END, zone), this::series);
    Collection<Long> totals = BruteForce.totals(events, new Window(from, END)).values();
    assertEquals(number(totals.stream().mapToLong(n -> n).sum()), events());
  }

  @Test
  void anotherZoneAndIntervalAreCountedAnew() {
    openFigures(CAMPAIGN, "range=today&zone=Europe/Berlin");
    sees(series("hour", start("2025-10-28", BERLIN), END, BERLIN), this::series);

    page.fill("#zone", "asia/kathmandu");
    page.press("#zone", "Enter");
    page.selectOption("#range", "30d");
    page.selectOption("#interval", "day");

    Instant from = start("2025-09-29", KATHMANDU);
    sees(series("day", from, END, KATHMANDU), this::series);
    assertEquals("Asia/Kathmandu", page.inputValue("#zone"));
  }

  @Test
  void anHourThatOccursTwiceIsTwoBuckets() {
    openFigures(
        CAMPAIGN, "from=2025-10-26T00:00&to=2025-10-27T00:00&interval=hour&zone=Europe/Berlin");

    List<List<String>> hours =
        series("hour", start("2025-10-26", BERLIN), start("2025-10-27", BERLIN), BERLIN);
    sees(hours, this::series);
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
    sees(series("day", from, to, KATHMANDU), this::series);
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

    sees(
        List.of(
            List.of(
                "Step",
                "Sessions",
                "Change",
                "Of first step",
                "Of previous step",
                "Events",
                "Change of events"),
            step("page_view", "1,500", "↑ +50% previously 1,000", "–", "–"),
            step(
                "add_to_cart",
                "3",
                "↓ -25% previously 4",
                "0.2% previously 0.4%",
                "0.2% previously 0.4%"),
            step(
                "checkout_started",
                "2",
                "↑ new previously 0",
                "0.13% previously 0%",
                "66.7% previously 0%"),
            step(
                "purchase_completed",
                "5",
                "no change previously 5",
                "0.33% previously 0.5%",
                "250% previously –"),
            List.of("Other events", "Sessions", "Change", "Events", "Change of events"),
            step("sign:up", "0", "↓ -100% previously 7")),
        this::funnel);
    assertEquals(
        "Wed, 22 Oct 2025, 00:00 – Tue, 28 Oct 2025, 14:15, compared with the preceding period:"
            + " Wed, 15 Oct 2025, 00:00 – Tue, 21 Oct 2025, 14:15",
        text("#span"));
    assertEquals("↑ +48.6% previously 1,016", text(tile("Sessions") + " .tile-note"));
    assertEquals("↑ +48.6% previously 1,016", text(tile("Events") + " .tile-note"));
  }

  /** A row of the funnel where each session has one event. */
  private static List<String> step(String type, String number, String change, String... rates) {
    return Stream.of(List.of(type, number, change), List.of(rates), List.of(number, change))
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void aSessionCountsOnceForEachStepHoweverOftenItTakesIt() {
    Instant now = Instant.parse("2025-10-28T09:00:00Z");
    Instant before = Instant.parse("2025-10-27T09:00:00Z");
    storeSession(Map.of("page_view", 3, "purchase_completed", 2), now);
    storeSession(Map.of("page_view", 1), now);
    storeSession(Map.of("page_view", 1), before);

    openFigures(campaign, "range=today&zone=UTC");

    sees(
        List.of(
            List.of(
                "page_view", "2", "↑ +100% previously 1", "–", "–", "4", "↑ +300% previously 1"),
            List.of(
                "purchase_completed",
                "1",
                "↑ new previously 0",
                "50% previously 0%",
                "50% previously 0%",
                "2",
                "↑ new previously 0")),
        () -> funnel().stream().skip(1).toList());
    assertEquals("2", text(tile("Sessions") + " .value"));
    assertEquals("↑ +100% previously 1", text(tile("Sessions") + " .tile-note"));
    assertEquals("6", events());
    assertEquals("50%", text(tile("First to last step") + " .value"));
    assertEquals("previously 0%", text(tile("First to last step") + " .tile-note:last-child"));
  }

  private void storeSession(Map<String, Integer> numbers, Instant time) {
    UUID session = UUID.randomUUID();
    numbers.forEach(
        (type, number) ->
            TestEvent.store(
                TestEvent.many(number, campaign, type, time).stream()
                    .map(event -> event.with("session_id", session))
                    .toList()));
  }

  private void store(int number, String type, Instant time, int before, Instant timeBefore) {
    TestEvent.store(TestEvent.many(number, campaign, type, time));
    TestEvent.store(TestEvent.many(before, campaign, type, timeBefore));
  }

  /** Floating-point numbers would show 100000000000000010 and 0.30000000000000004. */
  @Test
  void amountsAreExactAndByCurrency() {
    Instant now = Instant.parse("2025-10-28T09:00:00Z");
    Instant before = Instant.parse("2025-10-27T09:00:00Z");
    storePaid("purchase_completed", now, "100000000000000000.1", "EUR");
    storePaid("purchase_completed", now, "0.20", "EUR");
    storePaid("purchase_completed", now, "900", "JPY");
    storePaid("purchase_completed", before, "1200", "JPY");
    storePaid("purchase_completed", before, "5", "CHF");
    storePaid("refund", now, "-19.995", "EUR");
    storePaid("refund", before, "-10", "EUR");

    openFigures(campaign, "range=today&zone=UTC");

    sees(
        List.of(
            List.of("Event", "Amount", "Change", "Events with an amount"),
            paid("EUR 100,000,000,000,000,000.30", "↑ new previously EUR 0.00", "2"),
            paid("JPY 900", "↓ -25% previously JPY 1,200", "1"),
            paid("CHF 0.00", "↓ -100% previously CHF 5.00", "0"),
            List.of("refund", "EUR −19.995", "↓ -100% previously EUR −10.00", "1")),
        () -> texts("#amounts-table"));
  }

  private static List<String> paid(String amount, String change, String events) {
    return List.of("purchase_completed", amount, change, events);
  }

  private void storePaid(String type, Instant time, String price, String currency) {
    String metadata = "{\"price\":%s,\"currency\":\"%s\"}".formatted(price, currency);
    TestEvent.store(TestEvent.of(campaign, type, time).raw("metadata", metadata));
  }

  @Test
  void withoutAmountsItSaysWhatAnAmountIs() {
    TestEvent.store(TestEvent.of(campaign, "page_view", Instant.parse("2025-10-28T09:00:00Z")));

    openFigures(campaign, "range=today&zone=UTC");

    seesText(
        "No event in this range has an amount: a price and a currency among its metadata.",
        "#amounts-table");
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
        List.of("other types", "–", "–", "70", "↑ new previously 0"),
        () -> funnel().stream().reduce((first, last) -> last).orElse(List.of()));
    List<String> hour = series().get(10);
    assertEquals(52, funnel().size());
    assertEquals(52, hour.size());
    assertEquals("70", hour.get(51));
    assertEquals("170", events());
    assertEquals(
        "true", page.locator("#legend [data-type='other types']").getAttribute("aria-pressed"));
  }

  @Test
  void theCsvFileHoldsTheCountsOnThePage() throws IOException {
    openFigures(CAMPAIGN, "range=yesterday&interval=day&zone=Asia/Kathmandu");
    Window day = new Window(start("2025-10-27", KATHMANDU), start("2025-10-28", KATHMANDU));
    Map<String, Long> counts = BruteForce.totals(events, day);

    Download file = page.waitForDownload(() -> page.click("#csv"));

    assertEquals(
        TYPES.stream()
            .sorted()
            .map(type -> row(type, counts.get(type)))
            .collect(Collectors.joining("\r\n", "event_type,start,count,sessions\r\n", "\r\n")),
        Files.readString(file.path()));
    assertEquals(
        "footfall_%s_2025-10-27_2025-10-27_day.csv".formatted(CAMPAIGN.toString().substring(0, 8)),
        file.suggestedFilename());
  }

  /** A line of the file where each event has its own session. */
  private static String row(String type, long number) {
    return type + ",2025-10-27T00:00:00+05:45," + number + "," + number;
  }

  @Test
  void theChartAnnouncesItsNumbersToKeyboardUsers() {
    openFigures(CAMPAIGN, "range=7d&zone=Europe/Berlin");
    List<String> second = series("day", start("2025-10-22", BERLIN), END, BERLIN).get(2);

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
}
