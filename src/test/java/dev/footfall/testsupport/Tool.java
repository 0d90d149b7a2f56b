package dev.footfall.testsupport;

import java.io.IOException;
import java.nio.file.Path;

/** A program that the tests start, linked by {@code src/test/sh/tools.sh} before they run. */
public final class Tool {
  private Tool() {}

  /** Resolves the link: PgBouncer, started by root, runs as a user who cannot see this folder. */
  public static Path path(String name) {
    try {
      return Path.of("target", "tools", name).toRealPath();
    } catch (IOException e) {
      throw new IllegalStateException(
          name + " is not linked yet: run ./mvnw process-test-classes once", e);
    }
  }
}
