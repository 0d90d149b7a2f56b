package dev.footfall.access;

import dev.footfall.wire.UuidFormat;
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
 */
record CampaignClaim(Optional<Set<UUID>> listed) {
  static final CampaignClaim ALL = new CampaignClaim(Optional.empty());

  /** Of the form with hyphens. A right is given in no other, however clear. */
  private static final int CANONICAL_LENGTH = 36;

  /**
   * Parses the claim {@code campaigns}: {@code *}, or UUIDs separated by spaces. API Gateway passes
   * an array as a list in brackets. A missing claim, and any word that is not a UUID, gives access
   * to no campaign.
   */
  static CampaignClaim parse(@Nullable String claim) {
    String text = claim == null ? "" : claim.strip();
    if (text.equals("*") || text.equals("[*]")) {
      return ALL;
    }
    String inner =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    return new CampaignClaim(
        Optional.of(
            Stream.of(inner.split("\\s+"))
                .filter(word -> word.length() == CANONICAL_LENGTH)
                .flatMap(word -> UuidFormat.parse(word).stream())
                .collect(Collectors.toUnmodifiableSet())));
  }
}
