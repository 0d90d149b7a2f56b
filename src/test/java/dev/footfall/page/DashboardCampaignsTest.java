package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.browser.Dashboard;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list of campaigns shows names, and searches and pages through any number of them. */
@QuarkusTest
class DashboardCampaignsTest {
  private static final String FIELD = "#campaigns input";
  private static final String ROWS = "#campaigns tbody tr";

  /** What the names of this test have in common, and no others. */
  private final String mark = "mark-" + UUID.randomUUID();

  @Inject Owner owner;
  @RegisterExtension final Dashboard dashboard = new Dashboard();

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

  private void seesRows(Page page, int number) {
    dashboard.sees(number, () -> page.locator(ROWS).count());
  }

  @Test
  void aCampaignHasItsNameAndItsIdAndIsFoundByEither() {
    UUID spring = named(StoredEvents.pageViews(3).campaign(), "Spring <b>sale</b>");
    UUID autumn = named(UUID.randomUUID(), "Autumn");
    UUID unnamed = UUID.randomUUID();
    Page page = dashboard.open("", Dashboard.userWith(spring + " " + autumn + " " + unnamed));
    seesRows(page, 3);
    dashboard.isForEverybody("campaign-names");

    page.fill(FIELD, "spring <B>");
    seesRows(page, 1);
    dashboard.seesText(mark + " Spring <b>sale</b>", ROWS + " th a");
    dashboard.seesText(spring.toString(), ROWS + " th .id");

    page.fill(FIELD, unnamed.toString().substring(0, 18));
    dashboard.seesText(unnamed.toString(), ROWS + " th");
    seesRows(page, 1);

    page.fill(FIELD, "winter");
    dashboard.seesText("No campaigns found.", "#campaigns .note");
    page.fill(FIELD, "");
    seesRows(page, 3);
  }

  @Test
  void aNameAndEnterOpenTheOnlyCampaignThatHasIt() {
    UUID spring = named(UUID.randomUUID(), "Spring");
    named(UUID.randomUUID(), "Summer");
    Page page = dashboard.open("");
    page.locator(FIELD).waitFor();

    page.focus(FIELD);
    page.keyboard().insertText(mark);
    page.keyboard().press("Enter");
    dashboard.seesText("Select a campaign from the list.", "#campaigns .note");
    page.keyboard().insertText(" spr");
    page.keyboard().press("Enter");

    dashboard.seesText(spring.toString(), "#heading");
  }

  @Test
  void anotherCampaignIsChosenByItsName() {
    UUID spring = named(UUID.randomUUID(), "Spring");
    Page page = dashboard.open("campaign=" + UUID.randomUUID());
    page.click("#choose");

    page.keyboard().insertText(mark);
    dashboard.seesText(mark + " Spring", "#chooser tbody th a");
    page.keyboard().press("Enter");

    dashboard.seesText(spring.toString(), "#heading");
  }

  @Test
  void theServiceIsAskedWhenTypingPauses() {
    Page page = dashboard.open("");
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

    dashboard.seesText("No campaigns found.", "#campaigns .note");
    List<String> asked =
        dashboard.requests().stream()
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
    Page page = dashboard.open("");
    page.locator(FIELD).waitFor();

    page.fill(FIELD, mark);
    dashboard.seesText(
        "There are more campaigns than fit on a page. Search to find one.", "#campaigns .note");
    seesRows(page, 200);
    String first = dashboard.text(ROWS + " th .id");
    page.click("text=Next");
    dashboard.sees(false, () -> first.equals(dashboard.text(ROWS + " th .id")));
    dashboard.sees(true, () -> page.locator("text=Previous").first().isEnabled());
    page.click("text=Previous");
    dashboard.sees(first, () -> dashboard.text(ROWS + " th .id"));
    dashboard.sees(false, () -> page.locator("text=Previous").first().isEnabled());

    page.fill(FIELD, mark + " NUMBER 77777.");
    seesRows(page, 1);
    dashboard.seesText(mark + " number 77777.", ROWS + " th a");
    dashboard.sees(true, () -> page.locator("#campaigns .pager").isHidden());
  }
}
