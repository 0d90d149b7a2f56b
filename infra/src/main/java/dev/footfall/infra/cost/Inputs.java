package dev.footfall.infra.cost;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** The prices and measurements of one file. A missing name is an error, never a free service. */
record Inputs(String region, SortedMap<String, Input> byName) {
  private static final String BUNDLED = "inputs.properties";

  /** The inputs that come with the model. */
  static Inputs bundled() {
    return read(
        new InputStreamReader(
            Objects.requireNonNull(Inputs.class.getResourceAsStream(BUNDLED)),
            StandardCharsets.UTF_8));
  }

  /** Inputs from a file of the same format. */
  static Inputs read(Path file) {
    try {
      return read(Files.newBufferedReader(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Inputs read(Reader source) {
    Properties lines = new Properties();
    try (source) {
      lines.load(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String region = (String) lines.remove("region");
    if (region == null) {
      throw new IllegalArgumentException("no input is named region");
    }
    SortedMap<String, Input> byName = new TreeMap<>();
    lines.forEach((name, line) -> byName.put((String) name, Input.parse((String) line)));
    return new Inputs(region, byName);
  }

  double value(String name) {
    Input input = byName.get(name);
    if (input == null) {
      throw new IllegalArgumentException("no input is named " + name);
    }
    return input.value();
  }

  /** All prices, by name. */
  Map<String, Input> prices() {
    return byName.subMap("price.", "price/");
  }
}
