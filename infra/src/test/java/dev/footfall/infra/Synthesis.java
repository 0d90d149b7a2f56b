package dev.footfall.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** The templates that the app synthesises from some settings, made once for all tests. */
final class Synthesis {
  private static final ObjectMapper JSON = new ObjectMapper();

  static final Synthesis DEV = new Synthesis(Map.of());
  static final Synthesis PROD =
      new Synthesis(Map.of("stage", "prod", "alarm-email", "on-call@example.com"));

  /** In an account that can reserve no concurrency, and a region whose zones must be chosen. */
  static final Synthesis NEW_ACCOUNT =
      new Synthesis(
          Map.of(
              "region", "us-east-1",
              "zones", "us-east-1a, us-east-1c",
              "account-concurrency", "10",
              "queue", "outage"));

  static final Synthesis RESTORED =
      new Synthesis(Map.of("restore-snapshot", "rds:footfall-2026-11-28"));

  static final Synthesis QUEUE = new Synthesis(Map.of("queue", "always"));

  /** Production with every optional feature. */
  static final Synthesis EVERYTHING =
      new Synthesis(
          Map.ofEntries(
              Map.entry("stage", "prod"),
              Map.entry("audience", "api://footfall"),
              Map.entry("campaigns-claim", "cognito:groups"),
              Map.entry("sign-in-scope", "openid footfall/counts:read"),
              Map.entry("sign-in-audience", "footfall"),
              Map.entry("sign-in-resource", "https://footfall.example.com/api"),
              Map.entry("breakdowns", "utm_source,shop"),
              Map.entry("amounts-key", "revenue"),
              Map.entry("queue", "outage"),
              Map.entry("operator-access", "on"),
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
    return List.of(DEV, PROD, QUEUE, NEW_ACCOUNT, RESTORED, EVERYTHING);
  }

  /** Every template, by the name of its stack. */
  Map<String, JsonNode> templates() {
    Map<String, JsonNode> templates = new TreeMap<>();
    for (Path file : files(".template.json")) {
      String name = file.getFileName().toString();
      templates.put(name.substring(0, name.indexOf('.')), json(file));
    }
    return templates;
  }

  /** Every synthesised file with this ending. */
  List<Path> files(String ending) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every resource of all stacks, by stack and logical id: {@code Footfall-dev/LogicalId}. */
  Map<String, JsonNode> resources() {
    Map<String, JsonNode> resources = new TreeMap<>();
    templates()
        .forEach(
            (stack, template) ->
                template
                    .get("Resources")
                    .properties()
                    .forEach(r -> resources.put(stack + "/" + r.getKey(), r.getValue())));
    return resources;
  }

  /** Every resource of a type, by stack and logical id. */
  Map<String, JsonNode> resources(String type) {
    Map<String, JsonNode> resources = resources();
    resources.values().removeIf(resource -> !resource.get("Type").asText().equals(type));
    return resources;
  }

  /** The properties of every resource of a type, by stack and logical id. */
  Map<String, JsonNode> properties(String type) {
    Map<String, JsonNode> properties = resources(type);
    properties.replaceAll((id, resource) -> resource.path("Properties"));
    return properties;
  }

  /** The properties of the only resource of a type. */
  JsonNode only(String type) {
    return onlyResource(type).getValue().path("Properties");
  }

  /** The only resource of a type, with its stack and logical id. */
  Map.Entry<String, JsonNode> onlyResource(String type) {
    Map<String, JsonNode> resources = resources(type);
    if (resources.size() != 1) {
      throw new AssertionError(resources.size() + " resources of type " + type);
    }
    return resources.entrySet().iterator().next();
  }

  /** The properties of the collector's function. */
  JsonNode collector() {
    return function("Collector");
  }

  /** The properties of the migrator's function. */
  JsonNode migrator() {
    return function("Migrator");
  }

  /** The properties of the writer's function. */
  JsonNode writer() {
    return function("Writer");
  }

  private JsonNode function(String construct) {
    return properties("AWS::Lambda::Function").entrySet().stream()
        .filter(function -> function.getKey().contains("/" + construct + "Function"))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /** A function's environment. */
  static JsonNode variables(JsonNode function) {
    return function.at("/Environment/Variables");
  }

  /** The construct's part of the logical id that a value refers to. */
  static String construct(JsonNode reference) {
    String id =
        reference.has("Ref")
            ? reference.get("Ref").asText()
            : reference.at("/Fn::GetAtt/0").asText();
    return id.replaceAll("[0-9A-F]{8}$", "");
  }

  /** Every policy statement of all stacks. */
  List<JsonNode> statements() {
    List<JsonNode> statements = new ArrayList<>();
    resources()
        .values()
        .forEach(r -> r.findValues("Statement").forEach(s -> statements.addAll(list(s))));
    return statements.stream().filter(s -> s.has("Effect")).toList();
  }

  /** An array's elements, or a value alone: CloudFormation allows either. */
  static List<JsonNode> list(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).toList()
        : List.of(node);
  }

  private App app(Map<String, String> settings) throws IOException {
    Map<String, Object> context =
        new HashMap<>(
            JSON.convertValue(json(Path.of("cdk.json")).get("context"), new TypeReference<>() {}));
    Map<String, String> file = new TreeMap<>();
    file.put("region", "eu-central-1");
    file.put("issuer", "https://identity.example.com/");
    file.put("client-id", "dashboard");
    file.put("function-zip", Zips.arm64().toString());
    file.putAll(settings);
    context.put("stage", file.getOrDefault("stage", "dev"));
    context.put("settings", file(file).toString());
    return new App(AppProps.builder().outdir(directory.toString()).context(context).build());
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(Map<String, String> settings) throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings);
    properties.remove("stage");
    Path file = directory.resolve("stage.properties");
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    return file;
  }
}
