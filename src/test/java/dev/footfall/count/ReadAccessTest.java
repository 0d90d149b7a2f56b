package dev.footfall.count;

import dev.footfall.testsupport.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A caller who may not read gets a problem instead of an answer, whatever the parameters. */
@QuarkusTest
class ReadAccessTest extends ServiceTest {

  @ParameterizedTest
  @CsvSource({
    "nobody, 401, /v1/counts?campaign_id=",
    "nobody, 401, /v1/counts",
    "nobody, 401, /v1/events?campaign_id=",
    "nobody, 401, /v1/campaigns",
    "nobody, 401, /v1/sessions/0199aabb-0000-7000-8000-000000000001/events",
    "nobody, 401, /v1/lag?campaign_id=",
    "11111111-1111-4111-8111-111111111111, 403, /v1/counts?campaign_id=",
    "11111111-1111-4111-8111-111111111111, 403, /v1/events?campaign_id=",
    "11111111-1111-4111-8111-111111111111, 403, /v1/lag?campaign_id=",
    "page_view, 403, /v1/counts?campaign_id=",
  })
  void aCallerWhoMayNotReadIsRefused(String claim, int status, String route) {
    getAs(claim, route.endsWith("=") ? route + campaign : route)
        .isProblem(status, null)
        .has("WWW-Authenticate", status == 401 ? "Bearer" : null);
  }
}
