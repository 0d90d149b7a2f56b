package dev.footfall.testsupport;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** What is logged while it is open, formatted as the console's handler would. */
public final class CapturedLog extends Handler implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final Formatter console = consoleFormatter(root.getHandlers());
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public CapturedLog() {
    root.addHandler(this);
  }

  private static Formatter consoleFormatter(Handler... handlers) {
    return Arrays.stream(handlers)
        .flatMap(
            handler ->
                handler instanceof ExtHandler outer
                    ? Stream.concat(Stream.of(handler), Arrays.stream(outer.getHandlers()))
                    : Stream.of(handler))
        .filter(ConsoleHandler.class::isInstance)
        .findFirst()
        .orElseThrow()
        .getFormatter();
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord entry) {
    lines.add(console.format(entry));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
  }
}
