package dev.footfall.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** The app's templates for some settings, synthesised once for all tests. */
final class Synthesis {
  static final ObjectMapper JSON = new ObjectMapper();
  static final Synthesis DEV = new Synthesis(Map.of());
  static final Synthesis PROD = new Synthesis(Map.of("stage", "prod"));
  static final Synthesis EVERYTHING =
      new Synthesis(
          Map.ofEntries(
              Map.entry("stage", "prod"),
              Map.entry("alarm-email", "on-call@example.com"),
              Map.entry("budget", "500"),
              Map.entry("domain", "events.example.com"),
              Map.entry("zone-id", "Z0123456789ABC"),
              Map.entry("zone-name", "example.com"),
              Map.entry("edge-origin", "events.example.com"),
              Map.entry("replica-region", "eu-west-1"),
              Map.entry("replica-source", "arn:aws:rds:eu-central-1:111122223333:db:source")));

  private final Path directory;

  Synthesis(Map<String, String> settings) {
    try {
      directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "synth");
      FootfallApp.build(app(settings)).synth();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Synthesis> all() {
    return List.of(DEV, PROD, EVERYTHING);
  }

  App app(Map<String, String> settings) throws IOException {
    Map<String, Object> context = new HashMap<>(ofCdkJson());
    context.put("issuer", "https://identity.example.com/");
    context.put("client-id", "dashboard");
    context.put("function-zip", functionZip().toString());
    context.putAll(settings);
    return new App(AppProps.builder().outdir(directory.toString()).context(context).build());
  }

  /** Every template by its stack's name. */
  Map<String, JsonNode> templates() {
    try (Stream<Path> files = Files.list(directory)) {
      Map<String, JsonNode> templates = new TreeMap<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".template.json")).toList()) {
        String name = file.getFileName().toString();
        templates.put(name.substring(0, name.indexOf('.')), JSON.readTree(file.toFile()));
      }
      return templates;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory() {
    return directory;
  }

  /** The properties of each resource of a type, by logical id, in whichever stack it is. */
  Map<String, JsonNode> properties(String type) {
    Map<String, JsonNode> found = new TreeMap<>();
    resources()
        .forEach(
            (id, resource) -> {
              if (resource.get("Type").asText().equals(type)) {
                found.put(id, resource.path("Properties"));
              }
            });
    return found;
  }

  JsonNode only(String type) {
    Map<String, JsonNode> found = properties(type);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " of " + type);
    }
    return found.values().iterator().next();
  }

  Map<String, JsonNode> resources() {
    Map<String, JsonNode> all = new TreeMap<>();
    templates()
        .forEach(
            (stack, template) ->
                template
                    .get("Resources")
                    .properties()
                    .forEach(r -> all.put(stack + "/" + r.getKey(), r.getValue())));
    return all;
  }

  /** A function's properties, found by one of its variables. */
  JsonNode function(String description) {
    return properties("AWS::Lambda::Function").values().stream()
        .filter(f -> f.path("Description").asText().contains(description))
        .findFirst()
        .orElseThrow();
  }

  static List<JsonNode> list(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).toList()
        : List.of(node);
  }

  private static Map<String, Object> ofCdkJson() throws IOException {
    return JSON.convertValue(
        JSON.readTree(Path.of("cdk.json").toFile()).get("context"), new TypeReference<>() {});
  }

  /** A placeholder for the application's zip, which these tests do not need. */
  static Path functionZip() throws IOException {
    Path zip = Files.createDirectories(Path.of("target", "stand-in")).resolve("function.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      ZipEntry bootstrap = new ZipEntry("bootstrap");
      bootstrap.setTime(0);
      out.putNextEntry(bootstrap);
      out.write("stand-in".getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
    }
    return zip;
  }
}
