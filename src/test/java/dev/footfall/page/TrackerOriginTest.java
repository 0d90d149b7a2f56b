package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of any origin may send, through API Gateway. */
@QuarkusTest
class TrackerOriginTest extends TrackedShop {
  @TempDir Path folder;

  private long preflights() {
    return gateway.requests().stream().filter(r -> r.method().equals("OPTIONS")).count();
  }

  private void openFile() throws IOException {
    Path file = folder.resolve("early.html");
    Files.writeString(file, shop.text("early.html"));
    page.navigate(file.toUri().toString());
    awaitTracker(page);
  }

  @Test
  void thePageOfAnotherOriginSendsWithoutAPreflight() {
    visit("/");
    call("product_view");

    assertStored("page_view", "product_view");
    awaitEmptyQueue(page);
    assertEquals(0, preflights());
  }

  @Test
  void aPageOutOfAFileSends() throws IOException {
    gateway.meetWith(Fault.status(503));
    openFile();
    page.reload();
    awaitTracker(page);
    call("product_shared");

    assertStored(
        "page_view",
        "product_view",
        "add_to_cart",
        "page_view",
        "product_view",
        "add_to_cart",
        "product_shared");
    awaitEmptyQueue(page);
    assertEquals(0, preflights());
  }

  @Test
  void aScriptThatSendsJsonReadsTheAnswerAfterAPreflight() {
    page.navigate(shop.origin() + "/plain.html");

    assertEquals("201 stored", sendJson("omit"));
    assertStored("purchase_completed");
    assertEquals(1, preflights());
  }

  @Test
  void aScriptInAFileThatSendsJsonReadsTheAnswerAfterAPreflight() throws IOException {
    Path file = folder.resolve("plain.html");
    Files.writeString(file, shop.text("plain.html"));
    page.navigate(file.toUri().toString());

    assertEquals("201 stored", sendJson("omit"));
    assertStored("purchase_completed");
    assertEquals(1, preflights());
  }

  @Test
  void aScriptOfAVisitorWhoOptsOutReadsThatItsEventIsIgnored() {
    visitor.setExtraHTTPHeaders(Map.of("Sec-GPC", "1"));
    page.navigate(shop.origin() + "/plain.html");

    assertEquals("200 ignored", sendJson("omit"));
    assertStored();
  }

  @Test
  void nothingIsSentWithCredentials() {
    page.navigate(shop.origin() + "/plain.html");

    assertEquals("no answer", sendJson("include"));
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
            async answer => answer.status + ' ' + (await answer.json()).results[0].result,
            () => 'no answer')
        """,
        List.of(gateway.origin(), campaign.toString(), credentials));
  }
}
