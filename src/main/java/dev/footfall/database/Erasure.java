package dev.footfall.database;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Erases events, together with their counts, as the owner and over a direct connection. Their ids
 * are not accepted again as long as events are kept.
 */
@ApplicationScoped
public class Erasure {
  /** Calls of at most 2,000 events each; what is left then is erased by the next invocation. */
  private static final int MOST_CALLS = 5000;

  private final Instance<DataSource> owner;

  Erasure(Instance<DataSource> owner) {
    this.owner = owner;
  }

  private static final String ERASE_SESSION = "SELECT erase_session(?)";

  /** Erases a session's events. */
  public Report session(UUID session) {
    return run(ERASE_SESSION, session);
  }

  private static final String ERASE_CAMPAIGN =
      """
      SELECT erase_campaign(?, ?::text[], coalesce(?::timestamptz, '-infinity'),
                            coalesce(?::timestamptz, 'infinity'))
      """;

  /**
   * Erases a campaign's events.
   *
   * @param eventTypes only of these types, or null for all
   * @param from the earliest event time, or null for any
   * @param to the event time before which they happened, or null for any
   */
  public Report campaign(
      UUID campaign,
      @Nullable List<String> eventTypes,
      @Nullable Instant from,
      @Nullable Instant to) {
    return run(
        ERASE_CAMPAIGN,
        campaign,
        eventTypes == null ? null : eventTypes.toArray(String[]::new),
        from == null ? null : from.atOffset(ZoneOffset.UTC),
        to == null ? null : to.atOffset(ZoneOffset.UTC));
  }

  private Report run(String sql, @Nullable Object... parameters) {
    try (Connection connection = owner.get().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      long erased = 0;
      for (int i = 0; i < MOST_CALLS; i++) {
        long some = number(statement);
        if (some == 0) {
          return new Report(erased, true);
        }
        erased += some;
      }
      return new Report(erased, false);
    } catch (SQLException e) {
      throw new IllegalStateException("the erasure failed: " + e.getMessage(), e);
    }
  }

  private static long number(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * What was done.
   *
   * @param erased how many events
   * @param complete whether none is left; if not, the same invocation goes on
   */
  @RegisterForReflection
  public record Report(long erased, boolean complete) {}
}
