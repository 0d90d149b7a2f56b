package dev.footfall.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/** Tests the running service with a campaign of its own; writes through API Gateway's event. */
public abstract class ServiceTest {
  public static final String JSON = "application/json";
  public static final String NDJSON = "application/x-ndjson";
  public static final String TEXT = "text/plain;charset=UTF-8";

  protected final UUID campaign = UUID.randomUUID();
  @Inject protected Owner owner;

  protected TestEvent event() {
    return TestEvent.of(campaign);
  }

  protected void assertHolds(long events) {
    owner.assertHolds(campaign, events);
  }

  /** Stores events of which two thirds are folded; the others come late, to folded times. */
  protected void storeAndFold(List<TestEvent> events) {
    int folded = events.size() * 2 / 3;
    TestEvent.store(events.subList(0, folded));
    owner.execute("SELECT fold_event_counts(1000000)");
    TestEvent.store(events.subList(folded, events.size()));
  }

  public static Answer post(Object body) {
    return post(JSON, body);
  }

  /** Posts bytes as they are, or anything else as its text, with names and values of headers. */
  public static Answer post(String type, Object body, String... headers) {
    byte[] bytes = body instanceof byte[] raw ? raw : body.toString().getBytes(UTF_8);
    ApiGatewayEvent event = ApiGatewayEvent.post(type).body(bytes);
    for (int i = 0; i < headers.length; i += 2) {
      event.header(headers[i], headers[i + 1]);
    }
    return event.send();
  }

  /** Posts a body that is compressed already. */
  public static Answer postGzip(String type, byte[] gzip) {
    return post(type, gzip, "content-encoding", "gzip");
  }

  /** Reads over HTTP as a caller who may see every campaign; parameters as in {@link Http#get}. */
  public static Answer get(String path, Object... parameters) {
    return Answer.of(Http.get(path, parameters));
  }

  public static Answer getAs(Object campaigns, String path, Object... parameters) {
    return Answer.of(Http.getAs(campaigns, path, parameters));
  }

  /** Asks for the pixel with this query, byte for byte. */
  public static Answer pixel(String query) {
    return ApiGatewayEvent.of("GET", "/v1/pixel.gif?" + query).send();
  }

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
