package dev.footfall.testsupport;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** All that is logged at any level while it is open. */
public final class LogText extends Handler implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");

  private final StringBuffer text = new StringBuffer();
  private final Level before = ROOT.getLevel();

  private LogText() {
    setLevel(Level.ALL);
    setFormatter(new SimpleFormatter());
  }

  public static LogText ofEverything() {
    LogText log = new LogText();
    ROOT.addHandler(log);
    ROOT.setLevel(Level.ALL);
    return log;
  }

  public String text() {
    return text.toString();
  }

  @Override
  public void publish(LogRecord logged) {
    text.append(getFormatter().format(logged));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ROOT.setLevel(before);
    ROOT.removeHandler(this);
  }
}
