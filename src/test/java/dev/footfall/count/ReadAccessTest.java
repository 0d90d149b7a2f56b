package dev.footfall.count;

import dev.footfall.testsupport.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A read that is refused gets a problem, which no cache stores. */
@QuarkusTest
class ReadAccessTest extends ServiceTest {
  @ParameterizedTest
  @CsvSource({
    "nobody, 401, Unauthorized,, /v1/counts?campaign_id=",
    "nobody, 401, Unauthorized,, /v1/counts",
    "nobody, 401, Unauthorized,, /v1/events?campaign_id=",
    "nobody, 401, Unauthorized,, /v1/campaigns",
    "nobody, 401, Unauthorized,, /v1/sessions/0199aabb-0000-7000-8000-000000000001/events",
    "nobody, 401, Unauthorized,, /v1/lag?campaign_id=",
    "11111111-1111-4111-8111-111111111111, 403, Forbidden,, /v1/counts?campaign_id=",
    "11111111-1111-4111-8111-111111111111, 403, Forbidden,, /v1/events?campaign_id=",
    "11111111-1111-4111-8111-111111111111, 403, Forbidden,, /v1/lag?campaign_id=",
    "page_view, 403, Forbidden,, /v1/counts?campaign_id=",
    "*, 400, Bad Request, campaign_id, /v1/counts",
    "*, 400, Bad Request, campaign_id, /v1/counts?campaign_id=7",
    "*, 400, Bad Request, campaign_id, /v1/counts?from=2026-05-04",
    "*, 400, Bad Request, nothing, /v1/counts?nothing=1",
  })
  void aRefusedReadIsAProblemThatIsNotStored(
      String claim, int status, String title, String field, String route) {
    getAs(claim, route.endsWith("=") ? route + campaign : route)
        .isProblem(status, field)
        .shows("/title", title)
        .has("Cache-Control", "no-store", "WWW-Authenticate", status == 401 ? "Bearer" : null);
  }
}
