package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Route.FulfillOptions;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The chart draws events or sessions from zero, with round numbers, however many there are. */
@QuarkusTest
class DashboardChartTest extends DashboardWindow {
  private static final Instant NOW = Instant.parse("2025-10-28T13:07:00Z");
  private static final Instant NINE = Instant.parse("2025-10-28T09:00:00Z");
  private static final Instant DAY_BEFORE = Instant.parse("2025-10-27T09:00:00Z");
  private static final String TODAY = "range=today&interval=hour&zone=UTC";
  private static final int YEAR_OF_HOURS = 365 * 24;
  private static final int PEAK = 60;

  /** Keeps the texts and the points of each line that are drawn last. */
  private static final String RECORDER =
      """
      const canvas = CanvasRenderingContext2D.prototype;
      const {clearRect, fillText, stroke} = canvas;
      const {lineTo} = Path2D.prototype;
      canvas.clearRect = function (...area) {
        window.lines = [];
        window.texts = [];
        clearRect.apply(this, area);
      };
      canvas.fillText = function (text, x, y) {
        window.texts.push({text, x, y});
        fillText.call(this, text, x, y);
      };
      canvas.stroke = function (...path) {
        window.lines.push(...path.map(({points}) => points));
        stroke.apply(this, path);
      };
      Path2D.prototype.lineTo = function (x, y) {
        (this.points = this.points || []).push({x, y});
        lineTo.call(this, x, y);
      };
      """;

  private void openChart(String choice) {
    window(options());
    page.addInitScript(RECORDER);
    page.clock().setFixedTime(NOW.toEpochMilli());
    goToCampaign("&" + choice);
    page.locator("#chart canvas").waitFor();
  }

  /** The numbers on the value axis from the bottom, which is drawn after the other axis. */
  @SuppressWarnings("unchecked")
  private List<String> ticks() {
    return (List<String>)
        page.evaluate(
            "texts.filter(({x}) => x === texts[texts.length - 1].x).map(({text}) => text)");
  }

  private void seesTicks(String... ticks) {
    sees(List.of(ticks), this::ticks);
  }

  /** How high this number is on the value axis, in pixels from the top. */
  private double height(String tick) {
    return number(
        page.evaluate("tick => texts.filter(({text}) => text === tick).reverse()[0].y", tick));
  }

  /** What this expression says of all lines, each a list of points. */
  private double ofLines(String of) {
    return number(
        page.evaluate("(() => { const all = [...lines.values()]; return " + of + "; })()"));
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private void storeSession(int number, Instant time, UUID session) {
    TestEvent.store(
        TestEvent.many(number, campaign, "page_view", time).stream()
            .map(event -> event.with("session_id", session))
            .toList());
  }

  @Test
  void sessionsAreDrawnInPlaceOfEventsAndStayInTheUrl() {
    storeSession(7, NINE, UUID.randomUUID());
    storeSession(3, NINE, UUID.randomUUID());
    openChart(TODAY);
    page.click("#table > summary");
    seesText("Events over time", "#chart-heading");
    sees("10", () -> text("#table tbody tr:nth-child(10) td"));

    page.focus("#measure");
    page.keyboard().type("Sessions");

    seesText("Sessions over time", "#chart-heading");
    sees("2", () -> text("#table tbody tr:nth-child(10) td"));
    seesTicks("0", "1", "2");
    assertTrue(page.url().contains("&chart=sessions"), page.url());
    assertEquals("measure", page.evaluate("document.activeElement.id"));
    assertEquals("10", events());
    page.reload();
    seesText("Sessions over time", "#chart-heading");
    assertEquals("sessions", page.inputValue("#measure"));
    isForEverybody("sessions");

    page.selectOption("#measure", "Events");
    seesText("Events over time", "#chart-heading");
    assertTrue(!page.url().contains("chart="), page.url());
  }

  @Test
  void typesWhoseSessionsAreNotKnownAreNotDrawnBySession() {
    List<TestEvent> events = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      events.add(TestEvent.of(campaign, "type:" + i, NINE));
    }
    TestEvent.store(events);

    openChart(TODAY + "&chart=sessions");

    seesNumber(50, "#legend button");
    page.selectOption("#measure", "Events");
    seesNumber(51, "#legend button");
  }

  @Test
  void theValueAxisOfEqualCountsBeginsAtZero() {
    storeSession(400, NINE, UUID.randomUUID());
    storeSession(400, NINE.minusSeconds(3600), UUID.randomUUID());

    openChart("from=2025-10-28T08:00&to=2025-10-28T10:00&interval=hour&zone=UTC");

    seesTicks("0", "100", "200", "300", "400");
    assertEquals(height("400"), ofLines("Math.max(...lines[0].map(({y}) => y))"), 1);
  }

  @Test
  void ofOneEventItHasNoFractions() {
    storePageView();
    openChart(TODAY);
    seesTicks("0", "1");
  }

  /** The session counts on the day before, when it began. */
  @Test
  void ofNothingButZerosItStillHasAScale() {
    UUID session = UUID.randomUUID();
    storeSession(1, DAY_BEFORE, session);
    storeSession(1, NINE, session);

    openChart(TODAY + "&chart=sessions");

    seesTicks("0", "1");
    assertEquals(height("0"), ofLines("Math.min(...lines[0].map(({y}) => y))"), 1);
  }

  @Test
  void withoutALineItStillHasAScale() {
    storePageView();
    openChart(TODAY);
    page.click("#legend button");
    sees("false", () -> page.getAttribute("#legend button", "aria-pressed"));
    seesTicks("0", "1");
  }

  @Test
  void hugeCountsAreShortOnTheAxis() {
    storePageView();
    window(options());
    page.addInitScript(RECORDER);
    page.clock().setFixedTime(NOW.toEpochMilli());
    page.route(
        "**/v1/counts?*interval=hour*",
        route ->
            route.fulfill(
                new FulfillOptions()
                    .setContentType("application/json")
                    .setBody(route.fetch().text().replace("\"count\":1", "\"count\":9876543210"))));
    goToCampaign("&" + TODAY);

    page.locator("#chart canvas").waitFor();

    seesTicks("0", "2bn", "4bn", "6bn", "8bn", "10bn");
  }

  private void storePageView() {
    TestEvent.store(TestEvent.of(campaign, "page_view", NINE));
  }

  @Test
  void aYearOfHoursIsDrawnWithAFewPointsAColumnAndKeepsItsPeak() {
    storeYear();

    openChart("from=2024-10-28T00:00&to=2025-10-28T00:00&interval=hour&zone=UTC");

    seesTicks("0", "10", "20", "30", "40", "50", "60");
    double width = number(page.evaluate("document.querySelector('#chart .u-over').clientWidth"));
    assertTrue(YEAR_OF_HOURS > 6 * width, width + " px");
    assertEquals(6, ofLines("lines.length"));
    double points = ofLines("Math.max(...lines.map(line => line.length))");
    assertTrue(points <= 4 * width, points + " points in " + width + " px");
    assertEquals(height("60"), ofLines("Math.min(...lines.flat().map(({y}) => y))"), 1);
    assertEquals(height("0"), ofLines("Math.max(...lines.flat().map(({y}) => y))"), 1);
    double nodes = number(page.evaluate("document.querySelectorAll('#chart *').length"));
    assertTrue(nodes < 100, nodes + " nodes");
    seesTheHourUnderThePointer();
  }

  /** Six types with up to three events an hour, of which one has a peak in a single hour. */
  private void storeYear() {
    Random random = new Random(7);
    List<TestEvent> events = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      Instant time = Instant.parse("2024-10-28T00:30:00Z").plusSeconds(3600L * hour(random));
      events.add(TestEvent.of(campaign, "type:" + i % 6, time));
    }
    events.addAll(TestEvent.many(PEAK, campaign, "type:3", Instant.parse("2025-04-28T12:30:00Z")));
    TestEvent.store(events);
  }

  private static int hour(Random random) {
    return random.nextInt(YEAR_OF_HOURS);
  }

  /** The keyboard reaches each hour, although a column of pixels has several. */
  private void seesTheHourUnderThePointer() {
    page.press("#chart", "Home");
    sees(true, () -> text("#chart .tooltip strong").startsWith("Mon, 28 Oct 2024, 00:00"));
    page.press("#chart", "End");
    sees(true, () -> text("#chart .tooltip strong").startsWith("Mon, 27 Oct 2025, 23:00"));
    page.hover("#chart .u-over");
    String middle = text("#chart .tooltip strong");
    assertTrue(middle.contains("Apr 2025"), middle);
  }
}
