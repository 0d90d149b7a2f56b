package dev.footfall.count;

import dev.footfall.problem.ProblemException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Variant;
import java.util.List;
import java.util.Map;

/**
 * The format of a response: JSON, or one other.
 *
 * @param name what the parameter {@code format} calls the other
 */
record Format(String name, MediaType type) {
  static final String PARAMETER = "format";

  /**
   * Whether the caller wants this format rather than JSON: by the parameter {@code format}, or else
   * by its {@code Accept}. A caller without a preference gets JSON.
   */
  boolean isWanted(Map<String, List<String>> query, Request request) {
    List<String> asked = query.getOrDefault(PARAMETER, List.of());
    if (!asked.isEmpty()) {
      if (!asked.get(0).equals("json") && !asked.get(0).equals(name)) {
        throw ProblemException.badRequest(PARAMETER, "must be json or " + name);
      }
      return asked.get(0).equals(name);
    }
    List<Variant> variants = Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, type).build();
    Variant variant = request.selectVariant(variants);
    if (variant == null) {
      throw new NotAcceptableException();
    }
    return variant.getMediaType().equals(type);
  }
}
