package dev.footfall.testsupport;

import static dev.footfall.testsupport.Together.await;

import io.smallrye.common.io.Files2;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real PgBouncer in transaction mode: many clients over four server connections. */
public final class PgBouncer implements AutoCloseable {
  public static final int SERVER_CONNECTIONS = 4;

  private static final String CONFIG =
      """
      [databases]
      * = host=127.0.0.1 port=%d
      [pgbouncer]
      listen_addr = 127.0.0.1
      listen_port = %d
      unix_socket_dir =
      auth_type = trust
      auth_file = %s
      admin_users = admin
      pool_mode = transaction
      max_client_conn = 400
      default_pool_size = %d
      ignore_startup_parameters = extra_float_digits
      ; After PostgreSQL was away; the default of 15 s is meant for hundreds of poolers.
      server_login_retry = 1
      """;

  private final int port;
  private final Path directory;
  private ChildProcess process;

  /** Listens on the port and passes on to the server's, both of the loopback interface. */
  public PgBouncer(int port, int serverPort) throws Exception {
    this.port = port;
    directory =
        Files.createTempDirectory(
            "pgbouncer",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Path users = directory.resolve("users.txt");
    Files.writeString(users, "\"admin\" \"\"\n\"footfall_collector\" \"\"\n");
    Files.writeString(
        directory.resolve("pgbouncer.ini"),
        CONFIG.formatted(serverPort, port, users, SERVER_CONNECTIONS));
    launch();
  }

  /** Ends it at once, with every connection, and starts it again. */
  public void restart() throws Exception {
    process.close();
    launch();
  }

  public int port() {
    return port;
  }

  /**
   * How many rows of this user a command of its console shows, for example {@code SHOW CLIENTS}. It
   * takes the reactive client: the JDBC driver begins with a statement that the console refuses.
   */
  public int count(Vertx vertx, String show, String user) throws Exception {
    PgConnectOptions console =
        new PgConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setDatabase("pgbouncer")
            .setUser("admin");
    PgConnection connection = await(PgConnection.connect(vertx, console));
    try {
      RowSet<Row> rows = await(connection.query(show).execute());
      return (int) rows.stream().filter(row -> user.equals(row.getValue("user"))).count();
    } finally {
      await(connection.close());
    }
  }

  private void launch() throws Exception {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) { // it refuses to run as root
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    command.addAll(
        List.of(Tool.path("pgbouncer").toString(), directory.resolve("pgbouncer.ini").toString()));
    process = ChildProcess.start(command, Map.of(), directory.resolve("output.txt"));
    process.awaitPort(port);
  }

  @Override
  public void close() throws IOException {
    process.close();
    Files2.deleteRecursively(directory);
  }
}
