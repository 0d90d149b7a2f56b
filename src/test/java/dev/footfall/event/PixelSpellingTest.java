package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.wire.UuidFormat;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pixel URLs as mail tools, proxies and people leave them: the event is stored all the same. */
@QuarkusTest
class PixelSpellingTest extends ServiceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Answer get(String pathAndQuery) {
    return ApiGatewayEvent.of("GET", pathAndQuery).send();
  }

  private Answer send(String query) {
    return get("/v1/pixel.gif?" + query.replace("CAMPAIGN", campaign.toString()));
  }

  private Owner.Row stored() {
    return owner.stored(campaign).get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          unknown parameters are metadata       | campaign_id=CAMPAIGN&event_type=open&utm_source=mail&_=1777 | {"utm_source":"mail","_":"1777"}
          a prefix says the same                | campaign_id=CAMPAIGN&event_type=open&metadata.a=1           | {"a":"1"}
          a key like a field                    | campaign_id=CAMPAIGN&event_type=open&metadata.id=7          | {"id":"7"}
          ampersands that were escaped          | campaign_id=CAMPAIGN&amp;event_type=open&amp;a=1            | {"a":"1"}
          ampersands that were escaped twice    | campaign_id=CAMPAIGN&amp;amp;event_type=open&amp;amp;a=1    | {"a":"1"}
          of a repeated one the first           | campaign_id=CAMPAIGN&event_type=open&a=1&a=2&event_type=b   | {"a":"1"}
          of a repeated key the first           | campaign_id=CAMPAIGN&event_type=open&a=1&metadata.a=2       | {"a":"1"}
          a lone percent sign                   | campaign_id=CAMPAIGN&event_type=open&off=50%                | {"off":"50%"}
          a percent sign before other text      | campaign_id=CAMPAIGN&event_type=open&off=50%off             | {"off":"50%off"}
          a cut escape                          | campaign_id=CAMPAIGN&event_type=open&a=x%E2%82              | {"a":"x\ufffd"}
          Latin-1                               | campaign_id=CAMPAIGN&event_type=open&a=caf%E9               | {"a":"caf\ufffd"}
          a zero byte                           | campaign_id=CAMPAIGN&event_type=open&a=%00                  | {"a":"\ufffd"}
          no value                              | campaign_id=CAMPAIGN&event_type=open&a                      | {"a":""}
          empty pairs                           | &&campaign_id=CAMPAIGN&&event_type=open&                    | {}
          merge tags that nobody filled in      | campaign_id=CAMPAIGN&event_type=open&u={{user}}&v=*!ID!*     | {"u":"{{user}}","v":"*!ID!*"}
          bars, quotes and brackets             | campaign_id=CAMPAIGN&event_type=open&a[]=x"y'z<>            | {"a[]":"x\\"y'z<>"}
          a plus sign is a space                | campaign_id=CAMPAIGN&event_type=open&a=b+c                  | {"a":"b c"}
          a semicolon is a character            | campaign_id=CAMPAIGN&event_type=open&a=b;c                  | {"a":"b;c"}
          a question mark, again                | campaign_id=CAMPAIGN&event_type=open&a=b?c=d                | {"a":"b?c=d"}
          an id in another form                 | campaign_id={CAMPAIGN}&event_type=open                      | {}
          an undecoded mail (quoted-printable)  | campaign_id=3DCAMPAIGN&event_type=3Dopen&a=3D1=3D2         | {"a":"1=2"}
          one with small digits                 | campaign_id=3dCAMPAIGN&event_type=3dopen&a=3d               | {"a":""}
          one whose ampersands were escaped     | event_type=3Dopen&amp;campaign_id=3DCAMPAIGN&amp;a=3D1      | {"a":"1"}
          one to which a proxy added something  | campaign_id=3DCAMPAIGN&event_type=3Dopen&_=1777&u=a=b       | {"_":"1777","u":"a=b"}
          its line breaks, escaped              | campaign_id=3DCAMPAIGN=%0D%0A&event_type=3Dop=%0Aen         | {}
          what is left of its line breaks       | campaign_id==3DCAMPAIGN=&event_=type=3Dop=en&=a=3Db=        | {"a":"b"}
          a campaign id without hyphens         | campaign_id=urn:uuid:CAMPAIGN&event_type=open               | {}
          """)
  void aDamagedOrDecoratedUrlIsStored(String what, String query, String metadata) throws Exception {
    send(query.replace('!', '|')).is(201);

    Owner.Row event = stored();
    assertEquals("open", event.type(), what);
    assertEquals(JSON.readTree(metadata.replace('!', '|')), JSON.readTree(event.metadata()), what);
    assertHolds(1);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-04T10:00:00%2B02:00",
    "2026-05-04T10:00:00+02:00",
    "2026-05-04+10:00:00+02:00",
    "2026-05-04%2010:00:00%2B02:00",
    "2026-05-04T08:00:00Z",
    "1777881600000",
    "1777881600000.0",
    "3D2026-05-04T10:00:00%2B02:00",
  })
  void aTimeInAnyForm(String time) {
    send("campaign_id=CAMPAIGN&event_type=open&event_time=" + time).is(201);

    assertEquals("2026-05-04T08:00:00Z", stored().time().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "mail.opened", "a:b", "a-b_c", "open.gif"})
  void thePathAloneIsAnEvent(String type) {
    Answer answer = get("/v1/p/" + campaign + "/" + type + ".gif").is(201);

    assertEquals("image/gif", answer.type());
    assertEquals("no-store", answer.header("cache-control"));
    assertEquals("stored", answer.header("footfall-result"));
    assertEquals(type, stored().type());
    assertEquals("{}", stored().metadata());
    assertHolds(1);
  }

  /** Only what cannot be read otherwise is taken for quoted-printable. */
  @ParameterizedTest
  @CsvSource({
    "campaign_id=CAMPAIGN&event_type=3Dopen, 3Dopen, {}",
    "'campaign_id=CAMPAIGN&event_type=open&a=3Dx&b==', open, '{\"a\": \"3Dx\", \"b\": \"=\"}'",
  })
  void whatIsValidAsItStandsIsTakenAsItStands(String query, String type, String metadata) {
    send(query).is(201);

    assertEquals(type, stored().type());
    assertEquals(metadata, stored().metadata());
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "session_id"})
  void anIdOfAnUndecodedMailIsStored(String field) {
    UUID id = UuidFormat.version7(Instant.now());

    send(field + "=3D" + id + "&campaign_id=3DCAMPAIGN&event_type=3Dopen").is(201);

    String sql = "SELECT " + field + " FROM events WHERE campaign_id = ?";
    assertEquals(id.toString(), owner.value(sql, campaign));
  }

  @Test
  void whatCannotBeReadEitherWayIsRejectedAsItStands() {
    Answer answer = send("campaign_id=3D7&event_type=3Dopen").is(422);

    assertEquals("campaign_id must be a UUID", answer.header("footfall-reason"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"=", "=%0D%0A", "=%0A"})
  void aLineBreakOfAnUndecodedMailMayBeInThePath(String lineBreak) {
    String id = campaign.toString();

    get("/v1/p/" + id.substring(0, 9) + lineBreak + id.substring(9) + "/op" + lineBreak + "en.gif")
        .is(201);

    assertEquals("open", stored().type());
  }

  @Test
  void whatAToolAppendsToThePathIsPassedOver() {
    get("/v1/p/" + campaign + "/open.gif?utm_source=mail&%zz").is(201);

    assertEquals("{}", stored().metadata());
  }

  @ParameterizedTest
  @CsvSource({"x, open, campaign_id must be a UUID", "CAMPAIGN, a b, event_type must be 1 to 64"})
  void aPathThatIsNoEventIsRejectedWithTheImage(String id, String type, String reason) {
    Answer answer =
        get("/v1/p/"
                + id.replace("CAMPAIGN", "" + campaign)
                + "/"
                + type.replace(" ", "%20")
                + ".gif")
            .is(422);

    assertEquals("image/gif", answer.type());
    assertTrue(answer.header("footfall-reason").startsWith(reason), answer::toString);
  }

  @Test
  void headOfAPathRecordsNothing() {
    Answer answer = ApiGatewayEvent.of("HEAD", "/v1/p/" + campaign + "/open.gif").send().is(200);

    assertEquals("ignored", answer.header("footfall-result"));
    assertHolds(0);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Purpose, prefetch", "Sec-Purpose, prefetch;prerender", "Purpose, prefetch",
    "Purpose, Prefetch", "X-Moz, prefetch", "Sec-Purpose, prefetch;anonymous-client-ip",
  })
  void whatABrowserLoadsInAdvanceIsIgnored(String name, String value) {
    Answer answer =
        ApiGatewayEvent.of("GET", "/v1/p/" + campaign + "/open.gif").header(name, value).send();

    answer.is(200);
    assertEquals("ignored", answer.header("footfall-result"));
    assertEquals("the browser loads the page in advance", answer.header("footfall-reason"));
    assertHolds(0);
  }

  @ParameterizedTest
  @CsvSource({"Purpose, preview", "Sec-Purpose, navigation", "X-Moz, ''", "Sec-GPC, 0"})
  void otherPurposesAreCounted(String name, String value) {
    ApiGatewayEvent.of("GET", "/v1/p/" + campaign + "/open.gif").header(name, value).send().is(201);

    assertNull(
        ApiGatewayEvent.of("GET", "/v1/p/" + campaign + "/open.gif")
            .send()
            .header("footfall-reason"));
    assertHolds(2);
  }
}
