package dev.footfall.count;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.query.Window;
import dev.footfall.testsupport.BruteForce;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions, amounts and breakdowns equal those of a simple program that looks at every event that
 * is left, whatever was sent again, folded and erased.
 */
@QuarkusTest
class FiguresTest extends ServiceTest {
  private static final List<String> TYPES = List.of("page_view", "add_to_cart", "purchase");
  private static final int REQUESTS = 60;
  private static final int WINDOWS = 30;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Instant end = Instant.now();
  private final List<Sent> left = new ArrayList<>();

  /** An event as it was stored, by the request with this number. */
  private record Sent(
      int request, UUID id, UUID session, String type, Instant time, String source, String price) {
    TestEvent event(UUID campaign) {
      String metadata =
          (source == null ? "" : "\"utm_source\":\"" + source + "\",")
              + (price == null ? "" : "\"price\":\"" + price + "\",\"currency\":\"EUR\",")
              + "\"path\":\"/\"";
      return TestEvent.of(campaign, type, time)
          .with("id", id)
          .with("session_id", session)
          .raw("metadata", "{" + metadata + "}");
    }
  }

  private void sendFoldAndErase() {
    List<UUID> sessions = Stream.generate(UUID::randomUUID).limit(25).toList();
    for (int request = 0; request < REQUESTS; request++) {
      List<Sent> batch = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(20); i++) {
        batch.add(sent(request, sessions.get(random.nextInt(sessions.size()))));
      }
      String body = TestEvent.array(batch.stream().map(sent -> sent.event(campaign)).toList());
      post(body).is(200).shows("/stored", batch.size());
      left.addAll(batch);
      if (random.nextInt(4) == 0) {
        post(body).is(200).shows("/duplicate", batch.size());
      }
      if (random.nextInt(6) == 0) {
        owner.execute("SELECT fold_event_counts(?)", random.nextInt(300));
      }
      if (random.nextInt(8) == 0) {
        erase(TYPES.get(random.nextInt(TYPES.size())));
      }
    }
  }

  private Sent sent(int request, UUID session) {
    Instant time = end.minusNanos(random.nextLong(Duration.ofDays(40).toNanos()) / 1000 * 1000);
    boolean quarter = random.nextInt(5) == 0;
    return new Sent(
        request,
        UUID.randomUUID(),
        session,
        TYPES.get(random.nextInt(TYPES.size())),
        quarter ? Instant.ofEpochSecond(time.getEpochSecond() / 900 * 900) : time,
        random.nextInt(3) == 0 ? null : "source " + random.nextInt(4),
        random.nextInt(3) == 0 ? random.nextInt(1000) + "." + random.nextInt(100) : null);
  }

  private void erase(String type) {
    Instant from = end.minus(Duration.ofDays(random.nextInt(40)));
    Instant to = from.plus(Duration.ofDays(random.nextInt(10)));
    owner.execute(
        "SELECT erase_campaign(?, ARRAY[?], ?::timestamptz, ?::timestamptz)",
        campaign,
        type,
        from.toString(),
        to.toString());
    left.removeIf(
        sent ->
            sent.type().equals(type) && !sent.time().isBefore(from) && sent.time().isBefore(to));
  }

  /** For each session: the first that was stored, of several in one request the earliest. */
  private List<Sent> firsts(String type) {
    Comparator<Sent> order =
        Comparator.comparing(Sent::request)
            .thenComparing(Sent::time)
            .thenComparing(sent -> sent.id().toString());
    return List.copyOf(
        left.stream()
            .filter(sent -> type.isEmpty() || sent.type().equals(type))
            .sorted(order)
            .collect(toMap(Sent::session, sent -> sent, (first, later) -> first))
            .values());
  }

  private Window window() {
    Instant from = end.minusNanos(random.nextLong(Duration.ofDays(42).toNanos()) / 1000 * 1000);
    boolean brief = random.nextInt(3) == 0;
    long length = (brief ? Duration.ofHours(2) : Duration.ofDays(42)).toNanos() / 1000;
    return new Window(from, from.plusNanos(random.nextLong(length) * 1000));
  }

  private static List<Sent> within(List<Sent> events, Window window) {
    return events.stream()
        .filter(sent -> !sent.time().isBefore(window.from()) && sent.time().isBefore(window.to()))
        .toList();
  }

  @Test
  void theyAreExactWhateverWasSentAgainFoldedAndErased() {
    sendFoldAndErase();
    assertHolds(left.size());

    for (int i = 0; i < WINDOWS; i++) {
      Window window = window();
      String what = "seed " + seed + ", " + window;
      JsonNode counts = counts(window, "by", "utm_source");
      JsonNode google = counts(window, "where", "utm_source:source 1");

      assertEquals(within(firsts(""), window).size(), counts.get("sessions").asInt(), what);
      assertEquals(bySource(within(firsts(""), window)), sessions(counts.get("values")), what);
      for (String type : TYPES) {
        List<Sent> events = within(ofType(left, type), window);
        List<Sent> firsts = within(firsts(type), window);
        JsonNode counted = ofType(counts, type);
        JsonNode limited = ofType(google, type);

        assertEquals(firsts.size(), counted.path("sessions").asInt(), what);
        assertEquals(amount(events), amount(counted), what);
        assertEquals(bySource(events), totals(counted.path("values")), what);
        assertEquals(bySource(firsts), sessions(counted.path("values")), what);
        assertEquals(of(events, "source 1").size(), limited.path("total").asInt(), what);
        assertEquals(of(firsts, "source 1").size(), limited.path("sessions").asInt(), what);
        assertEquals(amount(of(events, "source 1")), amount(limited), what);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu"})
  void sessionsAddUpOverTheBucketsOfAnyZone(String zone) {
    sendFoldAndErase();
    Instant first = end.minus(Duration.ofDays(43));
    for (String interval : List.of("hour", "day", "week", "month")) {
      BruteForce bruteForce = new BruteForce(ZoneId.of(zone), interval, first, end);
      Window window = window();
      Window past = window.to().isAfter(end) ? new Window(window.from(), end) : window;
      List<TestEvent> firsts =
          TYPES.stream()
              .flatMap(type -> firsts(type).stream())
              .map(sent -> TestEvent.of(campaign, sent.type(), sent.time()))
              .toList();
      JsonNode counts = counts(past, "interval", interval, "timezone", zone);
      SortedMap<String, Map<OffsetDateTime, Long>> counted = new TreeMap<>();
      for (JsonNode type : counts.get("counts")) {
        Map<OffsetDateTime, Long> buckets = new TreeMap<>();
        type.get("series")
            .forEach(
                bucket ->
                    buckets.put(
                        OffsetDateTime.parse(bucket.get("start").asText()),
                        bucket.get("sessions").asLong()));
        if (type.get("sessions").asLong() > 0) {
          counted.put(type.get("event_type").asText(), buckets);
        }
      }

      assertEquals(bruteForce.series(firsts, past), counted, "seed " + seed + ", " + past);
    }
  }

  private JsonNode counts(Window window, String... more) {
    Object[] parameters =
        Stream.concat(
                Stream.of("from", window.from(), "to", window.to()), Stream.of((Object[]) more))
            .toArray();
    return get("/v1/counts?campaign_id=" + campaign, parameters).is(200).json();
  }

  private static JsonNode ofType(JsonNode counts, String type) {
    return counts
        .get("counts")
        .valueStream()
        .filter(counted -> counted.get("event_type").asText().equals(type))
        .findFirst()
        .orElse(counts.path("none"));
  }

  private static List<Sent> ofType(List<Sent> events, String type) {
    return events.stream().filter(sent -> sent.type().equals(type)).toList();
  }

  private static List<Sent> of(List<Sent> events, String source) {
    return events.stream().filter(sent -> source.equals(sent.source())).toList();
  }

  /** Without those that have none: none is what is left. */
  private static Map<String, Long> bySource(List<Sent> events) {
    return events.stream()
        .collect(groupingBy(sent -> String.valueOf(sent.source()), TreeMap::new, counting()));
  }

  private static Map<String, Long> totals(JsonNode values) {
    return figures(values, "total");
  }

  private static Map<String, Long> sessions(JsonNode values) {
    return figures(values, "sessions");
  }

  private static Map<String, Long> figures(JsonNode values, String name) {
    return IntStream.range(0, values.size())
        .mapToObj(values::get)
        .filter(value -> value.get(name).asLong() > 0)
        .collect(
            toMap(
                value -> value.get("value").asText(),
                value -> value.get(name).asLong(),
                Long::sum,
                TreeMap::new));
  }

  private static String amount(List<Sent> events) {
    List<Sent> paid = events.stream().filter(sent -> sent.price() != null).toList();
    return paid.isEmpty()
        ? ""
        : paid.size()
            + " "
            + paid.stream()
                .map(sent -> new BigDecimal(sent.price()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .toPlainString();
  }

  private static String amount(JsonNode figures) {
    JsonNode amount = figures.at("/amounts/0");
    return amount.isMissingNode()
        ? ""
        : amount.get("events").asText() + " " + new BigDecimal(amount.get("amount").asText());
  }
}
