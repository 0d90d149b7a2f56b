package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.List;

/**
 * How long it takes to tell a bot from a person, and what it costs to be ready for it. The native
 * image holds the tables from the start; on the JVM they are made for the first event.
 */
final class BotTime {
  private static final String PHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15"
          + " (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1";
  private static final String BOT =
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

  private static final int COLLECTIONS = 30;
  private static final long PAUSE_MILLIS = 50;

  private BotTime() {}

  static void run(Scale scale, PrintStream out) throws Exception {
    out.println("\n## Telling bots from people\n");
    Method isBot = initialised(out).getDeclaredMethod("isBot", String.class);
    isBot.setAccessible(true);
    List<List<Double>> times =
        Rounds.run(
            scale.rounds(),
            List.of(
                () -> micros(isBot, PHONE, scale.millis()),
                () -> micros(isBot, BOT, scale.millis()),
                () -> micros(isBot, "x".repeat(10_000), scale.millis())));
    out.println("| user agent | µs |\n|:--|--:|");
    List<String> names = List.of("a phone", "a crawler", "10,000 characters");
    for (int i = 0; i < names.size(); i++) {
      double median = Rounds.median(times.get(i), Double::doubleValue);
      out.printf("| %s | %.1f |%n", names.get(i), median);
    }
  }

  /** Jackson, which reads the list, is there before: the service needs it for every event. */
  private static Class<?> initialised(PrintStream out) throws Exception {
    ObjectMapper json = new ObjectMapper();
    json.createObjectNode().putArray("pattern").add(json.convertValue("x", JsonNode.class));
    long before = usedBytes();
    long start = System.nanoTime();
    Class<?> bots = Class.forName("dev.footfall.event.Bots");
    double millis = (System.nanoTime() - start) / 1e6;
    out.printf(
        "Initialising the class takes %.0f ms and leaves %d KB on the heap.%n%n",
        millis, (usedBytes() - before) / 1024);
    return bots;
  }

  /** The least of several looks: one collection leaves what the next can take. */
  private static long usedBytes() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      Thread.sleep(PAUSE_MILLIS);
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static double micros(Method isBot, String agent, long millis) throws Exception {
    long start = System.nanoTime();
    long calls = 0;
    for (; System.nanoTime() - start < millis * 1_000_000; calls++) {
      isBot.invoke(null, agent);
    }
    return (System.nanoTime() - start) / 1e3 / calls;
  }
}
