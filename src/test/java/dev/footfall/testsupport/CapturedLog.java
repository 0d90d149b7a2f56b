package dev.footfall.testsupport;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Captures what is logged while it is open. */
public final class CapturedLog extends Handler implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Level before = ROOT.getLevel();

  private CapturedLog(Formatter formatter) {
    setFormatter(formatter);
    ROOT.addHandler(this);
  }

  /** Captures what the console logs, in the console's format. */
  public static CapturedLog ofTheConsole() {
    return new CapturedLog(consoleFormatter(ROOT.getHandlers()));
  }

  public static CapturedLog ofEverything() {
    CapturedLog log = new CapturedLog(new SimpleFormatter());
    ROOT.setLevel(Level.ALL);
    return log;
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

  /** Each record as its formatter writes it. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  public String text() {
    return String.join("", lines);
  }

  @Override
  public void publish(LogRecord entry) {
    lines.add(getFormatter().format(entry));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ROOT.setLevel(before);
    ROOT.removeHandler(this);
  }
}
