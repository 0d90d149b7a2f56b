package dev.footfall.query;

import dev.footfall.problem.ProblemException;
import dev.footfall.wire.QueryString;
import dev.footfall.wire.TimeFormat;
import dev.footfall.wire.UuidFormat;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The parameters of a read. An unknown or repeated one is an error, so that a misspelt name cannot
 * change an answer unnoticed.
 */
public final class QueryParameters {
  private static final int LONGEST_NAME = 64;

  private final Map<String, List<String>> parameters;

  /**
   * @param once the parameters that may be given once
   * @param often those that may be repeated
   */
  public QueryParameters(
      Map<String, List<String>> parameters, Set<String> once, Set<String> often) {
    this.parameters = parameters;
    parameters.forEach(
        (name, values) -> {
          if (!once.contains(name) && !often.contains(name)) {
            throw ProblemException.badRequest(shortened(name), "is not a parameter of this query");
          }
          if (values.size() > 1 && !often.contains(name)) {
            throw ProblemException.badRequest(name, "is given more than once");
          }
        });
  }

  /** The request's parameters by name; fails on any that cannot be read. */
  public static Map<String, List<String>> of(HttpServerRequest request) {
    try {
      return QueryString.parse(request.query());
    } catch (QueryString.Unreadable unreadable) {
      throw ProblemException.badRequest(
          shortened(unreadable.parameter()), QueryString.Unreadable.REASON);
    }
  }

  public List<String> texts(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  public Optional<String> text(String name) {
    return texts(name).stream().findFirst();
  }

  public UUID requiredUuid(String name) {
    return uuid(
        name, text(name).orElseThrow(() -> ProblemException.badRequest(name, "is required")));
  }

  public static UUID uuid(String name, String text) {
    return UuidFormat.parse(text)
        .orElseThrow(() -> ProblemException.badRequest(name, "must be a UUID"));
  }

  public Optional<Instant> time(String name) {
    return text(name)
        .map(
            text ->
                TimeFormat.parseParameter(text)
                    .orElseThrow(
                        () ->
                            ProblemException.badRequest(name, "must be RFC 3339 with an offset")));
  }

  /** A whole number of the range, or the default. */
  public int number(String name, int least, int most, int byDefault) {
    return text(name)
        .map(
            text -> {
              if (!text.matches("\\d{1,9}")
                  || Integer.parseInt(text) < least
                  || Integer.parseInt(text) > most) {
                throw ProblemException.badRequest(name, "must be from " + least + " to " + most);
              }
              return Integer.parseInt(text);
            })
        .orElse(byDefault);
  }

  private static String shortened(String name) {
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }
}
