package dev.footfall.lambda;

import static dev.footfall.testsupport.Gateway.post;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session may touch several campaigns; each caller sees the events of their own. */
@QuarkusTest
class SessionVisibilityTest {
  private static final String ANOTHER = Reader.mayRead(UUID.randomUUID().toString());

  private final UUID session = UUID.randomUUID();
  private final String mine = UUID.randomUUID().toString();
  private final String theirs = UUID.randomUUID().toString();
  private final String path = "/v1/sessions/" + session + "/events";

  @BeforeEach
  void aSessionOfTwoCampaigns() {
    for (String campaign : List.of(theirs, mine, theirs, mine, mine, theirs)) {
      TestEvent event = TestEvent.of(UUID.fromString(campaign)).with("session_id", session);
      post(event).is(201);
    }
  }

  private static List<String> campaigns(Answer answer) {
    return answer.is(200).json().path("events").findValuesAsText("campaign_id");
  }

  @Test
  void aCallerSeesOnlyTheEventsOfTheirOwnCampaign() {
    Answer answer = Reader.get(path, Reader.mayRead(mine));

    assertEquals(List.of(mine, mine, mine), campaigns(answer));
  }

  @Test
  void aCallerOfBothCampaignsSeesAllEventsInOrder() {
    Answer answer = Reader.get(path, Reader.mayRead(theirs + " " + mine));

    assertEquals(List.of(theirs, mine, theirs, mine, mine, theirs), campaigns(answer));
  }

  @Test
  void aCallerOfAllCampaignsSeesAllEventsInOrder() {
    Answer answer = Reader.get(path, Reader.mayRead("*"));

    assertEquals(List.of(theirs, mine, theirs, mine, mine, theirs), campaigns(answer));
  }

  @Test
  void noPageHoldsOrMissesAnEventBecauseOfAHiddenOne() {
    List<List<String>> pages = pages("limit=2", mine);

    assertEquals(List.of(List.of(mine, mine), List.of(mine)), pages);
  }

  @Test
  void aLastPageThatIsFullMayBeFollowedByAnEmptyOne() {
    List<List<String>> pages = pages("limit=3", mine);

    assertEquals(List.of(mine, mine, mine), pages.stream().flatMap(List::stream).toList());
  }

  @Test
  void aLaterPageIsRefusedAsTheFirstIs() {
    String next = Reader.get(path + "?limit=1", Reader.mayRead(mine)).at("/next");

    Reader.get(path + "?after=" + next, ANOTHER).is(403);
  }

  private List<List<String>> pages(String limit, String visible) {
    List<List<String>> pages = new ArrayList<>();
    String next = "";
    do {
      Answer page = Reader.get(path + "?" + limit + next, Reader.mayRead(visible));
      pages.add(campaigns(page));
      next = page.json().has("next") ? "&after=" + page.at("/next") : "";
    } while (!next.isEmpty());
    return pages;
  }

  @Test
  void aCallerOfNoneOfItsCampaignsIsRefused() {
    Answer answer = Reader.get(path, ANOTHER).is(403);

    assertEquals("you may not read this session's campaigns", answer.at("/detail"));
  }

  @Test
  void aSessionThatNobodyKnowsIsEmpty() {
    String unknown = "/v1/sessions/" + UUID.randomUUID() + "/events";

    Answer answer = Reader.get(unknown, Reader.mayRead(mine));

    assertEquals(List.of(), campaigns(answer));
  }
}
