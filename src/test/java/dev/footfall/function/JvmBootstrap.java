package dev.footfall.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** What AWS's managed Java runtime does for the JVM build: brings events to its handler. */
public final class JvmBootstrap {
  private static final String BASE =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";

  private JvmBootstrap() {}

  public static void main(String[] args) throws Exception {
    RequestStreamHandler handler = new QuarkusStreamHandler();
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    while (true) {
      HttpResponse<byte[]> event =
          http.send(
              HttpRequest.newBuilder(URI.create(BASE + "next")).build(),
              BodyHandlers.ofByteArray());
      String id = event.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      String outcome = handle(handler, event.body(), answer) ? "/response" : "/error";
      http.send(
          HttpRequest.newBuilder(URI.create(BASE + id + outcome))
              .POST(BodyPublishers.ofByteArray(answer.toByteArray()))
              .build(),
          BodyHandlers.discarding());
    }
  }

  private static boolean handle(
      RequestStreamHandler handler, byte[] event, ByteArrayOutputStream answer) throws IOException {
    try {
      handler.handleRequest(new ByteArrayInputStream(event), answer, context());
      return true;
    } catch (IOException | RuntimeException e) {
      answer.write(("{\"errorType\":\"" + e.getClass().getName() + "\"}").getBytes());
      return false;
    }
  }

  /** Nothing reads it. */
  private static Context context() {
    InvocationHandler none = (proxy, method, arguments) -> null;
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(), new Class<?>[] {Context.class}, none);
  }
}
