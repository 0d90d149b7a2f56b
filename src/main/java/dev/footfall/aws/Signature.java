package dev.footfall.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests to one service in one second: AWS Signature Version 4, as <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS
 * describes it</a>.
 */
public final class Signature {
  public static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

  private final Credentials credentials;
  private final String service;
  private final String time;

  /**
   * @param service its name in a scope, as {@code sqs}
   */
  public Signature(Credentials credentials, String service, Clock clock) {
    this.credentials = credentials;
    this.service = service;
    this.time = ZonedDateTime.now(clock.withZone(ZoneOffset.UTC)).format(TIME);
  }

  /** The time of the request, as {@code 20261231T235959Z}. */
  public String time() {
    return time;
  }

  /** Who signs, and where the signature is valid. */
  public String credential() {
    return credentials.accessKeyId() + "/" + scope();
  }

  /** The signature of a canonical request, in hexadecimal. */
  public String of(String canonicalRequest) {
    String toSign = String.join("\n", ALGORITHM, time, scope(), hash(canonicalRequest));
    return hex(hmac(key(), toSign));
  }

  /** SHA-256 in hexadecimal. */
  public static String hash(String text) {
    try {
      return hex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private String day() {
    return time.substring(0, 8);
  }

  private String scope() {
    return String.join("/", day(), credentials.region(), service, "aws4_request");
  }

  private byte[] key() {
    byte[] ofTheDay = hmac(("AWS4" + credentials.secretAccessKey()).getBytes(UTF_8), day());
    byte[] ofTheRegion = hmac(ofTheDay, credentials.region());
    return hmac(hmac(ofTheRegion, service), "aws4_request");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
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
