package dev.footfall.access;

import dev.footfall.wire.UuidFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which campaigns a caller may see: all, or a list.
 *
 * @param listed the campaigns; empty means all
 * @param refusal what to tell the caller of a campaign that is not among them
 */
record CampaignClaim(Optional<Set<UUID>> listed, String refusal) {
  static final CampaignClaim ALL = new CampaignClaim(Optional.empty(), "");

  /** Of the form with hyphens. A right is given in no other, however clear. */
  private static final int CANONICAL_LENGTH = 36;

  /**
   * Parses a claim: {@code *}, or UUIDs separated by spaces or commas. API Gateway passes an array
   * as a list in brackets. A missing claim, and any word that is not a UUID, gives access to no
   * campaign.
   */
  static CampaignClaim parse(String name, @Nullable String claim) {
    List<String> words = words(claim);
    if (words.equals(List.of("*"))) {
      return ALL;
    }
    return new CampaignClaim(
        Optional.of(
            words.stream()
                .filter(word -> word.length() == CANONICAL_LENGTH)
                .flatMap(word -> UuidFormat.parse(word).stream())
                .collect(Collectors.toUnmodifiableSet())),
        claim == null
            ? "the token has no claim " + name
            : "the token's claim " + name + " does not list its campaign");
  }

  /** The words of a claim that is a text or an array. */
  static List<String> words(@Nullable String claim) {
    String text = claim == null ? "" : claim.strip();
    String inner =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    return Stream.of(inner.split("[\\s,]+")).filter(word -> !word.isEmpty()).toList();
  }
}
