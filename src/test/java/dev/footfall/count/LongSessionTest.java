package dev.footfall.count;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A session whose metadata is too much for one response of a function, which is 6 MB at most. */
@QuarkusTest
class LongSessionTest {
  private static final int MOST_BYTES = 6 * 1024 * 1024;

  /** Few bytes when sent; as PostgreSQL writes numbers, some 260 kB. */
  private static final String NUMBERS = "{\"a\":1e131071,\"b\":1e131070}";

  /** Of 32 kB, in a response as in the request; nearly every byte is escaped once more there. */
  private static final String QUOTES = "{\"a\":\"" + "\\\"".repeat(16_000) + "\"}";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int BATCH = 20;

  private final UUID session = UUID.randomUUID();

  private void store(int events, String metadata) {
    for (int stored = 0; stored < events; stored += BATCH) {
      List<TestEvent> batch =
          Stream.generate(
                  () ->
                      TestEvent.of(UUID.randomUUID())
                          .with("session_id", session)
                          .raw("metadata", metadata))
              .limit(BATCH)
              .toList();
      Http.post(TestEvent.array(batch)).then().statusCode(200).body("stored", is(BATCH));
    }
  }

  static Stream<Arguments> longMetadata() {
    return Stream.of(Arguments.of(60, NUMBERS), Arguments.of(200, QUOTES));
  }

  @ParameterizedTest
  @MethodSource("longMetadata")
  void itsPagesStaySmallAndLoseNothing(int events, String metadata) throws Exception {
    store(events, metadata);

    Set<String> ids = new HashSet<>();
    int seen = 0;
    int pages = 0;
    String next = EventCursor.START.toString();
    do {
      Response page = Http.get("/v1/sessions/" + session + "/events", "limit", 1000, "after", next);
      assertEquals(200, page.statusCode());
      int bytes = JSON.writeValueAsBytes(page.asString()).length;
      assertTrue(bytes < MOST_BYTES - 8192, "bytes: " + bytes);
      List<String> found = found("\"id\":\"(.{36})\"", page);
      ids.addAll(found);
      seen += found.size();
      next = found("\"next\":\"([^\"]+)\"", page).stream().findFirst().orElse(null);
    } while (next != null && ++pages < events);

    int all = seen;
    int turned = pages;
    assertAll(
        () -> assertEquals(events, ids.size()),
        () -> assertEquals(events, all),
        () -> assertTrue(turned > 1, "one page"));
  }

  /** Without parsing numbers of 100,000 digits. */
  private static List<String> found(String pattern, Response page) {
    return Pattern.compile(pattern)
        .matcher(page.asString())
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
