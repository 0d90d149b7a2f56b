package dev.footfall.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Fresh events as a page sends them, as the six arrays that both inserts take. */
final class Rows {
  static final List<String> TYPES =
      List.of(
          "link_opened",
          "page_view",
          "product_view",
          "add_to_cart",
          "checkout_started",
          "purchase_completed");
  private static final int EVENTS_OF_A_SESSION = 25;
  private static final UUID NONE = new UUID(0, 0);
  private static final String PAGE = "{\"path\":\"/summer/shoes\",\"title\":\"Shoes\"}";

  private final Connection connection;
  private final PreparedStatement insert;
  private final boolean ours;
  private final UUID[] campaigns;
  private final int types;
  private final List<String> metadata;
  private UUID session = NONE;
  private UUID campaign = NONE;
  private int left;

  /**
   * @param insert a statement whose parameters 1 to 6 are arrays; ours has two more
   * @param types how many event types are in use
   */
  Rows(Connection connection, String insert, UUID[] campaigns, int types) throws SQLException {
    this(connection, insert, campaigns, types, List.of(PAGE));
  }

  /**
   * @param metadata of the events of a session, in turn
   */
  Rows(Connection connection, String insert, UUID[] campaigns, int types, List<String> metadata)
      throws SQLException {
    this.connection = connection;
    this.insert = connection.prepareStatement(insert.replaceAll("\\$\\d", "?"));
    this.ours = insert.contains("store_events");
    this.campaigns = campaigns;
    this.types = types;
    this.metadata = metadata;
  }

  /** An expression's value, over the same connection. */
  String show(String expression) throws SQLException {
    return BenchDatabase.show(connection, expression);
  }

  /** Inserts a batch of sessions of 25 events, of which each has one campaign. */
  void insert(int events) throws SQLException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Object[][] columns = new Object[6][events];
    for (int i = 0; i < events; i++) {
      long now = System.currentTimeMillis();
      if (left == 0) {
        session = version7(now, random);
        campaign = campaigns[random.nextInt(campaigns.length)];
        left = EVENTS_OF_A_SESSION;
      }
      left--;
      columns[0][i] = version7(now, random);
      columns[1][i] = session;
      columns[2][i] = campaign;
      columns[3][i] = TYPES.get(random.nextInt(types));
      columns[4][i] = Instant.ofEpochMilli(now).toString();
      columns[5][i] = metadata.get(left % metadata.size());
    }
    String[] names = {"uuid", "uuid", "uuid", "text", "timestamptz", "text"};
    for (int c = 0; c < names.length; c++) {
      insert.setArray(c + 1, connection.createArrayOf(names[c], columns[c]));
    }
    if (ours) {
      insert.setArray(
          names.length + 1, connection.createArrayOf("timestamptz", new Object[events]));
      insert.setBoolean(names.length + 2, false);
    }
    insert.execute();
  }

  private static UUID version7(long millis, ThreadLocalRandom random) {
    long high = millis << 16 | 0x7000 | random.nextInt(0x1000);
    return new UUID(high, random.nextLong() >>> 2 | 1L << 63);
  }
}
