package dev.footfall.count;

import dev.footfall.problem.ProblemException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * How many bytes counts take of a response at most, numbers being as long as they can be. A Lambda
 * function returns at most 6 MiB, in which the body is a JSON string: its quotes, backslashes and
 * line ends take two bytes each.
 *
 * <p>Where counts are split, values are as short as they can be: what does not fit in the end is
 * seen by {@link #of(String)}.
 *
 * @param type what one event type takes beside its name
 * @param letter what each letter of its name takes: CSV repeats the name on each line
 * @param amount what an amount of money takes
 * @param others what the sum of all other types takes
 */
record AnswerSize(long type, long letter, long amount, long others) {
  private static final long FUNCTION = 6 * 1024 * 1024;

  /** Status, headers, and what stands before and after the types. */
  private static final long FRAME = 8 * 1024;

  /** What all types may take together. */
  static final long ROOM = FUNCTION - FRAME;

  /** The currencies of a type that are named; the others are only counted. */
  static final int CURRENCIES = 20;

  static final int CURRENCIES_OF_A_VALUE = 5;

  /** The digits of the largest count. */
  private static final int DIGITS = 19;

  /** Those of the largest sum of amounts. */
  private static final int AMOUNT_DIGITS = 50;

  /** The size of an answer with series of these starts. */
  static AnswerSize of(boolean csv, List<OffsetDateTime> starts, boolean split) {
    return csv ? csv(starts, split) : json(starts, split);
  }

  private static AnswerSize json(List<OffsetDateTime> starts, boolean split) {
    long amount =
        escaped("{\"currency\":\"AAA\",\"amount\":\"\",\"events\":},") + AMOUNT_DIGITS + DIGITS;
    long values = split ? (Split.MOST_VALUES + 2) * escaped("{\"value\":\"\"},") : 0;
    return new AnswerSize(
        escaped("{\"event_type\":\"\",},") + figures(starts, true) + values,
        1,
        amount,
        CURRENCIES * amount
            + escaped(",\"others\":{\"event_types\":,}")
            + DIGITS
            + figures(starts, false));
  }

  private static long figures(List<OffsetDateTime> starts, boolean sessions) {
    long bucket =
        escaped("{\"start\":\"\",\"count\":},")
            + DIGITS
            + (sessions ? escaped(",\"sessions\":") + DIGITS : 0);
    return escaped("\"total\":,\"amounts\":[],\"other_currencies\":,\"series\":[]")
        + 2 * DIGITS
        + (sessions ? escaped(",\"sessions\":") + DIGITS : 0)
        + starts.size() * bucket
        + length(starts);
  }

  private static AnswerSize csv(List<OffsetDateTime> starts, boolean split) {
    long lines = starts.size() * (escaped(",,,\r\n") + DIGITS) + length(starts);
    return new AnswerSize(
        split ? starts.size() * 2L : lines + (long) starts.size() * DIGITS,
        starts.size(),
        0,
        lines + (split ? starts.size() : 0));
  }

  private static long length(List<OffsetDateTime> starts) {
    return starts.stream()
        .mapToLong(start -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start).length())
        .sum();
  }

  private static long escaped(String text) {
    return text.chars().map(c -> "\"\r\n".indexOf(c) < 0 ? 1 : 2).sum();
  }

  /** The bytes that this text takes of a body at most: UTF-8, escaped as in a JSON string. */
  static long of(String text) {
    return text.chars()
        .map(
            c -> {
              if (c < ' ') {
                return 6;
              }
              return c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : 3;
            })
        .sum();
  }

  /** What named types may take: types that were asked for leave no others. */
  long room(List<String> asked) {
    return asked.isEmpty() ? ROOM - others : ROOM;
  }

  /** Fails with 400 if the types that were asked for do not fit. */
  void require(List<String> asked) {
    if (asked.stream().mapToLong(name -> type + letter * name.length()).sum() > ROOM) {
      throw tooLong(asked);
    }
  }

  static ProblemException tooLong(List<String> asked) {
    return ProblemException.badRequest(
        "event_type",
        "is given "
            + asked.size()
            + " times: so many series of this length do not fit into one response");
  }
}
