package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The dashboard breaks figures down by a key's values, and limits them to one of these. */
@QuarkusTest
class DashboardBreakdownTest extends DashboardWindow {
  private static final String TABLE = "#breakdown-table";
  private static final String VALUE = TABLE + " button";
  private static final String FILTER = "Remove the filter utm_source: letter✕";

  /** The default range begins 29 days ago. */
  private static final Instant BEFORE = Instant.now().minus(Duration.ofDays(45));

  private void store(int number, String type, String metadata) {
    store(number, type, metadata, Instant.now());
  }

  private void store(int number, String type, String metadata, Instant time) {
    TestEvent.store(
        TestEvent.many(number, campaign, type, time).stream()
            .map(event -> event.raw("metadata", metadata))
            .toList());
  }

  private void storeSources() {
    store(3, "page_view", "{\"utm_source\":\"letter\",\"utm_medium\":\"email\"}");
    store(2, "page_view", "{\"utm_source\":\"social\",\"utm_medium\":\"post\"}");
    store(1, "page_view", "{}");
  }

  @SuppressWarnings("unchecked")
  private List<List<String>> rows() {
    return (List<List<String>>)
        page.evaluate(
            """
            table => [...document.querySelectorAll(table + ' tbody tr')].map(row =>
              [...row.children].map(cell => cell.innerText.trim().replace(/\\s+/g, ' ')))
            """,
            TABLE);
  }

  private void seesValues(String... values) {
    sees(List.of(values), () -> rows().stream().map(row -> row.get(0)).toList());
  }

  private void seesFilter() {
    sees(FILTER, () -> page.locator("#filter").textContent());
  }

  @Test
  void eachValueHasItsFiguresAndTheirChange() {
    UUID session = UUID.randomUUID();
    TestEvent.store(
        TestEvent.many(2, campaign, "page_view", Instant.now()).stream()
            .map(event -> event.with("session_id", session))
            .map(event -> event.raw("metadata", "{\"utm_source\":\"letter\"}"))
            .toList());
    String paid = "{\"utm_source\":\"letter\",\"price\":%s,\"currency\":\"%s\"}";
    store(1, "purchase_completed", paid.formatted("0.10", "EUR"));
    store(1, "purchase_completed", paid.formatted("0.20", "EUR"));
    store(1, "purchase_completed", paid.formatted("7", "CHF"));
    store(1, "purchase_completed", paid.formatted("0.15", "EUR"), BEFORE);
    store(2, "page_view", "{\"utm_source\":\"social\"}", BEFORE);
    store(1, "page_view", "{}");

    open("campaign=" + campaign);

    sees(
        List.of(
            List.of(
                "letter",
                "4",
                "↑ +300% previously 1",
                "5",
                "↑ +400% previously 1",
                "EUR 0.30 ↑ +100% previously EUR 0.15 CHF 7.00 ↑ new previously CHF 0.00"),
            List.of("no value", "1", "↑ new previously 0", "1", "↑ new previously 0", "–"),
            List.of("social", "0", "↓ -100% previously 2", "0", "↓ -100% previously 2", "–")),
        this::rows);
  }

  @Test
  void valuesBeyondTheHundredMostAreOneLine() {
    List<TestEvent> events =
        TestEvent.many(101, campaign, "page_view", Instant.now()).stream()
            .map(event -> event.raw("metadata", "{\"utm_source\":\"%s\"}".formatted(event.id())))
            .toList();
    TestEvent.store(events);

    open("campaign=" + campaign);

    seesNumber(101, TABLE + " tbody tr");
    assertEquals(List.of("1 other value", "1", "–", "1", "–", "–"), rows().get(100));
  }

  @Test
  void aValueLimitsAllFiguresUntilTheFilterIsRemoved() {
    storeSources();
    open("campaign=" + campaign);
    seesEvents("6");

    page.click(VALUE + "[data-value=letter]");

    seesFilter();
    seesEvents("3");
    sees("3", () -> text("#funnel-table td"));
    assertTrue(page.url().contains("&where=utm_source:letter"), page.url());
    seesValues("letter");
    assertEquals(0, number(VALUE));
    assertTrue(text("#lag-note").endsWith("The filter does not apply to it."));
    page.selectOption("#by", "utm_medium");
    seesValues("email");
    isForEverybody("filtered");

    page.click("#filter");

    seesEvents("6");
    assertHidden("#filter");
    seesValues("email", "post", "no value");
    page.goBack();
    seesEvents("3");
  }

  @Test
  void aFilterIsSetAndRemovedWithTheKeyboard() {
    storeSources();
    open("campaign=" + campaign);
    seesEvents("6");

    page.focus(VALUE + "[data-value=letter]");
    page.keyboard().press("Enter");
    seesEvents("3");
    assertEquals("filter", page.evaluate("document.activeElement.id"));
    page.keyboard().press("Enter");

    seesEvents("6");
    assertEquals("main", page.evaluate("document.activeElement.id"));
  }

  @Test
  void anUpdateKeepsTheFocusOfAValue() {
    storeSources();
    windowWithClock();
    goToCampaign("");
    seesEvents("6");
    page.focus(VALUE + "[data-value=social]");

    store(1, "page_view", "{\"utm_source\":\"social\"}");
    page.clock().runFor(10_000);

    seesEvents("7");
    assertEquals("social", page.evaluate("document.activeElement.dataset.value"));
  }

  @Test
  void aFilterSurvivesTheUrlWhateverItsValueHolds() {
    String value = "a&b=c+d 100%25 #ü:/?<b>";
    store(2, "page_view", "{\"utm_source\":\"" + value + "\"}");
    store(1, "page_view", "{}");
    open("campaign=" + campaign);
    seesValues(value, "no value");

    page.click(VALUE);
    seesEvents("2");
    page.reload();

    seesEvents("2");
    seesText("utm_source: " + value, "#filter span:nth-child(2)");
  }

  @Test
  void aFilterWithoutEventsCanBeRemoved() {
    storeSources();
    open("campaign=" + campaign + "&where=utm_source:nobody");
    seesMessage("No events in this range");
    assertEquals(
        "None has the value that the figures are limited to: utm_source:nobody",
        text("#message p"));
    isForEverybody("filtered-to-nothing");

    page.click("text=Remove the filter >> visible=true");

    seesEvents("6");
  }

  @Test
  void aKeyThatIsNotCountedIsReportedBesideTheFigures() {
    storeSources();
    open("campaign=" + campaign + "&by=channel");

    seesText(
        "By must name a key that is counted: utm_source, utm_medium, utm_campaign, referrer.",
        "#breakdown-error");
    assertEquals("6", events());
    assertEquals("channel", page.inputValue("#by"));
    isForEverybody("key-not-counted");

    page.selectOption("#by", "utm_medium");
    seesValues("email", "post", "no value");
  }

  @Test
  void aFilterByAKeyThatIsNotCountedCanBeRemoved() {
    storeSources();
    open("campaign=" + campaign + "&where=channel:letter");
    seesMessage("These figures can’t be shown");

    page.click("#filter");

    seesEvents("6");
  }

  @Test
  void withoutValuesItSaysSo() {
    storePageViews(1);
    open("campaign=" + campaign + "&by=referrer");

    seesText("No event in this range has a referrer among its metadata.", "#breakdown-note");
    assertEquals(0, number(TABLE + " table"));
  }

  @Test
  void anotherCampaignIsNotFiltered() {
    storeSources();
    open("campaign=" + campaign + "&where=utm_source:letter");
    seesEvents("3");

    page.click("#choose");
    page.fill("#chooser input", campaign.toString()); // it need not be on the first page
    page.click("#chooser a[href*='" + campaign + "']");

    seesEvents("6");
  }

  @Test
  void csvFilesHoldWhatIsChosen() throws IOException {
    storeSources();
    open("campaign=" + campaign + "&range=today&interval=day&by=utm_medium&zone=UTC");
    page.click("#breakdown-table button[data-value=email]");
    seesEvents("3");

    Download counts = page.waitForDownload(() -> page.click("#csv"));
    Download values = page.waitForDownload(() -> page.click("#breakdown-csv"));

    String day = Instant.now().toString().substring(0, 10) + "T00:00:00Z";
    assertEquals(
        "event_type,start,count,sessions\r\npage_view," + day + ",3,3\r\n",
        Files.readString(counts.path()));
    List<String> lines = Files.readString(values.path()).lines().toList();
    assertEquals("event_type,value,start,count,sessions", lines.get(0));
    assertEquals("page_view,\"email\"," + day + ",3,3", lines.get(1));
    assertTrue(values.suggestedFilename().endsWith("_day_utm_medium.csv"));
  }
}
