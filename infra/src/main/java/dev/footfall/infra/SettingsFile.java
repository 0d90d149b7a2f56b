package dev.footfall.infra;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The settings of a stage, in a file of Java properties. An empty value is the same as none. */
record SettingsFile(Path path, Properties values) {

  static SettingsFile read(Path path) {
    Properties values = new Properties();
    try (Reader file = Files.newBufferedReader(path)) {
      values.load(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(path + " cannot be read", e);
    }
    Set<String> unknown = new TreeSet<>(values.stringPropertyNames());
    unknown.removeAll(Arrays.stream(Key.values()).map(Key::toString).collect(Collectors.toSet()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(path + " has unknown settings: " + unknown);
    }
    return new SettingsFile(path, values);
  }

  Optional<String> optional(Key key) {
    return Optional.ofNullable(values.getProperty(key.toString()))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  boolean on(Key key) {
    String text = optional(key).orElse("off");
    if (!text.equals("on") && !text.equals("off")) {
      throw new IllegalArgumentException(key + " must be on or off, not " + text);
    }
    return text.equals("on");
  }

  Optional<Integer> number(Key key) {
    return optional(key)
        .map(
            text -> {
              try {
                return Integer.valueOf(text);
              } catch (NumberFormatException e) {
                throw new IllegalArgumentException(key + " must be a whole number, not " + text, e);
              }
            });
  }

  String required(Key key) {
    return optional(key)
        .orElseThrow(() -> new IllegalArgumentException(key + " is required; set it in " + path));
  }
}
