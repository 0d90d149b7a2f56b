package dev.footfall.database;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Brings the database up to date: schema, the collector's sign-in, what is counted, folded
 * counters, months. As the owner and over a direct connection, never in the collector's role. Any
 * number may run at once, and while events arrive.
 */
@ApplicationScoped
public class Upkeep {
  private static final Logger LOG = Logger.getLogger(Upkeep.class);

  /**
   * Counter rows of one fold: a transaction of about a second, so that no writer waits for long.
   */
  private static final int ROWS_OF_A_FOLD = 50_000;

  /** The schedule comes again; a backlog larger than this is folded then. */
  private static final int MOST_FOLDS = 100;

  private final Instance<Flyway> flyway;
  private final Instance<DataSource> owner;
  private final RetentionConfig retention;
  private final AmountsConfig amounts;
  private final BreakdownsConfig breakdowns;
  private final DatabaseConfig collector;

  Upkeep(
      Instance<Flyway> flyway,
      Instance<DataSource> owner,
      RetentionConfig retention,
      AmountsConfig amounts,
      BreakdownsConfig breakdowns,
      DatabaseConfig collector) {
    this.flyway = flyway;
    this.owner = owner;
    this.retention = retention;
    this.amounts = amounts;
    this.breakdowns = breakdowns;
    this.collector = collector;
  }

  /** Does what is due and tells what it did; running it again at once does nothing. */
  public Report run() {
    int migrations = flyway.get().migrate().migrationsExecuted;
    try (Connection connection = owner.get().getConnection()) {
      if (collector.authentication() == DatabaseConfig.Authentication.IAM) {
        allowIam(connection);
      }
      declare(connection, "amount", List.of(amounts.key()));
      declare(connection, "breakdown", breakdowns.keys());
      long folded = fold(connection);
      return new Report(migrations, folded, keepMonths(connection));
    } catch (SQLException e) {
      throw new IllegalStateException("the upkeep failed: " + e.getMessage(), e);
    }
  }

  /** Under a lock, as two that grant at the same moment would fail. */
  private static final String ALLOW_IAM =
      """
      DO $$
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('footfall_collector'));
        IF NOT pg_has_role('footfall_collector', 'rds_iam', 'member') THEN
          GRANT rds_iam TO footfall_collector;
        END IF;
      END $$
      """;

  private static void allowIam(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(ALLOW_IAM);
    }
  }

  private static final String DECLARE = "SELECT declare_keys(?, ?)";

  private static void declare(Connection connection, String kind, List<String> keys)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DECLARE)) {
      statement.setString(1, kind);
      statement.setArray(2, connection.createArrayOf("text", keys.toArray()));
      statement.execute();
    }
  }

  /** Reports a step that failed, rather than fail: the next run tries again. */
  private static final String KEEP_MONTHS = "CALL keep_months(?, ?, NULL)";

  private String keepMonths(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KEEP_MONTHS)) {
      statement.setInt(1, retention.monthsToKeep());
      statement.setInt(2, retention.monthsAhead());
      try (ResultSet months = statement.executeQuery()) {
        months.next();
        String report = months.getString(1);
        if (report.contains("\"failed\"")) {
          LOG.errorf("Months could not be kept, the next run tries again: %s", report);
        }
        return report;
      }
    }
  }

  private static final String FOLD = "SELECT fold_event_counts(?)";

  private static long fold(Connection connection) throws SQLException {
    long folded = 0;
    try (PreparedStatement statement = connection.prepareStatement(FOLD)) {
      statement.setInt(1, ROWS_OF_A_FOLD);
      for (int i = 0; i < MOST_FOLDS; i++) {
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          if (rows.getLong(1) == 0) {
            break;
          }
          folded += rows.getLong(1);
        }
      }
    }
    return folded;
  }

  /**
   * What was done.
   *
   * @param migrations how many ran
   * @param folded counter rows that were folded
   * @param months the months created and dropped, other events deleted for their age, and what
   *     failed, as JSON
   */
  @RegisterForReflection
  public record Report(int migrations, long folded, @JsonRawValue String months) {}
}
