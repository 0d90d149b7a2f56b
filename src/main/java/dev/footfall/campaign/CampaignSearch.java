package dev.footfall.campaign;

import dev.footfall.wire.UuidFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The campaigns that have a text in their name or a range of ids.
 *
 * @param namePart null matches no name
 * @param above ids greater than this match
 * @param upto and not greater than this
 */
record CampaignSearch(@Nullable String namePart, UUID above, UUID upto) {
  /** The smallest UUID, which is nobody's. */
  static final UUID FIRST = new UUID(0, 0);

  /** Every campaign, named or not. */
  static final CampaignSearch ALL = new CampaignSearch(null, FIRST, new UUID(-1, -1));

  private static final Pattern BEGINNING = Pattern.compile("\\p{XDigit}[\\p{XDigit}-]{0,35}");
  private static final int DIGITS = 32;

  /** Those with the text in their name, or with an id that is or begins with it. */
  static CampaignSearch of(String text) {
    if (text.isBlank()) {
      return ALL;
    }
    String part = CampaignName.valid("q", text);
    String beginning = UuidFormat.parse(part).map(UUID::toString).orElse(part).replace("-", "");
    if (!BEGINNING.matcher(part).matches() || beginning.length() > DIGITS) {
      return new CampaignSearch(part, FIRST, FIRST);
    }
    return new CampaignSearch(part, before(padded(beginning, '0')), padded(beginning, 'f'));
  }

  private static UUID padded(String digits, char with) {
    String all = digits + String.valueOf(with).repeat(DIGITS - digits.length());
    return new UUID(
        Long.parseUnsignedLong(all.substring(0, DIGITS / 2), 16),
        Long.parseUnsignedLong(all.substring(DIGITS / 2), 16));
  }

  /** The greatest UUID that is smaller; nothing comes before the first. */
  private static UUID before(UUID id) {
    long low = id.getLeastSignificantBits();
    return id.equals(FIRST)
        ? FIRST
        : new UUID(id.getMostSignificantBits() - (low == 0 ? 1 : 0), low - 1);
  }
}
