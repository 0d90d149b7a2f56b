package dev.footfall.testsupport;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Statements of one role; each on a connection of its own, with question marks for parameters. */
public class Sql {
  private final DataSource source;

  public Sql(DataSource source) {
    this.source = source;
  }

  /** The address of a database and the role to sign in as, whose password is its name. */
  static PGSimpleDataSource source(String url, String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(role);
    source.setPassword(role);
    return source;
  }

  DataSource source() {
    return source;
  }

  /** A connection that the caller closes. */
  public Connection connect() {
    try {
      return source.getConnection();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public String url() {
    try (Connection connection = connect()) {
      return connection.getMetaData().getURL();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Executes a statement and ignores its result. */
  public void execute(String sql, Object... parameters) {
    with(sql, parameters, PreparedStatement::execute);
  }

  /** The rows of a query, each as its columns' texts separated by bars. */
  public List<String> rows(String sql, Object... parameters) {
    return with(sql, parameters, query -> rows(query.executeQuery()));
  }

  static List<String> rows(ResultSet result) throws SQLException {
    List<String> rows = new ArrayList<>();
    while (result.next()) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        columns.add(result.getString(i));
      }
      rows.add(columns.stream().map(String::valueOf).collect(Collectors.joining("|")));
    }
    return rows;
  }

  /** The first row of a query, which is often the only one. */
  public String value(String sql, Object... parameters) {
    return rows(sql, parameters).get(0);
  }

  public long number(String sql, Object... parameters) {
    return Long.parseLong(value(sql, parameters));
  }

  /** Asserts that a statement fails; returns its SQLSTATE. */
  public String refusal(String sql) {
    Throwable failure = assertThrows(IllegalStateException.class, () -> execute(sql)).getCause();
    return ((SQLException) failure).getSQLState();
  }

  <T> T with(String sql, Object[] parameters, Work<T> work) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return work.on(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  interface Work<T> {
    T on(PreparedStatement statement) throws SQLException;
  }
}
