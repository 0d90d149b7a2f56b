package dev.footfall.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.footfall.testsupport.Json;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.TestEvent;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
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

  private static final UUID CAMPAIGN = UUID.fromString("5d0c7a1e-6f3b-4c8e-9a27-1b4e8f60d3c2");

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
          .sorted(Comparator.comparing(Golden::name))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode event() {
    return Json.read(text(".json"));
  }

  /** As the file has it. */
  String expected() {
    return text(ANSWER);
  }

  /** The function's answer, written as the files write it. */
  String actual() {
    return written(
        RestAssured.given()
            .contentType("application/json")
            .body(text(".json"))
            .post("/_lambda_")
            .asString());
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

  /** What the events' campaign holds before each of them: two page views, one purchase. */
  static void resetCampaign(Owner owner) {
    owner.execute("DELETE FROM events WHERE campaign_id = ?", CAMPAIGN);
    owner.execute("DELETE FROM session_steps WHERE campaign_id = ?", CAMPAIGN);
    owner.execute("DELETE FROM event_counts WHERE campaign_id = ?", CAMPAIGN);
    owner.execute("DELETE FROM campaigns WHERE campaign_id = ?", CAMPAIGN);
    TestEvent.store(event(1, "page_view"), event(2, "page_view"), event(3, "purchase"));
  }

  private static TestEvent event(int number, String type) {
    return TestEvent.of(CAMPAIGN, type, "2026-05-06T0" + number + ":30:00Z")
        .with("id", "9a1c0000-0000-4000-8000-00000000010" + number)
        .with("session_id", "e2b9f4d6-0c15-4a7b-8d3e-7f6a5c4b3a21");
  }
}
