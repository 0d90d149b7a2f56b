package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Route;
import dev.footfall.access.TestIdentity;
import dev.footfall.testsupport.Owner;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A campaign is named in the place of its heading, by those who may. */
@QuarkusTest
class DashboardNamingTest extends DashboardWindow {
  private static final String FIELD = "#name";
  private static final String ERROR = "#naming-error";
  private static final String NAMES = "**/v1/campaigns/*";

  @Inject Owner owner;

  @BeforeEach
  void storeCampaign() {
    storePageViews(1);
  }

  @AfterEach
  void forgetName() {
    owner.execute("DELETE FROM campaigns WHERE campaign_id = ?", campaign);
  }

  private void openNaming() {
    seesEvents("1");
    page.click("#rename");
  }

  private void enter(String name) {
    page.fill(FIELD, name);
    page.press(FIELD, "Enter");
  }

  private void seesName(String name) {
    seesText(name, "#heading");
    sees(name + " · Footfall", page::title);
    assertHidden("#naming");
  }

  private void seesErrorAndKeeps(String error, String name) {
    seesText(error, ERROR);
    assertEquals(name, page.inputValue(FIELD));
    assertEquals("Save", text("#naming-save"));
  }

  private void assertFocus(String id) {
    assertEquals(id, page.evaluate("document.activeElement.id"));
  }

  @Test
  void aCampaignIsNamedAndRenamedWithTheKeyboard() {
    open("campaign=" + campaign);
    seesEvents("1");
    assertEquals("Name", text("#rename"));
    page.press("#rename", "Enter");
    assertFocus("name");
    isForEverybody("naming");

    page.keyboard().type(" Spring <b>sale</b> ");
    page.keyboard().press("Enter");

    seesName("Spring <b>sale</b>");
    assertFocus("rename");
    assertEquals("Rename", text("#rename"));
    page.reload();
    seesName("Spring <b>sale</b>");

    page.press("#rename", "Enter");
    assertEquals("Spring <b>sale</b>", page.inputValue(FIELD));
    page.keyboard().type("Autumn");
    page.keyboard().press("Escape");
    seesName("Spring <b>sale</b>");
    assertFocus("rename");

    page.press("#rename", "Enter");
    page.keyboard().type("Summer");
    page.click("#naming-save");
    seesName("Summer");
  }

  @Test
  void aReaderWhoMayNotNameItIsToldSo() {
    open(
        "campaign=" + campaign,
        options().setExtraHTTPHeaders(Map.of(TestIdentity.SCOPES, "counts:read")));
    openNaming();

    enter("Spring");

    seesErrorAndKeeps(
        "You don’t have the right to name this campaign. The token has no scope campaigns:write"
            + " (in scope, scp or permissions).",
        "Spring");
    isForEverybody("naming-forbidden");
    page.click("#naming-cancel");
    seesText(campaign.toString(), "#heading");
  }

  @Test
  void aNameThatIsTooLongIsKeptUntilItFits() {
    open("campaign=" + campaign);
    openNaming();

    enter("W".repeat(201));

    seesErrorAndKeeps("Name must be 1 to 200 characters.", "W".repeat(201));
    page.press(FIELD, "End");
    page.press(FIELD, "Backspace");
    page.press(FIELD, "Enter");
    seesName("W".repeat(200));
    isForEverybody("longest-name");
  }

  @Test
  void aNameOutlivesAnUpdateAndAServiceThatDoesNotRespond() {
    windowWithClock();
    goToCampaign("&range=today");
    openNaming();
    page.fill(FIELD, "Spring");
    storePageViews(1);
    page.clock().runFor(10_000);
    seesEvents("2");
    assertEquals("Spring", page.inputValue(FIELD));
    assertFocus("name");
    page.selectOption("#interval", "day");
    sees("false", () -> String.valueOf(page.getAttribute("#main", "aria-busy") != null));
    assertEquals("Spring", page.inputValue(FIELD));

    page.route(NAMES, Route::abort);
    page.press(FIELD, "Enter");
    seesErrorAndKeeps("The service is not responding.", "Spring");

    page.unroute(NAMES);
    page.press(FIELD, "Enter");
    seesName("Spring");
  }

  @Test
  void anotherCampaignDoesNotGetTheName() {
    open("campaign=" + campaign);
    openNaming();
    page.fill(FIELD, "Spring");

    page.evaluate("hash => location.hash = hash", "campaign=" + UUID.randomUUID());

    seesMessage("No events in this range");
    assertHidden("#naming");
    page.click("#rename");
    assertEquals("", page.inputValue(FIELD));
  }
}
