package dev.footfall.testsupport;

import static io.restassured.RestAssured.given;

import dev.footfall.access.TestIdentity;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests over plain HTTP, by a caller who may read every campaign unless a test says which. */
public final class Http {
  private Http() {}

  /** Sends a GET; each name of a query parameter is followed by its value. */
  public static Response get(String path, Object... parameters) {
    return get(given(), path, parameters);
  }

  public static Response getAs(Object campaigns, String path, Object... parameters) {
    return get(given().header(TestIdentity.HEADER, campaigns), path, parameters);
  }

  private static Response get(RequestSpecification request, String path, Object... parameters) {
    for (int i = 0; i < parameters.length; i += 2) {
      request.queryParam(parameters[i].toString(), parameters[i + 1].toString());
    }
    return request.get(path);
  }

  /** Sends a request without a body, with names and values of headers; decodes no response. */
  public static Answer raw(String method, String path, String... headers) {
    DecoderConfig raw = DecoderConfig.decoderConfig().noContentDecoders();
    RequestSpecification request =
        given().config(RestAssured.config().decoderConfig(raw)).urlEncodingEnabled(false);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return Answer.of(request.request(method, path));
  }

  /**
   * Sends a request over a socket: no HTTP client would send an odd method or URL as it is.
   *
   * @param head the request line and headers beside those of the connection
   * @return all that came back, one character for each byte
   */
  public static String overSocket(int port, String head, byte[] body) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      String length = head.startsWith("GET") ? "" : "\r\nContent-Length: " + body.length;
      String rest = "\r\nHost: localhost\r\nConnection: close" + length + "\r\n\r\n";
      socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Posts one event, or an array of them, as JSON. */
  public static Response post(Object events) {
    return given().contentType("application/json").body(events.toString()).post("/v1/events");
  }
}
