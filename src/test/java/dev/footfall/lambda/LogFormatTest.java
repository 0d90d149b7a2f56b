package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.testsupport.CapturedLog;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** In production the log is read by machines. */
@QuarkusTest
@TestProfile(InProduction.class)
class LogFormatTest {
  @AutoClose private final CapturedLog log = CapturedLog.ofTheConsole();

  @Test
  void aLineOfTheLogIsOneJsonObjectWhateverIsLogged() throws Exception {
    Logger.getLogger(LogFormatTest.class).warn("two\nlines \"quoted\"", new Exception("a\nb"));

    assertEquals(1, log.lines().size());
    assertEquals(1, log.lines().get(0).lines().count());
    JsonNode line = new ObjectMapper().readTree(log.lines().get(0));
    assertEquals("WARN", line.path("level").asText());
    assertEquals("two\nlines \"quoted\"", line.path("message").asText());
    assertEquals(LogFormatTest.class.getName(), line.path("loggerName").asText());
    assertTrue(line.has("timestamp"), "a timestamp");
  }
}
