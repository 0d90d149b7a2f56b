package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.CapturedLog;
import dev.footfall.testsupport.Json;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.StandardOutput;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither the log, in JSON as in production, nor the metrics hold any data of a visitor. */
@QuarkusTest
@TestProfile(InvocationMetricsTest.InProduction.class)
class PrivacyOfLogsTest extends ServiceTest {
  private static final String FORWARDED_FOR = "198.51.100.23";
  private static final String USER_AGENT = "Netscape/4.77-visitor";
  private static final String MAIL = "jane.doe@example.org";
  private static final UUID SESSION = UUID.fromString("6c9c0ce8-4d1c-4f1b-a3e0-5a3b5a2a7f10");
  private static final String SOURCE_IP = "203.0.113.77";
  private static final List<String> VISITORS =
      List.of(FORWARDED_FOR, SOURCE_IP, USER_AGENT, MAIL, "jane.doe", SESSION.toString());
  private static final TestEvent VALID =
      TestEvent.of(SESSION)
          .with("session_id", SESSION)
          .without("id")
          .raw("metadata", "{\"mail\":\"" + MAIL + "\"}");

  @AutoClose private final StandardOutput output = new StandardOutput();
  @AutoClose private final CapturedLog log = CapturedLog.ofTheConsole();

  private static ApiGatewayEvent visit(String method, String pathAndQuery) {
    return ApiGatewayEvent.of(method, pathAndQuery)
        .header("content-type", "application/json")
        .header("x-forwarded-for", FORWARDED_FOR)
        .header("user-agent", USER_AGENT)
        .header("cookie", MAIL)
        .client(SOURCE_IP, USER_AGENT);
  }

  private static Answer visitAndPost(Object body) {
    return visit("POST", "/v1/events").body(body.toString()).send();
  }

  private void assertNothingOfTheVisitors() {
    assertEquals(1, output.metrics().size(), "lines of metrics");
    assertEquals(
        List.of(),
        Stream.concat(output.lines().stream(), log.lines().stream())
            .filter(line -> VISITORS.stream().anyMatch(line::contains))
            .toList());
  }

  @Test
  void aStoredEventLeavesNothing() {
    visitAndPost(VALID).is(201);
    assertNothingOfTheVisitors();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"session_id\":\"jane.doe@example.org\"}",
        "{\"jane.doe@example.org\":1}",
        "{\"metadata\":{\"a\":\"jane.doe@example.org\\u0000\"}}",
        "{\"event_type\":\"jane.doe@example.org",
        "jane.doe@example.org",
        "[{},\"6c9c0ce8-4d1c-4f1b-a3e0-5a3b5a2a7f10\"]",
      })
  void malformedInputLeavesNothing(String body) {
    int status = visitAndPost(body).status();
    assertTrue(status == 400 || status == 422, "status " + status);
    assertNothingOfTheVisitors();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/jane.doe@example.org",
        "/jane.doe \u00e4{",
        "//jane.doe/%zz",
        "/v1/sessions/6c9c0ce8-4d1c-4f1b-a3e0-5a3b5a2a7f10/events",
        "/v1/pixel.gif?campaign_id=jane.doe&metadata.mail=jane.doe@example.org&{=%",
      })
  void aUrlOfAnyFormLeavesNothing(String url) {
    int status = visit("GET", url + "?mail=" + MAIL).send().status();
    assertTrue(status < 500, "status " + status);
    assertNothingOfTheVisitors();
  }

  @Test
  void anUnavailableDatabaseIsLoggedWithoutTheVisitor() throws Exception {
    owner.whileInsertsWait(() -> visitAndPost(VALID).is(503));
    assertFalse(log.lines().isEmpty(), "the outage is logged");
    assertNothingOfTheVisitors();
  }

  @Test
  void aLineOfTheLogIsOneJsonObjectWhateverIsLogged() {
    Logger.getLogger("a.logger").warn("two\nlines \"quoted\"", new Exception("a\nb"));

    assertEquals(1, log.lines().size());
    assertEquals(1, log.lines().get(0).lines().count());
    JsonNode line = Json.read(log.text());
    assertEquals("WARN", line.path("level").asText());
    assertEquals("two\nlines \"quoted\"", line.path("message").asText());
    assertEquals("a.logger", line.path("loggerName").asText());
    assertTrue(line.has("timestamp"), "a timestamp");
  }
}
