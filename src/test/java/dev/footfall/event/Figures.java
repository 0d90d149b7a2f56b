package dev.footfall.event;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Json;
import dev.footfall.testsupport.Sql;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a campaign's events of a type come to.
 *
 * @param early how many of them happened before a certain time
 */
record Figures(long early, long events, long sessions, BigDecimal amount) {
  private static final BigDecimal ZERO = new BigDecimal("0.0");

  private static final String COUNT =
      """
      SELECT event_type,
             coalesce(sum(n) FILTER (WHERE currency = '' AND bucket = 0), 0),
             coalesce(sum(n) FILTER (WHERE currency = ''), 0),
             sum(sessions),
             coalesce(sum(amount), 0.0)
      FROM count_events(
        campaign => ?, types => NULL, starts => ARRAY[?, ?], since => ?, until => ?,
        room => 9223372036854775807, type_size => 0, letter_size => 0, amount_size => 0)
      GROUP BY event_type
      """;

  /**
   * The sums of what the servers count from the first to the last of these events, by type; the
   * empty type is of the sessions at all.
   */
  static Map<String, Figures> counted(
      List<? extends Sql> servers, List<Event> events, Instant middle) {
    UUID campaign = events.get(0).campaignId();
    List<Instant> times = events.stream().map(Event::eventTime).sorted().toList();
    // Within quarter-hours, whose counters do not do: the events themselves are counted there.
    Object since = utc(times.get(0).truncatedTo(ChronoUnit.SECONDS));
    Object until = utc(times.get(times.size() - 1).plusSeconds(1));
    return servers.stream()
        .flatMap(server -> server.rows(COUNT, campaign, since, utc(middle), since, until).stream())
        .map(row -> row.split("\\|"))
        .collect(toMap(cells -> cells[0], Figures::read, Figures::plus));
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static Figures read(String[] cells) {
    return new Figures(
        Long.parseLong(cells[1]),
        Long.parseLong(cells[2]),
        Long.parseLong(cells[3]),
        new BigDecimal(cells[4]));
  }

  /** The same by looking at every event that was sent. */
  static Map<String, Figures> of(List<Event> events, Instant middle) {
    Map<String, Figures> figures =
        events.stream()
            .collect(
                groupingBy(
                    Event::eventType, collectingAndThen(toList(), type -> ofType(type, middle))));
    figures.put("", new Figures(0, 0, sessions(events), ZERO));
    return figures;
  }

  private static Figures ofType(List<Event> events, Instant middle) {
    return new Figures(
        events.stream().filter(event -> event.eventTime().isBefore(middle)).count(),
        events.size(),
        sessions(events),
        events.stream().map(Figures::amount).reduce(ZERO, BigDecimal::add));
  }

  private static BigDecimal amount(Event event) {
    return new BigDecimal(Json.read(event.metadata()).path("price").asText());
  }

  private static long sessions(List<Event> events) {
    return events.stream().map(Event::sessionId).distinct().count();
  }

  /** Asserts that what the servers count comes to what was sent, on both sides of any time. */
  static void assertExact(List<? extends Sql> servers, List<Event> events) {
    for (Instant middle : quarterHours(events)) {
      assertEquals(of(events, middle), counted(servers, events, middle));
    }
  }

  /** Where counters of earlier events end and those of later ones begin. */
  static List<Instant> quarterHours(List<Event> events) {
    return events.stream()
        .map(event -> event.eventTime().getEpochSecond() / 900 * 900)
        .distinct()
        .sorted()
        .skip(1)
        .map(Instant::ofEpochSecond)
        .toList();
  }

  private Figures plus(Figures other) {
    return new Figures(
        early + other.early,
        events + other.events,
        sessions + other.sessions,
        amount.add(other.amount));
  }
}
