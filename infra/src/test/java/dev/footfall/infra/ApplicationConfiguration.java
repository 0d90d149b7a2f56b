package dev.footfall.infra;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The application's configuration, read from its sources, so that it need not be built first. */
final class ApplicationConfiguration {
  private static final Path SOURCES = Path.of("../src/main/java");
  private static final Path PROPERTIES = Path.of("../src/main/resources/application.properties");

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m:^\\s*//[^\\n]*)");
  private static final Pattern MAPPING =
      Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
  private static final Pattern METHOD =
      Pattern.compile(
          "(@WithParentName\\s+)?(?:@WithDefault\\(\"([^\"]*)\"\\)\\s+)?([\\w.<>]+) (\\w+)\\(\\);");

  /** By key; empty if the key has no default. */
  private final Map<String, String> defaults = new TreeMap<>();

  /** The values of an enumerated key, by key. */
  private final Map<String, Set<String>> values = new TreeMap<>();

  ApplicationConfiguration() {
    sources().forEach(this::addMapping);
    Properties properties = properties();
    defaults.replaceAll(properties::getProperty);
  }

  /** The application's Java sources without their comments. */
  static List<String> sources() {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> COMMENT.matcher(read(file)).replaceAll(""))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Set<String> keys() {
    return defaults.keySet();
  }

  String defaultOf(String key) {
    String value = defaults.get(key);
    if (value == null || value.isEmpty()) {
      throw new AssertionError("the application has no default for " + key);
    }
    return value;
  }

  /** Whether the application accepts the value; keys that are not enumerated accept any. */
  boolean accepts(String key, String value) {
    return !values.containsKey(key) || values.get(key).contains(value);
  }

  /** The environment variable that sets the key. */
  static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  private void addMapping(String source) {
    Matcher mapping = MAPPING.matcher(source);
    if (mapping.find()) {
      METHOD
          .matcher(source)
          .results()
          .forEach(method -> addKey(key(mapping.group(1), method), method, source));
    }
  }

  private static String key(String prefix, MatchResult method) {
    return method.group(1) == null ? prefix + "." + kebab(method.group(4)) : prefix;
  }

  private void addKey(String key, MatchResult method, String source) {
    defaults.put(key, method.group(2) == null ? "" : method.group(2));
    Matcher constants =
        Pattern.compile("enum " + Pattern.quote(method.group(3)) + " \\{([^}]*)}").matcher(source);
    if (constants.find()) {
      values.put(
          key,
          Arrays.stream(constants.group(1).split("[\\s,;]+"))
              .filter(name -> !name.isEmpty())
              .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '-'))
              .collect(Collectors.toSet()));
    }
  }

  private static String kebab(String method) {
    return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static Properties properties() {
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(PROPERTIES)) {
      properties.load(file);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
