package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.Route.ResumeOptions;
import dev.footfall.access.TestIdentity;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in at a provider, by code with PKCE, and reading with the token that it gives. */
@QuarkusTest
class DashboardSignInTest {
  private static final String EVENTS = ".tile:first-child .value";
  private static final String TITLE = "#panel h2";

  private static Visitor visitor;

  private final List<String> bearers = new ArrayList<>();
  private OidcProvider provider;
  private String choice;
  private Page page;

  @BeforeAll
  static void enter() {
    visitor = new Visitor();
  }

  @AfterAll
  static void leave() {
    visitor.close();
  }

  @BeforeEach
  void openWithAProvider() throws IOException, GeneralSecurityException, InterruptedException {
    provider = new OidcProvider();
    choice =
        "campaign="
            + new StoredEvents().add(1, "page_view", Instant.now()).store().campaign()
            + "&range=today&zone=Asia/Kathmandu";
    page = visitor.window(Visitor.options().setIgnoreHTTPSErrors(true));
    page.route("**/sign-in", this::tellTheProvider);
    page.route("**/v1/**", this::asTheGatewayDoes);
  }

  @AfterEach
  void nothingWentWrong() {
    provider.close();
    assertEquals(List.of(), visitor.faults());
    assertEquals(List.of(), provider.refused());
  }

  private void tellTheProvider(Route route) {
    String said =
        "{\"issuer\":\"%s\",\"client_id\":\"%s\",\"scope\":\"%s\"}"
            .formatted(provider.issuer(), OidcProvider.CLIENT, OidcProvider.SCOPE);
    route.fulfill(new FulfillOptions().setContentType("application/json").setBody(said));
  }

  /** Whoever brings no token that the provider has signed is nobody to the service. */
  private void asTheGatewayDoes(Route route) {
    Map<String, String> headers = new HashMap<>(route.request().headers());
    String bearer = headers.getOrDefault("authorization", "");
    if (trusted(bearer)) {
      bearers.add(bearer.substring("Bearer ".length()));
    } else {
      headers.put(TestIdentity.HEADER.toLowerCase(Locale.ROOT), TestIdentity.NOBODY);
    }
    route.resume(new ResumeOptions().setHeaders(headers));
  }

  private boolean trusted(String bearer) {
    try {
      return bearer.startsWith("Bearer ") && provider.signed(bearer.substring("Bearer ".length()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void signIn() {
    visitor.go(choice);
    visitor.seesText("Sign in to see the figures", TITLE);
    page.click("#panel button");
  }

  @Test
  void whoSignsInSeesWhatTheLinkShows() {
    visitor.go(choice);
    visitor.seesText("Sign in to see the figures", TITLE);
    assertEquals(List.of(), visitor.barriers());
    visitor.screenshot("sign-in");

    page.click("#panel button");

    visitor.seesText("1", EVENTS);
    assertEquals(Visitor.origin() + "/#" + choice, page.url());
    assertEquals(List.of(provider.given().get(0)), bearers.stream().distinct().toList());
    assertTrue(bearers.size() >= 3, "counts, counts before and lag carry the token");
  }

  @Test
  void aReloadKeepsTheSignInAndAnotherTabHasNone() {
    signIn();
    visitor.seesText("1", EVENTS);

    page.reload();

    visitor.seesText("1", EVENTS);
    assertEquals(1, provider.given().size());
    assertEquals(0, page.evaluate("Object.keys(localStorage).filter(k => /oidc/.test(k)).length"));
  }

  @Test
  void aTokenThatIsAboutToEndIsRenewedWithoutAWord() {
    provider.seconds = 30;

    signIn();

    visitor.seesText("1", EVENTS);
    assertEquals(2, provider.given().size());
    assertEquals(List.of(provider.given().get(1)), bearers.stream().distinct().toList());
  }

  @Test
  void whoSignsOutSeesNothingMore() {
    signIn();
    visitor.seesText("1", EVENTS);

    page.click("#sign-out");

    visitor.seesText("Sign in to see the figures", TITLE);
    assertTrue(page.locator("#figures").isHidden());
    assertTrue(page.locator("#sign-out").isHidden());
    assertEquals(
        0, page.evaluate("Object.keys(sessionStorage).filter(k => /user/.test(k)).length"));
  }

  @Test
  void aSignInThatEndedIsTakenUpAgain() {
    signIn();
    visitor.seesText("1", EVENTS);
    page.unroute("**/v1/**");
    page.route(
        "**/v1/**", route -> route.fulfill(new FulfillOptions().setStatus(401).setBody("{}")));

    page.selectOption("#range", "7d");

    visitor.seesText("Your sign-in has ended", TITLE);
    assertTrue(page.locator("#figures").isHidden());
    assertEquals(List.of(), visitor.barriers());
    visitor.screenshot("signed-out");
    page.unroute("**/v1/**");
    page.route("**/v1/**", this::asTheGatewayDoes);
    page.click("#panel button");
    visitor.seesText("1", EVENTS);
    assertEquals("7d", page.inputValue("#range"));
  }

  @Test
  void whoGivesUpAtTheProviderMayTryAgain() {
    provider.givesUp = true;
    signIn();
    visitor.seesText("The sign-in failed", TITLE);
    assertEquals("The visitor gave up", visitor.text("#panel p"));
    assertFalse(page.url().contains("error="), page.url());
    assertEquals(List.of(), visitor.barriers());
    visitor.screenshot("sign-in-failed");
    provider.givesUp = false;

    page.click("#panel button");

    visitor.seesText("1", EVENTS);
  }
}
