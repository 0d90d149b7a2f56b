package dev.footfall.event;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** What the database holds of one campaign, read by the owner past all of the service's code. */
final class Ledger {
  private final DataSource owner;
  private final UUID campaign;

  Ledger(DataSource owner, UUID campaign) {
    this.owner = owner;
    this.campaign = campaign;
  }

  long rows() throws SQLException {
    return number("SELECT count(*) FROM events WHERE campaign_id = ?");
  }

  long counted() throws SQLException {
    return number("SELECT coalesce(sum(n), 0) FROM event_counts WHERE campaign_id = ?");
  }

  /** How many quarter-hours of a type have another number of events than their counters say. */
  long disagreements() throws SQLException {
    return number(
        """
        WITH mine AS (SELECT ?::uuid AS campaign_id)
        SELECT count(*) FROM (
          SELECT event_type, date_bin('15 minutes', event_time, '2000-01-01 00:00+00') AS bucket,
                 count(*) AS n
          FROM events NATURAL JOIN mine GROUP BY 1, 2) stored
        FULL JOIN (
          SELECT event_type, bucket, sum(n) AS n
          FROM event_counts NATURAL JOIN mine GROUP BY 1, 2) counted USING (event_type, bucket)
        WHERE stored.n IS DISTINCT FROM counted.n
        """);
  }

  Set<UUID> ids() throws SQLException {
    Set<UUID> ids = new HashSet<>();
    try (Connection connection = owner.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT id FROM events WHERE campaign_id = ?")) {
      select.setObject(1, campaign);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return ids;
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = owner.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, campaign);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
