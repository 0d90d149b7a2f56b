package dev.footfall.access;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No cache stores the response to a read; pages and scripts may be stored. */
@QuarkusTest
class NoStoreTest extends ServiceTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/counts?campaign_id=ID, 200", "/v1/lag?campaign_id=ID, 200",
    "/v1/events?campaign_id=ID, 200", "/v1/sessions/ID/events, 200",
    "/v1/campaigns, 200", "/v1/nothing, 404",
  })
  void aReadIsNotStored(String path, int status) {
    get(path.replace("ID", campaign.toString())).is(status).has("Cache-Control", "no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/footfall.js"})
  void aPageMayBeStored(String path) {
    assertFalse(get(path).is(200).header("Cache-Control").contains("no-store"));
  }

  @Test
  void aWriteHasNoCacheControl() {
    Answer.of(Http.post("[]")).has("Cache-Control", null);
  }
}
