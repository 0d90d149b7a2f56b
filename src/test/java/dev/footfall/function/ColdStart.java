package dev.footfall.function;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;

/**
 * Shows the cold start on this machine: starts the packaged function again and again, as Lambda
 * does, with a PostgreSQL beside it, and sends it events as API Gateway does.
 *
 * <pre>./mvnw -q -B package -DskipTests && ./mvnw -q -B -Pcold-start test-compile exec:java</pre>
 */
public final class ColdStart {
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final int WARM = 50;

  private ColdStart() {}

  /** The argument is how many times to start it, 5 by default. */
  public static void main(String[] args) throws Exception {
    // Else the JDK's server waits 40 ms for an acknowledgement in the middle of each event.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    int starts = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    System.out.printf(
        "%s build, %d cores. Init is from the process's start to its first request for an event.%n%n",
        FunctionProcess.isNative() ? "Native" : "JVM", Runtime.getRuntime().availableProcessors());
    System.out.println(
        "| start | init, ms | first event stored, ms | warm median, ms | peak, MB |");
    System.out.println("|--:|--:|--:|--:|--:|");
    try (EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
      migrate(database);
      for (int i = 1; i <= starts; i++) {
        System.out.println("| " + i + " | " + start(database) + " |");
      }
    }
  }

  private static void migrate(EmbeddedPostgres database) {
    Flyway.configure()
        .dataSource(database.getPostgresDatabase())
        .locations("filesystem:src/main/resources/db/migration")
        .placeholders(Map.of("months-to-keep", "13", "months-ahead", "3"))
        .load()
        .migrate();
  }

  private static String start(EmbeddedPostgres database) throws Exception {
    long start = System.nanoTime();
    try (FunctionProcess function = FunctionProcess.start(database.getPort(), Map.of())) {
      function.awaitReady(MOST);
      double init = millisSince(start);
      double first = invoke(function);
      List<Double> warm = new ArrayList<>();
      for (int i = 0; i < WARM; i++) {
        warm.add(invoke(function));
      }
      warm.sort(null);
      return "%.0f | %.1f | %.1f | %.0f"
          .formatted(init, first, warm.get(WARM / 2), function.peakMemory() / 1e6);
    }
  }

  private static double invoke(FunctionProcess function) throws Exception {
    long start = System.nanoTime();
    String answer = function.invoke(event()).get(MOST.toMillis(), TimeUnit.MILLISECONDS);
    if (!answer.contains("\"statusCode\":201")) {
      throw new IllegalStateException(answer);
    }
    return millisSince(start);
  }

  /** A page view, as API Gateway hands it over (payload format 2.0). */
  private static String event() {
    return """
    {"version":"2.0","routeKey":"$default","rawPath":"/v1/events","rawQueryString":"",
     "headers":{"content-type":"application/json"},
     "requestContext":{"http":{"method":"POST","path":"/v1/events","sourceIp":"203.0.113.7"}},
     "body":"{\\"session_id\\":\\"%s\\",\\"campaign_id\\":\\"%s\\",\\"event_type\\":\\"page_view\\"}",
     "isBase64Encoded":false}
    """
        .formatted(UUID.randomUUID(), UUID.randomUUID());
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
