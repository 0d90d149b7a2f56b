package dev.footfall.event;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import javax.sql.DataSource;

/** What the database holds, read by its owner. */
final class Stored {
  private final DataSource owner;

  Stored(DataSource owner) {
    this.owner = owner;
  }

  /** A row of events. */
  record Row(
      UUID session, UUID campaign, String type, Instant time, Instant createdAt, String metadata) {}

  /** The one row with this id. */
  Row row(UUID id) throws SQLException {
    String sql =
        "SELECT session_id, campaign_id, event_type, event_time, created_at, metadata::text"
            + " FROM events WHERE id = ?";
    try (Connection connection = owner.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, id);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new AssertionError("no event " + id);
        }
        return new Row(
            row.getObject(1, UUID.class),
            row.getObject(2, UUID.class),
            row.getString(3),
            row.getObject(4, OffsetDateTime.class).toInstant(),
            row.getObject(5, OffsetDateTime.class).toInstant(),
            row.getString(6));
      }
    }
  }

  long ofCampaign(UUID campaign) throws SQLException {
    return number("SELECT count(*) FROM events WHERE campaign_id = ?", campaign);
  }

  /** What the counters say. */
  long counted(UUID campaign) throws SQLException {
    return number("SELECT coalesce(sum(n), 0) FROM event_counts WHERE campaign_id = ?", campaign);
  }

  /** The smallest UUID that a UUIDv7 may have. */
  UUID oldestId() throws SQLException {
    try (Connection connection = owner.getConnection();
        PreparedStatement query = connection.prepareStatement("SELECT oldest_id FROM retention");
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getObject(1, UUID.class);
    }
  }

  /** Whether {@code jsonb} takes the text. */
  boolean isJsonb(String text) throws SQLException {
    try (Connection connection = owner.getConnection();
        PreparedStatement query =
            connection.prepareStatement("SELECT pg_input_is_valid(?::text, 'jsonb')")) {
      query.setString(1, text);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = owner.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  private long number(String sql, UUID campaign) throws SQLException {
    try (Connection connection = owner.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, campaign);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
