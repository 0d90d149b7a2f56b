package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Json;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session whose metadata is too much for one response of a function, which is 6 MB at most. */
@QuarkusTest
class LongSessionTest extends ServiceTest {
  private static final int MOST_BYTES = 6 * 1024 * 1024;
  private static final int BATCH = 20;

  /** A few bytes when sent; as PostgreSQL writes the numbers, some 260 kB. */
  private static final String NUMBERS = "{\"a\":1e131071,\"b\":1e131070}";

  /** 32 kB, in the response as in the request; Lambda escapes nearly every byte once more. */
  private static final String QUOTES = "{\"a\":\"" + "\\\"".repeat(16_000) + "\"}";

  private final UUID session = UUID.randomUUID();

  private void store(int events, String metadata) {
    for (int stored = 0; stored < events; stored += BATCH) {
      TestEvent.store(
          Stream.generate(() -> TestEvent.of(UUID.randomUUID()).with("session_id", session))
              .map(event -> event.raw("metadata", metadata))
              .limit(BATCH)
              .toList());
    }
  }

  @ParameterizedTest
  @CsvSource({"60, numbers", "200, quotes"})
  void itsPagesStaySmallAndLoseNothing(int events, String metadata) {
    store(events, metadata.equals("numbers") ? NUMBERS : QUOTES);

    List<String> ids = new ArrayList<>();
    int pages = 0;
    String next = EventCursor.START.toString();
    do {
      Answer page = get("/v1/sessions/" + session + "/events", "limit", 1000, "after", next);
      int bytes = Json.bytes(page.is(200).text()).length;
      assertTrue(bytes < MOST_BYTES - 8192, "bytes: " + bytes);
      ids.addAll(found("\"id\":\"(.{36})\"", page));
      next = found("\"next\":\"([^\"]+)\"", page).stream().findFirst().orElse(null);
    } while (next != null && ++pages < events);

    assertEquals(events, ids.size());
    assertEquals(events, new HashSet<>(ids).size());
    assertTrue(pages > 1, "one page");
  }

  /** Without parsing numbers of 100,000 digits. */
  private static List<String> found(String pattern, Answer page) {
    return Pattern.compile(pattern).matcher(page.text()).results().map(m -> m.group(1)).toList();
  }
}
