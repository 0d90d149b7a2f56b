package dev.footfall.testsupport;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a statement did, as EXPLAIN (ANALYZE, BUFFERS) reports it. */
public record Plan(JsonNode root, List<JsonNode> nodes) {
  /** Runs the statements on one connection; the last of them explains. */
  public static Plan of(Sql database, String... statements) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(String.join(";", statements));
      while (statement.getResultSet() == null) {
        statement.getMoreResults();
      }
      String plan = Sql.rows(statement.getResultSet()).get(0);
      Plan read = new Plan(Json.read(plan).get(0).get("Plan"), new ArrayList<>());
      read.collect(read.root);
      return read;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void collect(JsonNode node) {
    nodes.add(node);
    node.path("Plans").forEach(this::collect);
  }

  public long rows() {
    return Math.round(root.get("Actual Rows").asDouble());
  }

  /** Pages of 8 kB that were looked at. */
  public long buffers() {
    return root.get("Shared Hit Blocks").asLong() + root.get("Shared Read Blocks").asLong();
  }

  /** Rows that were read and then filtered out. */
  public long removed() {
    return nodes.stream().mapToLong(Plan::removed).sum();
  }

  private static long removed(JsonNode node) {
    double perLoop =
        node.path("Rows Removed by Filter").asDouble()
            + node.path("Rows Removed by Index Recheck").asDouble();
    return Math.round(perLoop * node.path("Actual Loops").asDouble());
  }

  /** The tables that were read from end to end and had any row; retention has but one. */
  public List<String> readWhole() {
    return nodes.stream()
        .filter(node -> node.get("Node Type").asText().equals("Seq Scan"))
        .filter(node -> node.get("Actual Rows").asDouble() > 0 || removed(node) > 0)
        .map(node -> node.get("Relation Name").asText())
        .filter(table -> !table.equals("retention"))
        .toList();
  }
}
