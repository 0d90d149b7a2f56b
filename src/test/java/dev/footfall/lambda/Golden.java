package dev.footfall.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One event as AWS sends it (payload format 2.0), and beside it, in {@code NAME.answer.json}, what
 * the function answers: keys in alphabetical order, all else byte for byte.
 */
record Golden(String name) {
  private static final Path FOLDER = Path.of("src/test/resources/gateway");
  private static final String ANSWER = ".answer.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** What in an answer differs from run to run. */
  private static final Map<String, String> PLACEHOLDERS =
      Map.of(
          "{{time}}", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z",
          "{{milliseconds}}", "\\d{1,15}",
          "{{length}}", "\\d{3}");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\w+}}");

  static Stream<Golden> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> !file.endsWith(ANSWER))
          .map(file -> new Golden(file.replace(".json", "")))
          .sorted((one, other) -> one.name.compareTo(other.name))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode event() {
    return parsed(text(".json"));
  }

  /** As the file has it. */
  String expected() {
    return text(ANSWER);
  }

  /** The function's answer, written as the files write it. */
  String actual() {
    String answer =
        RestAssured.given()
            .contentType("application/json")
            .body(text(".json"))
            .post("/_lambda_")
            .asString();
    return written(answer);
  }

  /** The actual text with each place that may differ put back to its placeholder. */
  static String withPlaceholders(String expected, String actual) {
    Matcher places = PLACEHOLDER.matcher(expected);
    StringBuilder pattern = new StringBuilder();
    int end = 0;
    while (places.find()) {
      pattern.append(Pattern.quote(expected.substring(end, places.start())));
      pattern.append(PLACEHOLDERS.get(places.group()));
      end = places.end();
    }
    pattern.append(Pattern.quote(expected.substring(end)));
    return actual.matches(pattern.toString()) ? expected : actual;
  }

  @Override
  public String toString() {
    return name;
  }

  private String text(String suffix) {
    try {
      return Files.readString(FOLDER.resolve(name + suffix));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String written(String answer) {
    try {
      Map<?, ?> sorted = JSON.readValue(answer, TreeMap.class);
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(sorted) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(answer, e);
    }
  }

  static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }
}
