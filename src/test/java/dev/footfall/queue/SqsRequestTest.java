package dev.footfall.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.footfall.aws.Credentials;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** The signature equals the one that AWS's own SDK makes in the same second. */
class SqsRequestTest {
  private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-12-31T23:59:59Z"), ZoneOffset.ofHours(14));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "https://sqs.eu-central-1.amazonaws.com/123456789012/events, SendMessage, {}, of a session/+=",
        "https://sqs.eu-central-1.amazonaws.com/123456789012/events, SendMessage, {\"ü\":\"\u20ac\"},",
        "https://vpce-1.sqs.us-gov-west-1.vpce.amazonaws.com/1/e, ChangeMessageVisibility, {\"a\":1}, s",
        "http://127.0.0.1:9324/000000000000/events, SendMessage, {}, s",
      })
  void theSignatureIsThatOfTheSdk(URI queue, String action, String body, String session) {
    Optional<String> token = Optional.ofNullable(session);
    Credentials credentials = new Credentials("eu-central-1", KEY, SECRET, token);

    Map<String, String> headers = SqsRequest.headers(credentials, queue, action, body, CLOCK);

    assertEquals(sdk(queue, action, body, token), headers.get("authorization"));
    assertEquals("20261231T235959Z", headers.get("x-amz-date"));
    assertEquals(session, headers.get("x-amz-security-token"));
  }

  @Test
  void credentialsDoNotShowTheirSecrets() {
    String text = new Credentials("eu-central-1", KEY, SECRET, Optional.of("a token")).toString();

    assertFalse(text.contains(SECRET), text);
    assertFalse(text.contains("token"), text);
  }

  private static String sdk(URI queue, String action, String body, Optional<String> session) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(queue.resolve("/"))
            .putHeader("content-type", "application/x-amz-json-1.0")
            .putHeader("x-amz-target", "AmazonSQS." + action)
            .build();
    AwsCredentialsIdentity identity =
        session
            .<AwsCredentialsIdentity>map(
                token -> AwsSessionCredentialsIdentity.create(KEY, SECRET, token))
            .orElseGet(() -> AwsCredentialsIdentity.create(KEY, SECRET));
    return AwsV4HttpSigner.create()
        .sign(
            signing ->
                signing
                    .identity(identity)
                    .request(request)
                    .payload(ContentStreamProvider.fromUtf8String(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sqs")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                    .putProperty(HttpSigner.SIGNING_CLOCK, CLOCK))
        .request()
        .firstMatchingHeader("Authorization")
        .orElseThrow();
  }
}
