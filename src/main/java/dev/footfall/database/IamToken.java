package dev.footfall.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Creates tokens for RDS IAM authentication: URLs signed with the function's credentials (AWS
 * Signature Version 4), computed locally. A token is valid for 15 minutes, so each connection gets
 * a new one. Never log one.
 */
final class IamToken implements Supplier<String> {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String SERVICE = "rds-db";
  private static final int SECONDS = 900; // RDS' maximum
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

  private final Map<String, String> environment;
  private final String address;
  private final String username;
  private final Clock clock;

  /**
   * @param environment the function's environment, with its region and credentials
   */
  IamToken(Map<String, String> environment, String host, int port, String username, Clock clock) {
    this.environment = environment;
    this.address = host + ":" + port;
    this.username = username;
    this.clock = clock;
    required("AWS_REGION");
    required("AWS_ACCESS_KEY_ID");
    required("AWS_SECRET_ACCESS_KEY");
  }

  @Override
  public String get() {
    String time = ZonedDateTime.now(clock.withZone(ZoneOffset.UTC)).format(TIME);
    String day = time.substring(0, 8);
    String scope = String.join("/", day, required("AWS_REGION"), SERVICE, "aws4_request");
    String query = query(time, scope);
    String request =
        String.join("\n", "GET", "/", query, "host:" + address, "", "host", hex(sha256("")));
    String toSign = String.join("\n", ALGORITHM, time, scope, hex(sha256(request)));
    return address + "/?" + query + "&X-Amz-Signature=" + hex(hmac(key(day), toSign));
  }

  /** The parameters sorted by name, as signing requires. */
  private String query(String time, String scope) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("Action", "connect");
    parameters.put("DBUser", username);
    parameters.put("X-Amz-Algorithm", ALGORITHM);
    parameters.put("X-Amz-Credential", required("AWS_ACCESS_KEY_ID") + "/" + scope);
    parameters.put("X-Amz-Date", time);
    parameters.put("X-Amz-Expires", "" + SECONDS);
    parameters.put("X-Amz-SignedHeaders", "host");
    String session = environment.getOrDefault("AWS_SESSION_TOKEN", "");
    if (!session.isEmpty()) {
      parameters.put("X-Amz-Security-Token", session);
    }
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
        .collect(Collectors.joining("&"));
  }

  private byte[] key(String day) {
    byte[] ofTheDay = hmac(("AWS4" + required("AWS_SECRET_ACCESS_KEY")).getBytes(UTF_8), day);
    byte[] ofTheRegion = hmac(ofTheDay, required("AWS_REGION"));
    return hmac(hmac(ofTheRegion, SERVICE), "aws4_request");
  }

  private String required(String variable) {
    String value = environment.getOrDefault(variable, "");
    if (value.isEmpty()) {
      throw new IllegalStateException("authentication by IAM needs the variable " + variable);
    }
    return value;
  }

  /** RFC 3986 percent-encoding; Java's URLEncoder does form encoding. */
  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
