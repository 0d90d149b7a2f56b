package dev.footfall.bench;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.List;

/** How long it takes to tell a bot from a person. */
final class BotTime {
  private static final String PHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15"
          + " (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1";
  private static final String BOT =
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

  private BotTime() {}

  static void run(Scale scale, PrintStream out) throws Exception {
    Method isBot =
        Class.forName("dev.footfall.event.Bots").getDeclaredMethod("isBot", String.class);
    isBot.setAccessible(true);
    List<List<Double>> times =
        Rounds.run(
            scale.rounds(),
            List.of(
                () -> micros(isBot, PHONE, scale.millis()),
                () -> micros(isBot, BOT, scale.millis()),
                () -> micros(isBot, "x".repeat(10_000), scale.millis())));
    out.println("\n## Telling bots from people\n\n| user agent | µs |\n|:--|--:|");
    List<String> names = List.of("a phone", "a crawler", "10,000 characters");
    for (int i = 0; i < names.size(); i++) {
      double median = Rounds.median(times.get(i), Double::doubleValue);
      out.printf("| %s | %.1f |%n", names.get(i), median);
    }
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
