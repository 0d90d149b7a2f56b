package dev.footfall.testsupport;

import java.io.IOException;
import java.nio.file.Path;

/** A program that tests drive. {@code src/test/sh/tools.sh} brings it before the tests run. */
public final class Tool {
  private Tool() {}

  /** The program itself, not the link to it: another user, who may not come here, may run it. */
  public static Path path(String name) {
    try {
      return Path.of("target/tools", name).toRealPath();
    } catch (IOException e) {
      throw new IllegalStateException(
          name + " is not set up: run ./mvnw process-test-classes once", e);
    }
  }
}
