package dev.footfall.access;

import dev.footfall.wire.UuidFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
   * Parses a claim: {@code *}, or UUIDs. A missing claim, and any value that is not a UUID, gives
   * access to no campaign.
   */
  static CampaignClaim parse(String name, @Nullable String claim) {
    List<String> values = ClaimValues.of(claim);
    if (values.equals(List.of("*"))) {
      return ALL;
    }
    return new CampaignClaim(
        Optional.of(
            values.stream()
                .filter(value -> value.length() == CANONICAL_LENGTH)
                .flatMap(value -> UuidFormat.parse(value).stream())
                .collect(Collectors.toUnmodifiableSet())),
        claim == null
            ? "the token has no claim " + name
            : "the token's claim " + name + " does not list its campaign");
  }
}
