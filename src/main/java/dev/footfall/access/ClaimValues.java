package dev.footfall.access;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of a claim that may have several: separated by spaces, as those of {@code scope} (RFC
 * 8693, 4.2), or by commas, or an array, which API Gateway passes as a list in brackets.
 */
final class ClaimValues {
  private ClaimValues() {}

  /** The values in order; none if the claim is missing. */
  static List<String> of(@Nullable String claim) {
    String text = claim == null ? "" : claim.strip();
    String inner =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    return Stream.of(inner.split("[\\s,]+")).filter(value -> !value.isEmpty()).toList();
  }
}
