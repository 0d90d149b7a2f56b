package dev.footfall.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Sends requests through API Gateway's event, so that a test decides every byte of them. */
public final class Gateway {
  public static final String JSON = "application/json";
  public static final String NDJSON = "application/x-ndjson";
  public static final String TEXT = "text/plain;charset=UTF-8";

  private Gateway() {}

  /** Posts events as JSON. */
  public static Answer post(Object body) {
    return post(JSON, body);
  }

  /** Posts events of this content type. */
  public static Answer post(String type, Object body) {
    return post(type, body.toString().getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /** Posts these bytes with further headers. */
  public static Answer post(String type, byte[] body, Map<String, String> headers) {
    return ApiGatewayEvent.post(type).headers(headers).body(body).send();
  }

  /** Posts a body that is compressed already. */
  public static Answer postGzip(String type, byte[] gzip) {
    return post(type, gzip, Map.of("content-encoding", "gzip"));
  }

  /** Asks for the pixel with this query, byte for byte. */
  public static Answer pixel(String query) {
    return ApiGatewayEvent.of("GET", "/v1/pixel.gif?" + query).send();
  }

  /** Compresses. */
  public static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
