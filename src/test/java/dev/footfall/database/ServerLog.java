package dev.footfall.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements that a role has sent, as the server has logged them in JSON. */
record ServerLog(List<String> statements) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STATEMENT =
      Pattern.compile("(?:statement|execute (\\S+)): (.*)", Pattern.DOTALL);
  private static final int LONGEST = 16 * 1024;

  /** What makes RDS Proxy keep a server connection for one client alone. */
  private static final Pattern PINS =
      Pattern.compile(
          """
          (^|;)\\s*(SET|RESET|PREPARE|EXECUTE|DEALLOCATE|DISCARD|LISTEN|UNLISTEN|DECLARE|LOAD)\\b\
          |CREATE\\s+((GLOBAL|LOCAL)\\s+)?(TEMP|TEMPORARY)\\b|\\bINTO\\s+(TEMP|TEMPORARY)\\b\
          |\\bset_config\\s*\\(|\\b(nextval|setval)\\s*\\(|\\bpg_(try_)?advisory_lock(_shared)?\\s*\\(""",
          Pattern.CASE_INSENSITIVE);

  static ServerLog of(String user, List<String> lines) {
    return new ServerLog(
        lines.stream()
            .map(ServerLog::read)
            .filter(line -> line.path("user").asText().equals(user))
            .map(line -> STATEMENT.matcher(line.path("message").asText()))
            .filter(Matcher::matches)
            .map(ServerLog::statement)
            .toList());
  }

  List<String> pinning() {
    return statements.stream()
        .filter(statement -> statement.length() > LONGEST || PINS.matcher(statement).find())
        .toList();
  }

  /** Its text; a statement with a name of its own pins as much as one prepared with SQL. */
  private static String statement(Matcher logged) {
    String name = logged.group(1);
    return (name == null || name.startsWith("<unnamed>") ? "" : "PREPARE ") + logged.group(2);
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(line, e);
    }
  }
}
