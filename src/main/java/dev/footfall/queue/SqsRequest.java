package dev.footfall.queue;

import dev.footfall.aws.Credentials;
import dev.footfall.aws.Signature;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/**
 * The signed headers of a request to SQS, whose protocol is <a
 * href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html">AWS JSON 1.0</a>.
 */
final class SqsRequest {
  private static final String SERVICE = "sqs";

  private SqsRequest() {}

  /**
   * @param action as {@code SendMessage}
   * @return the headers in lower case
   */
  static Map<String, String> headers(
      Credentials credentials, URI queue, String action, String body, Clock clock) {
    Signature signature = new Signature(credentials, SERVICE, clock);
    Map<String, String> headers = new TreeMap<>();
    headers.put("content-type", "application/x-amz-json-1.0");
    headers.put("host", queue.getRawAuthority());
    headers.put("x-amz-content-sha256", Signature.hash(body));
    headers.put("x-amz-date", signature.time());
    headers.put("x-amz-target", "AmazonSQS." + action);
    credentials.sessionToken().ifPresent(token -> headers.put("x-amz-security-token", token));
    String names = String.join(";", headers.keySet());
    String authorization =
        "%s Credential=%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                Signature.ALGORITHM,
                signature.credential(),
                names,
                signature.of(canonical(headers, names)));
    headers.put("authorization", authorization);
    return headers;
  }

  private static String canonical(Map<String, String> headers, String names) {
    StringBuilder request = new StringBuilder("POST\n/\n\n");
    headers.forEach((name, value) -> request.append(name).append(':').append(value).append('\n'));
    return request
        .append('\n')
        .append(names)
        .append('\n')
        .append(headers.get("x-amz-content-sha256"))
        .toString();
  }
}
