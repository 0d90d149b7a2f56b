package dev.footfall.count;

import dev.footfall.problem.ProblemException;
import dev.footfall.query.QueryParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of the events is counted: each value of a declared key of the metadata by itself, only the
 * events with one value, or both.
 *
 * @param by the key whose values are counted each; null for none
 * @param key the key that the counts are limited to a value of; null for none
 * @param value that value, as far as it is counted; null without a key
 */
record Split(@Nullable String by, @Nullable String key, @Nullable String value) {
  static final String BY = "by";
  static final String WHERE = "where";

  /** The values that are named; the others are one sum. */
  static final int MOST_VALUES = 100;

  /** Values are counted as far as their first characters tell them apart. */
  private static final int LONGEST_VALUE = 128;

  static Split of(QueryParameters parameters, List<String> declared) {
    String by = parameters.text(BY).orElse(null);
    requireDeclared(BY, by, declared);
    String where = parameters.text(WHERE).orElse(null);
    if (where == null) {
      return new Split(by, null, null);
    }
    int colon = where.indexOf(':');
    if (colon < 0) {
      throw ProblemException.badRequest(WHERE, "must be KEY:VALUE");
    }
    String key = where.substring(0, colon);
    requireDeclared(WHERE, key, declared);
    return new Split(by, key, cut(where.substring(colon + 1)));
  }

  private static void requireDeclared(
      String parameter, @Nullable String key, List<String> declared) {
    if (key != null && !declared.contains(key)) {
      throw ProblemException.badRequest(
          parameter, "must name a key that is counted: " + String.join(", ", declared));
    }
  }

  private static String cut(String value) {
    return value.codePointCount(0, value.length()) <= LONGEST_VALUE
        ? value
        : value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE));
  }

  /** As the query has it; null without a key. */
  @Nullable String where() {
    return key == null ? null : key + ":" + value;
  }
}
