package dev.footfall.campaign;

import dev.footfall.database.Database;
import dev.footfall.query.Times;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists campaigns and keeps their names. A campaign is what has a name or ever had an event. */
@ApplicationScoped
class CampaignStore {
  private final Database database;

  CampaignStore(Database database) {
    this.database = database;
  }

  static final String LIST =
      """
      SELECT campaign_id, name, total, sessions, first_event_time, last_event_time, followed
      FROM list_campaigns($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """;

  /**
   * One page of the campaigns that the caller may see, by id.
   *
   * @param visible these, or empty for all
   */
  Uni<List<Campaign>> list(CampaignQuery query, Optional<Set<UUID>> visible) {
    Tuple parameters =
        Tuple.tuple()
            .addArrayOfUUID(visible.map(ids -> ids.toArray(UUID[]::new)).orElse(null))
            .addUUID(query.after())
            .addString(query.search().namePart())
            .addUUID(query.search().above())
            .addUUID(query.search().upto())
            .addInteger(query.limit());
    return database.query(
        "campaigns",
        LIST,
        WindowParts.of(query.window()).addTo(parameters),
        CampaignStore::campaign);
  }

  private static Campaign campaign(Row row) {
    Long total = row.getLong(2);
    return new Campaign(
        row.getUUID(0),
        row.getString(1),
        total,
        row.getLong(3),
        time(row, 4),
        time(row, 5),
        total == null ? true : null,
        row.getBoolean(6));
  }

  private static @Nullable OffsetDateTime time(Row row, int column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : Times.utc(time);
  }

  private static final String NAME =
      """
      INSERT INTO campaigns (campaign_id, name) VALUES ($1, $2)
      ON CONFLICT (campaign_id) DO UPDATE SET name = excluded.name
      """;

  Uni<Void> name(NamedCampaign campaign) {
    Tuple parameters = Tuple.of(campaign.campaignId(), campaign.name());
    return database.query("name-campaign", NAME, parameters, row -> row).replaceWithVoid();
  }
}
