package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

class SettingsTest {
  /** The page with the table of settings. */
  private static final Path DOCUMENTATION = Path.of("../docs/deploy-aws.md");

  @Test
  void invalidSettingsAreRejectedWithTheReason() {
    assertRejected("stage must be dev or prod", Map.of("stage", "test"));
    assertRejected("queue must be never, outage or always", Map.of("queue", "on"));
    assertRejected("unknown settings: [alarm-mail]", Map.of("alarm-mail", "a@example.com"));
    assertRejected("production requires alarm-email", Map.of("stage", "prod"));
    assertRejected("budget requires alarm-email", Map.of("budget", "5"));
    assertRejected("budget must be a whole number", Map.of("budget", "5 dollars"));
    assertRejected("issuer must be an https URL", Map.of("issuer", "http://x"));
    assertRejected("zone-id is required; set it in", Map.of("domain", "a.example.com"));
    assertRejected("edge-origin must be a host name", Map.of("edge-origin", "https://a/"));
    assertRejected("operator-access must be on or off", Map.of("operator-access", "yes"));
    assertRejected(
        "exclude each other", Map.of("restore-snapshot", "a", "restore-resource", "db-A"));
    assertRejected("restore-time requires", Map.of("restore-time", "2026-11-28T12:00:00Z"));
    assertRejected("replica-source requires replica-region", Map.of("replica-source", "arn:x"));
  }

  @Test
  void aRequiredSettingThatIsEmptyIsMissing() {
    assertRejected("client-id is required; set it in", Map.of("client-id", " "));
  }

  @Test
  void aPackageThatLambdaCannotStartIsRejected() throws IOException {
    assertRejected("none.zip is missing", Map.of("function-zip", "none.zip"));
    for (Path zip : Set.of(Zips.jvm(), Zips.script(), Zips.text())) {
      assertRejected(
          zip + " has no native bootstrap; build it with", Map.of("function-zip", zip.toString()));
    }
    assertRejected("is not for arm64", Map.of("function-zip", Zips.x86().toString()));
  }

  @Test
  void zonesThatTheRegionDoesNotHaveAreRejected() {
    Map<String, String> prod =
        Map.of("stage", "prod", "alarm-email", "a@example.com", "region", "us-west-1");

    assertRejected("us-west-1 has 2 zones, and prod wants 3", prod);
    assertRejected("zones must be at least 2", Map.of("zones", "eu-central-1a"));
    assertRejected("of eu-central-1", Map.of("zones", "eu-central-1a,eu-west-1b"));
  }

  @Test
  void anAccountThatCannotReserveIsEitherSmallEnoughOrRejected() {
    assertTrue(Reservation.of(Optional.of(122), Stage.DEV, QueueMode.NEVER).possible());
    assertFalse(Reservation.of(Optional.of(10), Stage.DEV, QueueMode.ALWAYS).possible());
    assertRejected("ask AWS for 122", Map.of("account-concurrency", "121"));
    assertRejected("ask AWS for 124", Map.of("account-concurrency", "123", "queue", "always"));
  }

  private static void assertRejected(String reason, Map<String, String> settings) {
    IllegalArgumentException rejection =
        assertThrows(IllegalArgumentException.class, () -> new Synthesis(settings));
    assertTrue(rejection.getMessage().contains(reason), rejection.getMessage());
    assertEquals(1, rejection.getMessage().lines().count());
  }

  @Test
  void noStageIsDeployedByMistake() {
    App app = new App(AppProps.builder().outdir("target/no-stage").build());

    assertThrows(IllegalArgumentException.class, () -> FootfallApp.build(app));
  }

  @Test
  void everyStageHasAFileWithEverySetting() {
    Set<String> settings =
        Arrays.stream(Key.values()).map(Key::toString).collect(Collectors.toSet());
    for (Stage stage : Set.of(Stage.DEV, Stage.PROD)) {
      SettingsFile file = SettingsFile.read(Path.of("stages", stage.name() + ".properties"));

      assertEquals(settings, file.values().stringPropertyNames());
      assertTrue(file.optional(Key.REGION).isPresent());
    }
  }

  @Test
  void everySettingIsDocumented() throws IOException {
    String page = Files.readString(DOCUMENTATION);
    for (Key key : Key.values()) {
      assertTrue(page.contains("`" + key + "`"), key.toString());
    }
  }
}
