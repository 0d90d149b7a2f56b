package dev.footfall.count;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign has in a window, by type.
 *
 * @param name the campaign's; null if it has none
 * @param by the key that the counts are split by; null for none
 * @param where the key and value that they are limited to, with a colon between; null for none
 * @param since when that key was declared: earlier events have no value of it; null without a key
 * @param total events of all types, the others included
 * @param sessions of any type; null if several types were asked for
 * @param counts the types in alphabetical order
 * @param others the sum of the types that did not fit; null if all did
 * @param values of the key, over all types and without series; null without one
 * @param otherValues the sum of the values that are not named; null if all are
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Counts(
    UUID campaignId,
    @Nullable String name,
    OffsetDateTime from,
    OffsetDateTime to,
    String timezone,
    String interval,
    @Nullable String by,
    @Nullable String where,
    @Nullable OffsetDateTime since,
    long total,
    @Nullable Long sessions,
    List<OfType> counts,
    @Nullable OtherTypes others,
    @Nullable List<OfValue> values,
    @Nullable OtherValues otherValues) {

  /**
   * One type's count.
   *
   * @param values as those of all types, with series
   */
  @RegisterForReflection
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OfType(
      String eventType,
      @JsonUnwrapped Figures figures,
      @Nullable List<OfValue> values,
      @Nullable OtherValues otherValues) {}

  /**
   * One value's count.
   *
   * @param value null for the events that have none
   */
  @RegisterForReflection
  @JsonNaming(SnakeCaseStrategy.class)
  record OfValue(@Nullable String value, @JsonUnwrapped Figures figures) {}

  /**
   * The sum of several types, of which it is not known how many sessions did them.
   *
   * @param eventTypes how many
   */
  @RegisterForReflection
  @JsonNaming(SnakeCaseStrategy.class)
  record OtherTypes(long eventTypes, @JsonUnwrapped Figures figures) {}

  /**
   * The sum of several values.
   *
   * @param values how many
   */
  @RegisterForReflection
  @JsonNaming(SnakeCaseStrategy.class)
  record OtherValues(long values, @JsonUnwrapped Figures figures) {}

  /**
   * What was counted.
   *
   * @param total events
   * @param amounts by currency; null if there are none
   * @param otherCurrencies how many more there are; null if all are named
   * @param series the buckets, empty ones included; null if no interval was asked for
   */
  @RegisterForReflection
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Figures(
      long total,
      @Nullable Long sessions,
      @Nullable List<Amount> amounts,
      @Nullable Long otherCurrencies,
      @Nullable List<Bucket> series) {}

  /**
   * An exact sum of money.
   *
   * @param events that it is the sum of
   */
  @RegisterForReflection
  @JsonPropertyOrder({"currency", "amount", "events"})
  record Amount(String currency, @JsonIgnore BigDecimal sum, long events) {

    /** The sum as a string, because money is no floating-point number. */
    @JsonProperty
    String amount() {
      return sum.toPlainString();
    }

    Amount plus(Amount other) {
      return new Amount(currency, sum.add(other.sum), events + other.events);
    }

    Amount negated() {
      return new Amount(currency, sum.negate(), -events);
    }
  }

  /**
   * One bucket.
   *
   * @param start its own start, which may lie before the window's
   * @param sessions null where they are not known
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Bucket(OffsetDateTime start, long count, @Nullable Long sessions) {}
}
