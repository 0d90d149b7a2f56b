package dev.footfall.function;

import io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Stands in for Lambda's Java runtime: asks for events and calls the packaged handler. */
public final class HandlerLoop {
  /** More at once than the pool has connections. */
  private static final int AT_ONCE = 6;

  private static final String INVOCATION =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";

  private HandlerLoop() {}

  public static void main(String[] arguments) {
    QuarkusStreamHandler handler = new QuarkusStreamHandler();
    for (int i = 0; i < AT_ONCE; i++) {
      new Thread(() -> run(handler)).start();
    }
  }

  private static void run(QuarkusStreamHandler handler) {
    HttpClient client = HttpClient.newHttpClient();
    try {
      while (true) {
        HttpResponse<byte[]> event =
            client.send(
                HttpRequest.newBuilder(URI.create(INVOCATION + "next")).build(),
                BodyHandlers.ofByteArray());
        String id = event.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.body()), answer, null);
        client.send(
            HttpRequest.newBuilder(URI.create(INVOCATION + id + "/response"))
                .POST(BodyPublishers.ofByteArray(answer.toByteArray()))
                .build(),
            BodyHandlers.discarding());
      }
    } catch (Exception e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }
}
