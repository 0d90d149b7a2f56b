package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session may touch several campaigns; each caller sees the events of their own. */
@QuarkusTest
class SessionVisibilityTest extends ServiceTest {
  private static final String ANOTHER = Reader.mayRead(UUID.randomUUID().toString());

  private final UUID session = UUID.randomUUID();
  private final String path = "/v1/sessions/" + session + "/events";
  private final String theirs = UUID.randomUUID().toString();
  private final String mine = campaign.toString();

  @BeforeEach
  void aSessionOfTwoCampaigns() {
    for (String sent : named("THEIRS MINE THEIRS MINE MINE THEIRS").split(" ")) {
      post(event().with("campaign_id", sent).with("session_id", session)).is(201);
    }
  }

  private String named(String campaigns) {
    return campaigns.replace("THEIRS", theirs).replace("MINE", mine);
  }

  /** The campaigns of the events that the caller sees, page by page. */
  private List<String> pages(String query, String claim) {
    List<String> pages = new ArrayList<>();
    String next = "";
    do {
      Answer page = Reader.get(path + query + next, Reader.mayRead(named(claim))).is(200);
      pages.add(String.join(" ", page.json().path("events").findValuesAsText("campaign_id")));
      next = page.json().has("next") ? "&after=" + page.at("/next") : "";
    } while (!next.isEmpty());
    return pages;
  }

  @ParameterizedTest
  @CsvSource({
    "only the caller's own, MINE, MINE MINE MINE",
    "all in order of both, THEIRS MINE, THEIRS MINE THEIRS MINE MINE THEIRS",
    "all in order of all, *, THEIRS MINE THEIRS MINE MINE THEIRS",
  })
  void aCallerSeesTheEventsOfTheirCampaignsInOrder(String which, String claim, String seen) {
    assertEquals(List.of(named(seen)), pages("", claim), which);
  }

  @Test
  void noPageHoldsOrMissesAnEventBecauseOfAHiddenOne() {
    assertEquals(List.of(named("MINE MINE"), mine), pages("?limit=2", "MINE"));
  }

  @Test
  void aLastPageThatIsFullMayBeFollowedByAnEmptyOne() {
    assertEquals(named("MINE MINE MINE"), String.join(" ", pages("?limit=3", "MINE")).strip());
  }

  @Test
  void aLaterPageIsRefusedAsTheFirstIs() {
    String next = Reader.get(path + "?limit=1", Reader.mayRead(mine)).at("/next");
    Reader.get(path + "?after=" + next, ANOTHER).is(403);
  }

  @Test
  void aCallerOfNoneOfItsCampaignsIsRefused() {
    Reader.get(path, ANOTHER)
        .isProblem(403, null)
        .shows("/detail", "the token's claim campaigns does not list its campaign");
  }

  @Test
  void aSessionThatNobodyKnowsIsEmpty() {
    String unknown = "/v1/sessions/" + UUID.randomUUID() + "/events";
    Reader.get(unknown, Reader.mayRead(mine)).is(200).shows("/events", List.of(), "/next", null);
  }
}
