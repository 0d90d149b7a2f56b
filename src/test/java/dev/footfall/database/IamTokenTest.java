package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

/** The token equals the one that AWS's own SDK makes in the same second. */
class IamTokenTest {
  private static final Pattern DATE = Pattern.compile("X-Amz-Date=(\\w+)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final ZoneId FAR_EAST = ZoneId.of("Pacific/Kiritimati");

  private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final String SESSION =
      "IQoJb3JpZ2luX2VjEB4aCWV1+/8w==~*$ &%41" + "x/+=".repeat(300);

  @ParameterizedTest
  @CsvSource({
    "footfall.proxy-c0ffee.eu-central-1.rds.amazonaws.com, 5432, footfall_collector, eu-central-1,",
    "db.c0ffee.us-gov-west-1.rds.amazonaws.com, 6543, collector, us-gov-west-1,",
    "10.0.0.7, 5432, a b+c*d~e@f/g%h=i&ü, ap-southeast-2,",
    "proxy.example.com, 5432, footfall_collector, eu-west-1, of a session",
    "db.example.com, 5432, footfall_collector, eu-west-1, of a session",
  })
  void theTokenIsThatOfTheSdk(
      String host, int port, String user, String region, String credentials) {
    Map<String, String> environment = environment(region);
    AwsCredentials signer = AwsBasicCredentials.create(KEY, SECRET);
    if (credentials != null) {
      signer = AwsSessionCredentials.create(KEY, SECRET, SESSION);
      environment.put("AWS_SESSION_TOKEN", SESSION);
    }
    String expected = sdk(signer, host, port, user, region);

    Clock clock = Clock.fixed(time(expected), FAR_EAST);
    String actual = new IamToken(environment, host, port, user, clock).get();

    assertEquals(parts(expected), parts(actual));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"})
  void withoutRegionOrCredentialsThereIsNoToken(String missing) {
    Map<String, String> environment = environment("eu-west-1");
    environment.remove(missing);

    Exception refusal = assertThrows(IllegalStateException.class, () -> ours(environment));

    assertEquals("signing for AWS needs the variable " + missing, refusal.getMessage());
  }

  @Test
  void itsTextHoldsNeitherTokenNorSecret() {
    String text = ours(environment("eu-west-1")).toString();
    assertFalse(text.contains(SECRET) || text.contains("X-Amz") || text.contains(KEY), text);
  }

  private static String sdk(
      AwsCredentials credentials, String host, int port, String user, String region) {
    return RdsUtilities.builder()
        .region(Region.of(region))
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build()
        .generateAuthenticationToken(token -> token.hostname(host).port(port).username(user));
  }

  /** The SDK takes no clock, but its token tells the time that it signed. */
  private static Instant time(String token) {
    Matcher date = DATE.matcher(token);
    date.find();
    return TIME.parse(date.group(1), Instant::from);
  }

  private static IamToken ours(Map<String, String> environment) {
    return new IamToken(environment, "db", 5432, "collector", Clock.systemUTC());
  }

  private static Map<String, String> environment(String region) {
    return new HashMap<>(
        Map.of("AWS_REGION", region, "AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", SECRET));
  }

  /** Address and parameters; the order of the parameters means nothing. */
  private static Set<String> parts(String token) {
    return Set.of(token.split("[?&]"));
  }
}
