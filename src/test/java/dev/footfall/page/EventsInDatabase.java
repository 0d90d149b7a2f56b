package dev.footfall.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** A campaign's events as the database holds them, read by its owner. */
final class EventsInDatabase {
  private static final String IN_ORDER =
      """
      SELECT id, session_id, event_type, event_time, metadata::text
      FROM events WHERE campaign_id = ? ORDER BY event_time, id
      """;
  private static final String COUNTED =
      "SELECT coalesce(sum(n), 0) FROM event_counts WHERE campaign_id = ?";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DataSource owner;
  private final UUID campaign;

  EventsInDatabase(DataSource owner, UUID campaign) {
    this.owner = owner;
    this.campaign = campaign;
  }

  /** One event; the metadata as PostgreSQL writes them. */
  record Row(UUID id, UUID session, String type, Instant time, String metadata) {

    /** What the event says of this, or nothing. */
    String metadata(String name) {
      try {
        return JSON.readTree(metadata).path(name).asText();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** In the order of their times. */
  List<Row> all() {
    List<Row> rows = new ArrayList<>();
    try (Connection connection = owner.getConnection();
        PreparedStatement query = connection.prepareStatement(IN_ORDER)) {
      query.setObject(1, campaign);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          rows.add(
              new Row(
                  row.getObject(1, UUID.class),
                  row.getObject(2, UUID.class),
                  row.getString(3),
                  row.getObject(4, OffsetDateTime.class).toInstant(),
                  row.getString(5)));
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return rows;
  }

  /** What the counters say. */
  long counted() {
    try (Connection connection = owner.getConnection();
        PreparedStatement query = connection.prepareStatement(COUNTED)) {
      query.setObject(1, campaign);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
