package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.browser.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of any origin can send events through API Gateway. */
@QuarkusTest
class TrackerOriginTest extends TrackedShop {
  @TempDir Path folder;

  private long preflights() {
    return gateway.requests().stream().filter(r -> r.method().equals("OPTIONS")).count();
  }

  /** Opens a file of the shop from disk. */
  private void openFile(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), shop.text(name));
    page.navigate(file.toUri().toString());
  }

  @Test
  void aPageOfAnotherOriginSendsWithoutPreflight() {
    visit("/");
    call("product_view");

    assertDelivered("page_view", "product_view");
    assertEquals(0, preflights());
  }

  @Test
  void aPageFromAFileSends() throws IOException {
    gateway.inject(Fault.status(503));
    openFile("early.html");
    awaitTracker(page);
    page.reload();
    awaitTracker(page);
    call("product_shared");

    assertDelivered(
        "page_view",
        "product_view",
        "add_to_cart",
        "page_view",
        "product_view",
        "add_to_cart",
        "product_shared");
    assertEquals(0, preflights());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aScriptThatSendsJsonReadsTheResponseAfterAPreflight(boolean inAFile) throws IOException {
    if (inAFile) {
      openFile("plain.html");
    } else {
      page.navigate(shop.origin() + "/plain.html");
    }

    assertEquals("201 stored", sendJson("omit"));
    assertStored("purchase_completed");
    assertEquals(1, preflights());
  }

  @Test
  void aScriptLearnsThatTheEventOfAVisitorWhoOptsOutIsIgnored() {
    profile.setExtraHTTPHeaders(Map.of("Sec-GPC", "1"));
    page.navigate(shop.origin() + "/plain.html");

    assertEquals("200 ignored", sendJson("omit"));
    assertStored();
  }

  @Test
  void nothingIsSentWithCredentials() {
    page.navigate(shop.origin() + "/plain.html");

    assertEquals("no response", sendJson("include"));
    assertStored();
  }

  /** Status and result, as the page's script reads them. */
  private Object sendJson(String credentials) {
    return page.evaluate(
        """
        ([origin, campaign, credentials]) =>
          fetch(origin + '/v1/events', {
            method: 'POST',
            credentials,
            headers: {'Content-Type': 'application/json'},
            body: JSON.stringify({
              session_id: crypto.randomUUID(),
              campaign_id: campaign,
              event_type: 'purchase_completed',
            }),
          }).then(
            async response => response.status + ' ' + (await response.json()).results[0].result,
            () => 'no response')
        """,
        List.of(gateway.origin(), campaign.toString(), credentials));
  }
}
