package dev.footfall.testsupport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs work on several threads at once, and waits for it. */
public final class Together {
  private static final long MOST_SECONDS = 300;

  private Together() {}

  /** Each call's result, in their order; fails as the first of them fails. */
  public static <T> List<T> together(List<? extends Callable<T>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<T> results = new ArrayList<>();
      for (var call : threads.invokeAll(calls, MOST_SECONDS, TimeUnit.SECONDS)) {
        results.add(call.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T> List<T> together(Callable<T>... calls) throws Exception {
    return together(Arrays.asList(calls));
  }

  public static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** Waits up to a minute until a condition holds. */
  public static void until(Callable<Boolean> condition, String failure) throws Exception {
    for (int i = 0; !condition.call(); i++) {
      assertTrue(i < 3000, failure);
      Thread.sleep(20);
    }
  }
}
