package dev.footfall.testsupport;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packaged function of either build is started and timed, and gets one event at a time. */
class FunctionProcessTest {
  private static final Duration MOST = Duration.ofSeconds(30);

  /** Answers each event with the event, over one connection. */
  private static final String ECHO =
      """
      #!/usr/bin/env bash
      exec 3<>"/dev/tcp/${AWS_LAMBDA_RUNTIME_API/:/\\/}"
      invocation=/2018-06-01/runtime/invocation
      while printf 'GET %s/next HTTP/1.1\\r\\nHost: api\\r\\n\\r\\n' "$invocation" >&3; do
        while IFS= read -r line <&3 && line=${line%$'\\r'} && [ -n "$line" ]; do
          case ${line,,} in
            content-length:*) length=${line#*: } ;;
            lambda-runtime-aws-request-id:*) id=${line#*: } ;;
          esac
        done
        IFS= read -r -N "$length" event <&3 || exit 1
        printf 'POST %s/%s/response HTTP/1.1\\r\\nHost: api\\r\\nContent-Length: %s\\r\\n\\r\\n%s' \\
          "$invocation" "$id" "$length" "$event" >&3
        while IFS= read -r line <&3 && [ "$line" != $'\\r' ]; do :; done
      done
      """;

  @TempDir private Path directory;

  private FunctionZip unpacked(String entry, String content) throws IOException {
    Path zip = directory.resolve("function.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry(entry));
      out.write(content.getBytes(UTF_8));
    }
    return FunctionZip.unpack(zip, directory.resolve("unpacked"));
  }

  private FunctionProcess startEcho() throws IOException {
    return FunctionProcess.start(unpacked("bootstrap", ECHO).command(), Map.of());
  }

  private static String answer(FunctionProcess function, String event) throws Exception {
    return function.invoke(event).get(MOST.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void aNativeBuildIsStartedAsItIs() throws Exception {
    try (FunctionProcess function = startEcho()) {
      assertEquals("{\"event\":1}", answer(function, "{\"event\":1}"));
      assertEquals("{\"event\":\"two\"}", answer(function, "{\"event\":\"two\"}"));
    }
  }

  @Test
  void initEndsWithTheFirstRequestHoweverLateItIsLookedAt() throws Exception {
    FunctionZip zip = unpacked("bootstrap", ECHO);
    long start = System.nanoTime();
    try (FunctionProcess function = FunctionProcess.start(zip.command(), Map.of())) {
      long started = System.nanoTime();
      answer(function, "{}");
      long answered = System.nanoTime();
      // Longer than the start itself took, so that a clock read now would show a longer init.
      while (System.nanoTime() - answered < started - start) {
        answer(function, "{}");
      }

      Duration init = function.awaitRequest(MOST);

      Duration untilAnswered = Duration.ofNanos(answered - start);
      assertTrue(init.compareTo(untilAnswered) < 0, init + " against " + untilAnswered);
    }
  }

  @Test
  void aJvmBuildReplacesANativeOneAndRunsInTheHandlerLoop() throws Exception {
    assertTrue(unpacked("bootstrap", ECHO).isNative());

    FunctionZip jvm = unpacked("lib/footfall.jar", "classes");

    assertFalse(jvm.isNative());
    assertEquals(HandlerLoop.class.getName(), jvm.command().get(jvm.command().size() - 1));
  }

  @Test
  void aSecondEventIsRefusedUntilTheFirstHasAnAnswer() throws Exception {
    try (RuntimeApi api = new RuntimeApi()) {
      Future<String> first = api.invoke("1");

      assertThrows(IllegalStateException.class, () -> api.invoke("2"));
      answerNext(api);
      assertEquals("answer to 1", first.get(10, TimeUnit.SECONDS));
      Future<String> third = api.invoke("3");
      answerNext(api);

      assertEquals("answer to 3", third.get(10, TimeUnit.SECONDS));
    }
  }

  private static void answerNext(RuntimeApi api) {
    String invocation = "http://" + api.address() + "/2018-06-01/runtime/invocation/";
    Response event = given().get(invocation + "next");
    String id = event.header("Lambda-Runtime-Aws-Request-Id");
    given().body("answer to " + event.asString()).post(invocation + id + "/response");
  }
}
