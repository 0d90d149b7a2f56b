package dev.footfall.testsupport;

import io.smallrye.common.io.Files2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A function in a process of its own, which can be frozen and thawed. */
public record FunctionProcess(RuntimeApi api, Path directory, ChildProcess process, long startedAt)
    implements AutoCloseable {

  /** Starts the collector with its database at this port of the loopback interface. */
  public static FunctionProcess start(int databasePort, Map<String, String> environment)
      throws IOException {
    Map<String, String> variables = new TreeMap<>(environment);
    variables.put("FOOTFALL_DATABASE_URL", "postgresql://127.0.0.1:" + databasePort + "/postgres");
    return start(FunctionZip.built().command(), variables);
  }

  /** Starts any function: a program that asks Lambda's Runtime API for events. */
  public static FunctionProcess start(List<String> command, Map<String, String> environment)
      throws IOException {
    Path directory = Files.createTempDirectory("function");
    RuntimeApi api = new RuntimeApi();
    Map<String, String> variables = new TreeMap<>(environment);
    variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
    try {
      long startedAt = System.nanoTime();
      ChildProcess process =
          ChildProcess.start(command, variables, directory.resolve("output.txt"));
      return new FunctionProcess(api, directory, process, startedAt);
    } catch (IOException e) {
      api.close();
      Files2.deleteRecursively(directory);
      throw e;
    }
  }

  /**
   * Sends an event; the future completes with the function's response, or fails if the function
   * ends before.
   */
  public CompletableFuture<String> invoke(String event) {
    if (!process.isAlive()) {
      throw new IllegalStateException("the function has ended");
    }
    CompletableFuture<String> answer = api.invoke(event);
    process.onExit(() -> answer.completeExceptionally(new IllegalStateException("it has ended")));
    return answer;
  }

  /** Sends a request, whose answer must come within a minute. */
  public Answer send(ApiGatewayEvent event) throws Exception {
    try {
      return Answer.of(invoke(event.toString()).get(60, TimeUnit.SECONDS));
    } catch (TimeoutException | IllegalStateException e) {
      throw new AssertionError("No answer came. The function's output:\n" + output(), e);
    }
  }

  /**
   * Waits until the function asks for its next event. Each request is waited for once, in order.
   *
   * @return how long after the start of its process it asked; for the first request, its init
   */
  public Duration awaitRequest(Duration most) throws InterruptedException {
    return Duration.ofNanos(api.awaitRequest(most) - startedAt);
  }

  public long peakMemory() throws IOException {
    return process.peakMemory();
  }

  /** Stops the process, as Lambda does between two invocations. */
  public void freeze() throws Exception {
    process.signal("STOP");
  }

  /** Lets the process go on, as Lambda does before the next invocation. */
  public void thaw() throws Exception {
    process.signal("CONT");
  }

  public String output() throws IOException {
    return process.output();
  }

  @Override
  public void close() throws IOException {
    process.close();
    api.close();
    Files2.deleteRecursively(directory);
  }
}
