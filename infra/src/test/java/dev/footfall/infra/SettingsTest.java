package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  /** The page with the table of settings. */
  private static final Path DOCUMENTATION = Path.of("../docs/deploy-aws.md");

  @Test
  void invalidSettingsAreRejectedWithTheReason() {
    assertRejected("stage must be dev or prod", Map.of("stage", "test"));
    assertRejected("queue must be never, outage or always", Map.of("queue", "on"));
    assertRejected("budget requires alarm-email", Map.of("budget", "5"));
    assertRejected("issuer must be an https URL", Map.of("issuer", "http://x"));
    assertRejected("none.zip is missing", Map.of("function-zip", "none.zip"));
    assertRejected("zone-id is required", Map.of("domain", "a.example.com"));
    assertRejected("replica-source requires replica-region", Map.of("replica-source", "arn:x"));
  }

  private static void assertRejected(String reason, Map<String, String> settings) {
    IllegalArgumentException rejection =
        assertThrows(IllegalArgumentException.class, () -> new Synthesis(settings));
    assertTrue(rejection.getMessage().contains(reason), rejection.getMessage());
  }

  @Test
  void everySettingIsDocumented() throws IOException {
    String page = Files.readString(DOCUMENTATION);
    for (Key key : Key.values()) {
      assertTrue(page.contains("`" + key + "`"), key.toString());
    }
  }
}
