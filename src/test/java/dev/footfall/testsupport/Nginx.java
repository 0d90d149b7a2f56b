package dev.footfall.testsupport;

import io.smallrye.common.io.Files2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real nginx in front of a site. */
public final class Nginx implements AutoCloseable {
  private static final String CONFIG =
      """
      daemon off;
      master_process off;
      pid nginx.pid;
      error_log stderr;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        server {
          listen 127.0.0.1:%d;
          # As most sites have it: their own application wants to know its name.
          proxy_set_header Host $host;
          location / { proxy_pass %s; }
          %s
        }
      }
      """;

  private final int port;
  private final Path directory;
  private final ChildProcess process;

  private Nginx(int port, Path directory, ChildProcess process) {
    this.port = port;
    this.directory = directory;
    this.process = process;
  }

  /** Listens on a free port of the loopback interface, with these locations beside the site. */
  public static Nginx start(String site, String locations) throws Exception {
    Path directory = Files.createTempDirectory("nginx");
    Path config = directory.resolve("nginx.conf");
    int port = Loopback.freePort();
    Files.writeString(config, CONFIG.formatted(port, site, locations));
    List<String> command =
        List.of(Tool.path("nginx").toString(), "-p", directory + "/", "-c", config.toString());
    Path output = directory.resolve("output.txt");
    ChildProcess process = ChildProcess.start(command, Map.of(), output);
    process.awaitPort(port);
    return new Nginx(port, directory, process);
  }

  public String origin() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() throws IOException {
    process.close();
    Files2.deleteRecursively(directory);
  }
}
