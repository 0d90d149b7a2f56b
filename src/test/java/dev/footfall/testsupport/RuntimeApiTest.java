package dev.footfall.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A test cannot send a function what Lambda would not: an event while another is in flight. */
class RuntimeApiTest {
  private final HttpClient function = HttpClient.newHttpClient();
  private RuntimeApi api;

  @BeforeEach
  void start() throws Exception {
    api = RuntimeApi.start();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aSecondEventIsRefusedUntilTheFirstHasAnAnswer() throws Exception {
    Future<String> first = api.invoke("1");

    assertThrows(IllegalStateException.class, () -> api.invoke("2"));
    answerNext();
    assertEquals("answer to 1", first.get(10, TimeUnit.SECONDS));
    Future<String> third = api.invoke("3");
    answerNext();

    assertEquals("answer to 3", third.get(10, TimeUnit.SECONDS));
  }

  private void answerNext() throws Exception {
    HttpResponse<String> event =
        function.send(HttpRequest.newBuilder(uri("next")).build(), BodyHandlers.ofString());
    String id = event.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
    function.send(
        HttpRequest.newBuilder(uri(id + "/response"))
            .POST(BodyPublishers.ofString("answer to " + event.body()))
            .build(),
        BodyHandlers.discarding());
  }

  private URI uri(String path) {
    return URI.create("http://" + api.address() + "/2018-06-01/runtime/invocation/" + path);
  }
}
