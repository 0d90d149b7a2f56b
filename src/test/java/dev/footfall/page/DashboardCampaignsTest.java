package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Owner;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The list of campaigns shows names, and searches and pages through any number of them. */
@QuarkusTest
class DashboardCampaignsTest extends DashboardWindow {
  private static final String FIELD = "#campaigns input";
  private static final String PREVIOUS = "#campaigns .pager button:first-child";
  private static final String NEXT = "#campaigns .pager button:last-child";
  private static final String ROWS = "#campaigns tbody tr";

  /** The prefix of all names in this test. */
  private final String mark = "mark-" + UUID.randomUUID();

  @Inject Owner owner;

  @AfterEach
  void forget() {
    owner.execute("DELETE FROM campaigns WHERE name LIKE ?", mark + "%");
    owner.execute("VACUUM campaigns");
  }

  private UUID named(UUID campaign, String name) {
    owner.execute(
        "INSERT INTO campaigns (campaign_id, name) VALUES (?, ?)", campaign, mark + " " + name);
    return campaign;
  }

  private void seesRows(int number) {
    seesNumber(number, ROWS);
  }

  @Test
  void aCampaignIsShownByItsName() {
    storePageViews(1);
    named(campaign, "Spring <b>sale</b>");

    open("campaign=" + campaign + "&range=today");

    seesText(mark + " Spring <b>sale</b>", "#heading");
    sees(mark + " Spring <b>sale</b> · Footfall", page::title);
  }

  @Test
  void aCampaignHasItsNameAndItsIdAndIsFoundByEither() {
    storePageViews(3);
    UUID spring = named(campaign, "Spring <b>sale</b>");
    UUID autumn = named(UUID.randomUUID(), "Autumn");
    UUID unnamed = UUID.randomUUID();
    open("", userWith(spring + " " + autumn + " " + unnamed));
    seesRows(3);
    isForEverybody("campaign-names");

    page.fill(FIELD, "spring <B>");
    seesRows(1);
    seesText(mark + " Spring <b>sale</b>", ROWS + " th a");
    seesText(spring.toString(), ROWS + " th .id");

    page.fill(FIELD, unnamed.toString().substring(0, 18));
    seesText(unnamed.toString(), ROWS + " th");
    seesRows(1);

    page.fill(FIELD, "winter");
    seesText("No campaigns found.", "#campaigns .note");
    page.fill(FIELD, "");
    seesRows(3);
  }

  @Test
  void enterOpensTheOnlyCampaignFound() {
    UUID spring = named(UUID.randomUUID(), "Spring");
    named(UUID.randomUUID(), "Summer");
    open("");
    page.locator(FIELD).waitFor();

    page.focus(FIELD);
    page.keyboard().insertText(mark);
    page.keyboard().press("Enter");
    seesText("Select a campaign from the list.", "#campaigns .note");
    page.keyboard().insertText(" spr");
    page.keyboard().press("Enter");

    seesText(mark + " Spring", "#heading");
    assertTrue(page.url().contains("campaign=" + spring), page.url());
  }

  @Test
  void anotherCampaignIsChosenByItsName() {
    UUID spring = named(UUID.randomUUID(), "Spring");
    open("campaign=" + UUID.randomUUID());
    page.click("#choose");

    page.keyboard().insertText(mark);
    seesText(mark + " Spring", "#chooser tbody th a");
    page.keyboard().press("Enter");

    seesText(mark + " Spring", "#heading");
    assertTrue(page.url().contains("campaign=" + spring), page.url());
  }

  @Test
  void theServiceIsQueriedWhenTypingPauses() {
    open("");
    page.locator(FIELD).waitFor();

    page.locator(FIELD)
        .evaluate(
            """
            (field, text) => {
              for (let i = 1; i <= text.length; i++) {
                field.value = text.slice(0, i);
                field.dispatchEvent(new Event('input'));
              }
            }""",
            mark);

    seesText("No campaigns found.", "#campaigns .note");
    List<String> asked =
        requests.stream()
            .filter(url -> url.contains("q="))
            .map(url -> url.replaceAll(".*[?&]q=([^&]*).*", "$1"))
            .distinct()
            .toList();
    assertEquals(List.of(mark), asked);
  }

  @Test
  void aHundredThousandCampaignsArePagedAndSearched() {
    owner.execute(
        """
        INSERT INTO campaigns (campaign_id, name)
        SELECT gen_random_uuid(), ? || ' number ' || n || '.' FROM generate_series(1, 100000) n
        """,
        mark);
    open("");
    page.locator(FIELD).waitFor();

    // The page without a search looks the same, and a search that comes later begins anew.
    page.waitForResponse(
        response -> response.url().contains("q=" + mark), () -> page.fill(FIELD, mark));
    seesText(
        "There are more campaigns than fit on a page. Search to find one.", "#campaigns .note");
    seesNumber(200, ROWS + ":has-text('" + mark + "')");
    String first = text(ROWS + " th .id");
    page.click(NEXT);
    sees(false, () -> first.equals(text(ROWS + " th .id")));
    sees(true, () -> page.locator(PREVIOUS).first().isEnabled());
    page.click(PREVIOUS);
    sees(first, () -> text(ROWS + " th .id"));
    sees(false, () -> page.locator(PREVIOUS).first().isEnabled());

    page.fill(FIELD, mark + " NUMBER 77777.");
    seesRows(1);
    seesText(mark + " number 77777.", ROWS + " th a");
    sees(true, () -> page.locator("#campaigns .pager").isHidden());
  }
}
