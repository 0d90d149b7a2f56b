package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.Route.ResumeOptions;
import dev.footfall.access.TestIdentity;
import dev.footfall.testsupport.browser.OidcProvider;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sign-in at an OpenID Connect provider with PKCE, and reading with its access token. */
@QuarkusTest
class DashboardSignInTest extends DashboardWindow {
  private static final String API = "**/v1/**";
  private static final String SIGN_IN = "Sign in to see the figures";

  /** The tokens that the gateway has accepted. */
  private final List<String> accepted = new ArrayList<>();

  private final String choice = "campaign=" + campaign + "&range=today&zone=Asia/Kathmandu";
  private OidcProvider provider;

  @BeforeEach
  void openWithProvider() {
    window(options());
    provider = new OidcProvider(page);
    storePageViews(1);
    respond("**/sign-in", "application/json", OidcProvider.SETTINGS);
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

  private void pressSignIn() {
    go(choice);
    seesMessage(SIGN_IN);
    page.click("#message button");
  }

  private void signIn() {
    pressSignIn();
    seesEvents("1");
  }

  private List<String> distinctAccepted() {
    return accepted.stream().distinct().toList();
  }

  private void assertNoKeysIn(String storage, String pattern) {
    assertEquals(
        List.of(),
        page.evaluate("Object.keys(%s).filter(k => %s.test(k))".formatted(storage, pattern)));
  }

  @Test
  void signingInLeadsToWhatTheLinkShows() {
    go(choice);
    seesMessage(SIGN_IN);
    isForEverybody("sign-in");

    page.click("#message button");

    seesEvents("1");
    assertEquals(origin() + "/#" + choice, page.url());
    assertEquals(provider.issued, distinctAccepted());
    assertTrue(accepted.size() >= 3, "both counts and the lag carry the token");
  }

  @Test
  void aReloadKeepsTheSignInAndAnotherTabHasNone() {
    signIn();

    page.reload();

    seesEvents("1");
    assertEquals(1, provider.issued.size());
    assertNoKeysIn("localStorage", "/oidc/");
  }

  @Test
  void aTokenThatIsAboutToExpireIsRenewedSilently() {
    provider.lifetimeSeconds = 30;

    signIn();

    assertEquals(2, provider.issued.size());
    assertEquals(provider.issued.subList(1, 2), distinctAccepted());
  }

  @Test
  void signingOutHidesTheFigures() {
    signIn();

    page.click("#sign-out");

    seesMessage(SIGN_IN);
    assertHidden("#figures");
    assertHidden("#sign-out");
    assertNoKeysIn("sessionStorage", "/user/");
  }

  @Test
  void anExpiredSignInCanBeRepeated() {
    signIn();
    page.unroute(API);
    respond(API, new FulfillOptions().setStatus(401).setBody("{}"));

    page.selectOption("#range", "7d");

    seesMessage("Your sign-in has expired");
    assertHidden("#figures");
    isForEverybody("signed-out");
    page.unroute(API);
    page.route(API, this::authorize);
    page.click("#message button");
    seesEvents("1");
    assertEquals("7d", page.inputValue("#range"));
  }

  @Test
  void aCancelledSignInCanBeRepeated() {
    provider.denies = true;
    pressSignIn();
    seesMessage("Sign-in failed");
    assertEquals("The visitor gave up", text("#message p"));
    assertFalse(page.url().contains("error="), page.url());
    isForEverybody("sign-in-failed");
    provider.denies = false;

    page.click("#message button");

    seesEvents("1");
  }
}
