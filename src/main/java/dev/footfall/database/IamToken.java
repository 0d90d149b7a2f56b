package dev.footfall.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footfall.aws.Credentials;
import dev.footfall.aws.Signature;
import java.net.URLEncoder;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Creates tokens for RDS IAM authentication: URLs signed with the function's credentials, computed
 * locally. A token is valid for 15 minutes, so each connection gets a new one. Never log one.
 */
final class IamToken implements Supplier<String> {
  private static final String SERVICE = "rds-db";
  private static final int SECONDS = 900; // RDS' maximum

  private final Credentials credentials;
  private final String address;
  private final String username;
  private final Clock clock;

  /**
   * @param environment the function's environment, with its region and credentials
   */
  IamToken(Map<String, String> environment, String host, int port, String username, Clock clock) {
    this.credentials = Credentials.of(environment);
    this.address = host + ":" + port;
    this.username = username;
    this.clock = clock;
  }

  @Override
  public String get() {
    Signature signature = new Signature(credentials, SERVICE, clock);
    String query = query(signature);
    String request =
        String.join("\n", "GET", "/", query, "host:" + address, "", "host", Signature.hash(""));
    return address + "/?" + query + "&X-Amz-Signature=" + signature.of(request);
  }

  /** The parameters sorted by name, as signing requires. */
  private String query(Signature signature) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("Action", "connect");
    parameters.put("DBUser", username);
    parameters.put("X-Amz-Algorithm", Signature.ALGORITHM);
    parameters.put("X-Amz-Credential", signature.credential());
    parameters.put("X-Amz-Date", signature.time());
    parameters.put("X-Amz-Expires", "" + SECONDS);
    parameters.put("X-Amz-SignedHeaders", "host");
    credentials
        .sessionToken()
        .ifPresent(session -> parameters.put("X-Amz-Security-Token", session));
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** RFC 3986 percent-encoding; Java's URLEncoder does form encoding. */
  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
