package dev.footfall.count;

import dev.footfall.problem.ProblemException;
import dev.footfall.query.QueryParameters;
import dev.footfall.query.Times;
import dev.footfall.query.Window;
import dev.footfall.wire.EventTypeFormat;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The parameters of a count.
 *
 * @param eventTypes the only types to count, each once; empty for all types
 * @param split by what they are split, or to what they are limited
 */
record CountQuery(
    UUID campaignId,
    List<String> eventTypes,
    Window window,
    Interval interval,
    ZoneId zone,
    Split split) {

  private static final String INTERVAL = "interval";
  private static final String TIMEZONE = "timezone";
  private static final int MOST_TYPES = 100;

  /**
   * @param declared the keys that counts can be split by
   */
  static CountQuery of(Map<String, List<String>> query, List<String> declared, Instant now) {
    QueryParameters parameters =
        new QueryParameters(
            query,
            Set.of(
                "campaign_id",
                "from",
                "to",
                INTERVAL,
                TIMEZONE,
                Split.BY,
                Split.WHERE,
                Format.PARAMETER),
            Set.of("event_type"));
    ZoneId zone = parameters.text(TIMEZONE).map(CountQuery::zone).orElse(ZoneId.of("UTC"));
    return new CountQuery(
        parameters.requiredUuid("campaign_id"),
        eventTypes(parameters.texts("event_type")),
        Window.of(parameters, now, zone),
        parameters.text(INTERVAL).map(CountQuery::interval).orElse(Interval.NONE),
        zone,
        Split.of(parameters, declared));
  }

  /** Each type once; all must be well-formed, and they may not be too many. */
  static List<String> eventTypes(List<String> texts) {
    if (texts.size() > MOST_TYPES) {
      throw ProblemException.badRequest("event_type", "is given over " + MOST_TYPES + " times");
    }
    if (!texts.stream().allMatch(EventTypeFormat::matches)) {
      throw ProblemException.badRequest("event_type", EventTypeFormat.FORM);
    }
    return texts.stream().distinct().toList();
  }

  private static Interval interval(String text) {
    return Stream.of(Interval.values())
        .filter(interval -> interval.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () -> ProblemException.badRequest(INTERVAL, "must be none, hour, day, week or month"));
  }

  /** Only names of the IANA database: an offset such as +01:00 has no clock changes. */
  private static ZoneId zone(String text) {
    if (!ZoneRulesProvider.getAvailableZoneIds().contains(text)) {
      throw ProblemException.badRequest(TIMEZONE, "must be a time zone of the IANA database");
    }
    return ZoneId.of(text);
  }

  boolean isSplit() {
    return split.by() != null;
  }

  /** The start of the window, by the clock of the zone. */
  OffsetDateTime from() {
    return Times.inZone(window.from(), zone);
  }

  /** Its end. */
  OffsetDateTime to() {
    return Times.inZone(window.to(), zone);
  }
}
