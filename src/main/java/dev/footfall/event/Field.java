package dev.footfall.event;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields that a client may set. */
enum Field {
  ID,
  SESSION_ID,
  CAMPAIGN_ID,
  EVENT_TYPE,
  EVENT_TIME,
  METADATA;

  private static final Map<String, Field> BY_NAME =
      Stream.of(values()).collect(Collectors.toMap(Field::wireName, Function.identity()));

  /** Its name in JSON, in the query string and in the database. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Field> of(String wireName) {
    return Optional.ofNullable(BY_NAME.get(wireName));
  }
}
