package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.lambda.Reader.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session may touch several campaigns; each caller sees the events of their own. */
@QuarkusTest
class SessionVisibilityTest {
  private final UUID session = UUID.randomUUID();
  private final String mine = UUID.randomUUID().toString();
  private final String theirs = UUID.randomUUID().toString();
  private final String path = "/v1/sessions/" + session + "/events";

  @BeforeEach
  void aSessionOfTwoCampaigns() {
    for (String campaign : List.of(theirs, mine, theirs, mine, mine, theirs)) {
      Sender.store(session, UUID.fromString(campaign));
    }
  }

  private static List<String> campaigns(Answer answer) {
    assertEquals(200, answer.status(), answer.body());
    return StreamSupport.stream(answer.json().path("events").spliterator(), false)
        .map(event -> event.path("campaign_id").asText())
        .toList();
  }

  @Test
  void aCallerSeesOnlyTheEventsOfTheirOwnCampaign() {
    Answer answer = Reader.get(path, "", Reader.mayRead(mine));

    assertEquals(List.of(mine, mine, mine), campaigns(answer));
  }

  @Test
  void aCallerOfBothCampaignsSeesAllEventsInOrder() {
    Answer answer = Reader.get(path, "", Reader.mayRead(theirs + " " + mine));

    assertEquals(List.of(theirs, mine, theirs, mine, mine, theirs), campaigns(answer));
  }

  @Test
  void aCallerOfAllCampaignsSeesAllEventsInOrder() {
    Answer answer = Reader.get(path, "", Reader.mayRead("*"));

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
    String next = Reader.get(path, "limit=1", Reader.mayRead(mine)).json().path("next").asText();

    Answer answer = Reader.get(path, "after=" + next, Reader.mayRead(UUID.randomUUID().toString()));

    assertEquals(403, answer.status());
  }

  private List<List<String>> pages(String limit, String visible) {
    List<List<String>> pages = new ArrayList<>();
    String query = limit;
    while (query != null) {
      Answer page = Reader.get(path, query, Reader.mayRead(visible));
      pages.add(campaigns(page));
      query =
          page.json().has("next") ? limit + "&after=" + page.json().path("next").asText() : null;
    }
    return pages;
  }

  @Test
  void aCallerOfNoneOfItsCampaignsIsRefused() {
    Answer answer = Reader.get(path, "", Reader.mayRead(UUID.randomUUID().toString()));

    assertEquals(403, answer.status());
    assertEquals(
        "you may not read this session's campaigns", answer.json().path("detail").asText());
  }

  @Test
  void aSessionThatNobodyKnowsIsEmpty() {
    String unknown = "/v1/sessions/" + UUID.randomUUID() + "/events";

    Answer answer = Reader.get(unknown, "", Reader.mayRead(mine));

    assertEquals(List.of(), campaigns(answer));
  }
}
