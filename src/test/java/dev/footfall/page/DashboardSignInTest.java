package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.Route.ResumeOptions;
import dev.footfall.access.TestIdentity;
import dev.footfall.testsupport.browser.Dashboard;
import dev.footfall.testsupport.browser.OidcProvider;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sign-in at an OpenID Connect provider with PKCE, and reading with its access token. */
@QuarkusTest
class DashboardSignInTest {
  private static final String API = "**/v1/**";

  @RegisterExtension final Dashboard dashboard = new Dashboard();

  /** The tokens that the gateway has accepted. */
  private final List<String> accepted = new ArrayList<>();

  private OidcProvider provider;
  private String choice;
  private Page page;

  @BeforeEach
  void openWithProvider() {
    page = dashboard.window(Dashboard.options());
    provider = new OidcProvider(page);
    UUID campaign = StoredEvents.pageViews(1).campaign();
    choice = "campaign=" + campaign + "&range=today&zone=Asia/Kathmandu";
    String settings =
        "{\"issuer\":\"%s\",\"client_id\":\"%s\",\"scope\":\"%s\"}"
            .formatted(OidcProvider.ISSUER, OidcProvider.CLIENT, OidcProvider.SCOPE);
    page.route(
        "**/sign-in",
        route ->
            route.fulfill(
                new FulfillOptions().setContentType("application/json").setBody(settings)));
    page.route(API, this::authorize);
  }

  @AfterEach
  void theProviderRefusedNothing() {
    assertEquals(List.of(), provider.refused);
  }

  /** As API Gateway does: without a token of the provider, the caller is anonymous. */
  private void authorize(Route route) {
    Map<String, String> headers = new HashMap<>(route.request().headers());
    String token = headers.getOrDefault("authorization", "").replaceFirst("^Bearer ", "");
    if (provider.issued.contains(token)) {
      accepted.add(token);
    } else {
      headers.put(TestIdentity.HEADER.toLowerCase(Locale.ROOT), TestIdentity.NOBODY);
    }
    route.resume(new ResumeOptions().setHeaders(headers));
  }

  private void signIn() {
    dashboard.go(choice);
    dashboard.seesMessage("Sign in to see the figures");
    page.click("#message button");
  }

  private Object keysIn(String storage, String pattern) {
    return page.evaluate("Object.keys(%s).filter(k => %s.test(k))".formatted(storage, pattern));
  }

  @Test
  void signingInLeadsToWhatTheLinkShows() {
    dashboard.go(choice);
    dashboard.seesMessage("Sign in to see the figures");
    dashboard.isForEverybody("sign-in");

    page.click("#message button");

    dashboard.seesEvents("1");
    assertEquals(Dashboard.origin() + "/#" + choice, page.url());
    assertEquals(provider.issued, accepted.stream().distinct().toList());
    assertTrue(accepted.size() >= 3, "both counts and the lag carry the token");
  }

  @Test
  void aReloadKeepsTheSignInAndAnotherTabHasNone() {
    signIn();
    dashboard.seesEvents("1");

    page.reload();

    dashboard.seesEvents("1");
    assertEquals(1, provider.issued.size());
    assertEquals(List.of(), keysIn("localStorage", "/oidc/"));
  }

  @Test
  void aTokenThatIsAboutToExpireIsRenewedSilently() {
    provider.lifetimeSeconds = 30;

    signIn();

    dashboard.seesEvents("1");
    assertEquals(2, provider.issued.size());
    assertEquals(provider.issued.subList(1, 2), accepted.stream().distinct().toList());
  }

  @Test
  void signingOutHidesTheFigures() {
    signIn();
    dashboard.seesEvents("1");

    page.click("#sign-out");

    dashboard.seesMessage("Sign in to see the figures");
    assertTrue(page.locator("#figures").isHidden());
    assertTrue(page.locator("#sign-out").isHidden());
    assertEquals(List.of(), keysIn("sessionStorage", "/user/"));
  }

  @Test
  void anExpiredSignInCanBeRepeated() {
    signIn();
    dashboard.seesEvents("1");
    page.unroute(API);
    page.route(API, route -> route.fulfill(new FulfillOptions().setStatus(401).setBody("{}")));

    page.selectOption("#range", "7d");

    dashboard.seesMessage("Your sign-in has expired");
    assertTrue(page.locator("#figures").isHidden());
    dashboard.isForEverybody("signed-out");
    page.unroute(API);
    page.route(API, this::authorize);
    page.click("#message button");
    dashboard.seesEvents("1");
    assertEquals("7d", page.inputValue("#range"));
  }

  @Test
  void aCancelledSignInCanBeRepeated() {
    provider.denies = true;
    signIn();
    dashboard.seesMessage("Sign-in failed");
    assertEquals("The visitor gave up", dashboard.text("#message p"));
    assertFalse(page.url().contains("error="), page.url());
    dashboard.isForEverybody("sign-in-failed");
    provider.denies = false;

    page.click("#message button");

    dashboard.seesEvents("1");
  }
}
