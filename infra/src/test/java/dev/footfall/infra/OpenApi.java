package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The application's API, as its OpenAPI description has it. */
final class OpenApi {
  private static final Path DESCRIPTION = Path.of("../src/main/resources/openapi.yaml");
  private static final Set<String> METHODS =
      Set.of("get", "head", "post", "put", "delete", "patch");

  private OpenApi() {}

  /** Every operation, as {@code GET /path}. */
  static Set<String> operations() {
    return operations(false);
  }

  /** The operations that require a token. */
  static Set<String> operationsWithToken() {
    return operations(true);
  }

  /** The results that an event can have. */
  static Set<String> results() {
    Map<String, ?> schemas = map(map(description().get("components")).get("schemas"));
    return ((List<?>) map(schemas.get("Outcome")).get("enum"))
        .stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> operations(boolean onlyWithToken) {
    Set<String> operations = new TreeSet<>();
    map(description().get("paths"))
        .forEach(
            (path, methods) ->
                map(methods)
                    .forEach(
                        (method, operation) -> {
                          boolean token =
                              operation instanceof Map<?, ?> o && o.containsKey("security");
                          if (METHODS.contains(method) && (token || !onlyWithToken)) {
                            operations.add(method.toUpperCase(Locale.ROOT) + " " + routeOf(path));
                          }
                        }));
    assertFalse(operations.isEmpty());
    return operations;
  }

  /** API Gateway's path parameters are whole segments, without what follows them. */
  private static String routeOf(String path) {
    return path.replaceFirst("}[^/}]+$", "}");
  }

  private static Map<String, ?> description() {
    try (Reader file = Files.newBufferedReader(DESCRIPTION)) {
      return map(new Yaml(new SafeConstructor(new LoaderOptions())).load(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, ?> map(Object node) {
    return (Map<String, ?>) node;
  }
}
