package dev.footfall.page;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * In {@code quarkus dev}, serves the pages' files as they are in the source folders: reloading the
 * page shows an edit, and the browser loads the dashboard's modules unbundled. No other build
 * contains this bean.
 */
@Provider
@PreMatching
@IfBuildProfile("dev")
public class SourceFiles implements ContainerRequestFilter {
  private static final Pattern ASSET = Pattern.compile("/assets/([\\w-]+(?:\\.[\\w-]+)+)");

  private final Path project;

  SourceFiles() {
    URI page = URI.create(String.valueOf(SourceFiles.class.getResource("/page/index.html")));
    project = Path.of(page).resolve("../../../..").normalize();
  }

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    Optional<Path> source = source(request.getUriInfo().getRequestUri().getPath());
    if (source.isPresent()) {
      Asset asset = Asset.of(source.get().toString(), Files.readString(source.get()));
      request.abortWith(
          Response.ok(asset.plain(), asset.type())
              .header(HttpHeaders.CACHE_CONTROL, "no-store")
              .header("Content-Security-Policy", PageResource.POLICY)
              .build());
    }
  }

  private Optional<Path> source(String path) {
    Matcher asset = ASSET.matcher(path);
    return switch (path) {
      case "/" -> first("src/main/resources/page/index.html");
      case "/footfall.js" -> first("src/main/js/footfall.js");
      case "/assets/dashboard.js" -> first("src/main/js/dashboard/main.js");
      default -> asset.matches() ? asset(asset.group(1)) : Optional.empty();
    };
  }

  private Optional<Path> asset(String name) {
    return first(
        "src/main/js/dashboard/" + name,
        "src/main/resources/page/assets/" + name,
        "target/classes/page/assets/" + name);
  }

  private Optional<Path> first(String... files) {
    return Stream.of(files).map(project::resolve).filter(Files::isRegularFile).findFirst();
  }
}
