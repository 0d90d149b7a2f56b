package dev.footfall.infra.cost;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** The prices and measurements of one file. A missing name is an error, never a free service. */
record Inputs(String region, SortedMap<String, Input> byName) {
  private static final String OURS = "inputs.properties";

  /** The default inputs. */
  static Inputs ours() {
    return read(
        new InputStreamReader(Inputs.class.getResourceAsStream(OURS), StandardCharsets.UTF_8));
  }

  /** Inputs from a file of the same format. */
  static Inputs of(Path file) {
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
    SortedMap<String, Input> byName = new TreeMap<>();
    lines.forEach((name, line) -> byName.put((String) name, Input.parse((String) line)));
    return new Inputs(region, byName);
  }

  double of(String name) {
    Input input = byName.get(name);
    if (input == null) {
      throw new IllegalArgumentException("no input is called " + name);
    }
    return input.value();
  }

  /** The names of all prices. */
  Map<String, Input> prices() {
    return byName.subMap("price.", "price/");
  }
}
