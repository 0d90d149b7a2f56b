package dev.footfall.access;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.footfall.testsupport.Http;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No cache stores what was read, nor that it was refused; pages and scripts may be stored. */
@QuarkusTest
class NoStoreTest {
  private static final String ID = "0199aabb-0000-7000-8000-000000000001";

  @ParameterizedTest
  @CsvSource({
    "*, /v1/counts?campaign_id=" + ID + ", 200",
    "*, /v1/lag?campaign_id=" + ID + ", 200",
    "*, /v1/campaigns, 200",
    "*, /v1/events?campaign_id=" + ID + ", 200",
    "*, /v1/sessions/" + ID + "/events, 200",
    "*, /v1/counts, 400",
    "0199aabb-0000-7000-8000-000000000002, /v1/counts?campaign_id=" + ID + ", 403",
    "nobody, /v1/counts?campaign_id=" + ID + ", 401",
    "*, /v1/nothing, 404",
  })
  void aReadIsNotStored(String campaigns, String path, int status) {
    Http.getAs(campaigns, path).then().statusCode(status).header("Cache-Control", is("no-store"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/footfall.js"})
  void aPageMayBeStored(String path) {
    Http.get(path).then().statusCode(200).header("Cache-Control", not(containsString("no-store")));
  }

  @Test
  void aWriteSaysNothing() {
    Http.post("[]").then().header("Cache-Control", nullValue());
  }
}
