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
 * @param type what one event type takes beside its name
 * @param letter what each letter of its name takes: CSV repeats the name on each line
 * @param others what the sum of all other types takes
 */
record AnswerSize(long type, long letter, long others) {
  private static final long FUNCTION = 6 * 1024 * 1024;

  /** Status, headers, and what stands before and after the types. */
  private static final long FRAME = 8 * 1024;

  /** What all types may take together. */
  static final long ROOM = FUNCTION - FRAME;

  /** The digits of the largest count. */
  private static final int DIGITS = 19;

  /** The size of JSON, with a series of these starts. */
  static AnswerSize json(List<OffsetDateTime> starts) {
    long series =
        starts.size() * (escaped("{\"start\":\"\",\"count\":},") + DIGITS) + length(starts);
    return new AnswerSize(
        escaped("{\"event_type\":\"\",\"total\":,\"series\":[]},") + DIGITS + series,
        1,
        escaped(",\"others\":{\"event_types\":,\"total\":,\"series\":[]}") + 2 * DIGITS + series);
  }

  /** The size of CSV, with lines of these starts. */
  static AnswerSize csv(List<OffsetDateTime> starts) {
    long lines = starts.size() * (escaped(",,\r\n") + DIGITS) + length(starts);
    return new AnswerSize(lines, starts.size(), lines);
  }

  private static long length(List<OffsetDateTime> starts) {
    return starts.stream()
        .mapToLong(start -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start).length())
        .sum();
  }

  private static long escaped(String text) {
    return text.chars().map(c -> "\"\r\n".indexOf(c) < 0 ? 1 : 2).sum();
  }

  /** What named types may take: types that were asked for leave no others. */
  long room(List<String> asked) {
    return asked.isEmpty() ? ROOM - others : ROOM;
  }

  /** Fails with 400 if the types that were asked for do not fit. */
  void require(List<String> asked) {
    if (asked.stream().mapToLong(name -> type + letter * name.length()).sum() > ROOM) {
      throw ProblemException.badRequest(
          "event_type",
          "is given "
              + asked.size()
              + " times: so many series of this length do not fit into one response");
    }
  }
}
