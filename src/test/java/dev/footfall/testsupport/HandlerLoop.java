package dev.footfall.testsupport;

import io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Lambda's Java runtime in a test: asks for one event at a time and calls the packaged handler. */
public final class HandlerLoop {
  private static final String INVOCATION =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";

  private final QuarkusStreamHandler handler = new QuarkusStreamHandler();
  private final HttpClient client = HttpClient.newHttpClient();

  private HandlerLoop() {}

  public static void main(String[] arguments) {
    try {
      HandlerLoop loop = new HandlerLoop();
      while (true) {
        loop.handleNext();
      }
    } catch (Exception e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private void handleNext() throws Exception {
    HttpResponse<byte[]> event =
        client.send(
            HttpRequest.newBuilder(URI.create(INVOCATION + "next")).build(),
            BodyHandlers.ofByteArray());
    String id = event.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event.body()), answer, null);
      send(id + "/response", answer.toByteArray());
    } catch (RuntimeException e) {
      send(
          id + "/error",
          Json.bytes(Map.of("errorType", e.getClass().getName(), "errorMessage", "" + e)));
    }
  }

  private void send(String path, byte[] body) throws Exception {
    client.send(
        HttpRequest.newBuilder(URI.create(INVOCATION + path))
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.discarding());
  }
}
