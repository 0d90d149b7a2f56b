package dev.footfall.event;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Executes the store's insert over a connection of its own, which it reopens if lost. */
final class StatementWire implements Wire {
  private static final String INSERT = EventStore.INSERT.replaceAll("\\$\\d", "?");

  private final String url;
  private Connection connection;

  StatementWire(String url) {
    this.url = url;
  }

  @Override
  public List<String> send(List<Event> events) throws SQLException {
    try {
      Set<UUID> stored = insert(events);
      return events.stream().map(e -> stored.remove(e.id()) ? "stored" : "duplicate").toList();
    } catch (SQLException e) {
      if (!isConnectionLoss(e.getSQLState())) {
        throw e;
      }
      close();
      return null;
    }
  }

  private Set<UUID> insert(List<Event> events) throws SQLException {
    Map<UUID, Event> distinct = new LinkedHashMap<>();
    events.forEach(event -> distinct.putIfAbsent(event.id(), event));
    if (connection == null) {
      connection = DriverManager.getConnection(url, "footfall_collector", "");
    }
    Set<UUID> stored = new HashSet<>();
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setArray(1, array("uuid", distinct.values(), Event::id));
      insert.setArray(2, array("uuid", distinct.values(), Event::sessionId));
      insert.setArray(3, array("uuid", distinct.values(), Event::campaignId));
      insert.setArray(4, array("text", distinct.values(), Event::eventType));
      insert.setArray(5, array("timestamptz", distinct.values(), Event::eventTime));
      insert.setArray(6, array("text", distinct.values(), Event::metadata));
      insert.setArray(7, array("timestamptz", distinct.values(), Event::idTime));
      insert.setBoolean(8, false); // whether campaigns must be registered
      try (ResultSet rows = insert.executeQuery()) {
        while (rows.next()) {
          stored.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return stored;
  }

  private Array array(String type, Collection<Event> events, Function<Event, Object> value)
      throws SQLException {
    return connection.createArrayOf(
        type, events.stream().map(value).map(v -> v == null ? null : v.toString()).toArray());
  }

  /** Connection exception, or ended by an administrator. */
  private static boolean isConnectionLoss(String state) {
    return state != null && (state.startsWith("08") || state.equals("57P01"));
  }

  @Override
  public void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // It is lost already.
    }
    connection = null;
  }
}
