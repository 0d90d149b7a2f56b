package dev.footfall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every key of {@code footfall.*}: its default in production, and that it is documented. */
class ConfigurationTest {
  private static final Map<String, String> DEFAULTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("footfall.amounts.key", "price"),
              Map.entry("footfall.breakdowns", "utm_source,utm_medium,utm_campaign,referrer"),
              Map.entry("footfall.campaigns", "open"),
              Map.entry("footfall.cors.origins", "*"),
              Map.entry("footfall.database.attempt-timeout", "PT2S"),
              Map.entry("footfall.database.authentication", "password"),
              Map.entry("footfall.database.connect-timeout", "PT1S"),
              Map.entry("footfall.database.max-lifetime", "PT1M"),
              Map.entry("footfall.database.password", ""),
              Map.entry("footfall.database.pool-size", "2"),
              Map.entry("footfall.database.timeout", "PT4S"),
              Map.entry("footfall.database.tls", "disable"),
              Map.entry("footfall.database.tls-authorities", ""),
              Map.entry("footfall.database.url", "postgresql://localhost:5432/footfall"),
              Map.entry("footfall.database.username", "footfall_collector"),
              Map.entry("footfall.function.role", "collector"),
              Map.entry("footfall.migrator.jdbc-url", ""),
              Map.entry("footfall.migrator.password", ""),
              Map.entry("footfall.migrator.secret", ""),
              Map.entry("footfall.migrator.socket-timeout", "600"),
              Map.entry("footfall.migrator.username", ""),
              Map.entry("footfall.access.campaigns-claim", "campaigns"),
              Map.entry("footfall.bots.ignore", "true"),
              Map.entry("footfall.ignore.prefetch", "true"),
              Map.entry("footfall.metrics.emf", "true"),
              Map.entry("footfall.privacy.honour-gpc", "true"),
              Map.entry("footfall.queue.dead-letter-url", ""),
              Map.entry("footfall.queue.mode", "never"),
              Map.entry("footfall.queue.timeout", "PT0.8S"),
              Map.entry("footfall.queue.url", ""),
              Map.entry("footfall.retention.months-ahead", "3"),
              Map.entry("footfall.retention.months-to-keep", "13"),
              Map.entry("footfall.sign-in.audience", ""),
              Map.entry("footfall.sign-in.client-id", ""),
              Map.entry("footfall.sign-in.issuer", ""),
              Map.entry("footfall.sign-in.resource", ""),
              Map.entry("footfall.sign-in.scope", "openid counts:read")));

  @Test
  void everyKeyHasTheDocumentedDefault() throws IOException {
    SmallRyeConfig config = production();
    Map<String, String> actual = new TreeMap<>();
    keys().forEach(key -> actual.put(key, config.getOptionalValue(key, String.class).orElse("")));

    assertEquals(DEFAULTS, actual);
  }

  @Test
  void everyKeyIsDocumentedWithItsDefault() throws IOException {
    String page = Files.readString(Path.of("docs/configuration.md"));

    DEFAULTS.forEach(
        (key, value) ->
            assertTrue(
                page.contains(
                    "| `" + key + "` | " + (value.isEmpty() ? "none" : "`" + value + "`")),
                key));
  }

  /** What the application starts with where nobody sets anything. */
  private static SmallRyeConfig production() throws IOException {
    SmallRyeConfigBuilder config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withProfile("prod")
            .withConverter(Duration.class, 200, new DurationConverter())
            .withSources(
                new PropertiesConfigSource(
                    Path.of("src/main/resources/application.properties").toUri().toURL()));
    mappings().forEach(config::withMapping);
    return config.build();
  }

  /** What the configuration interfaces declare; nobody has to remember to add a key here. */
  private static Set<String> keys() {
    return mappings()
        .flatMap(mapping -> ConfigMappings.getProperties(mapping).keySet().stream())
        .filter(key -> !key.endsWith("[*]")) // the other spelling of a list
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<ConfigClass> mappings() {
    return new ClassFileImporter()
        .importPackages("dev.footfall").stream()
            .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
            .map(JavaClass::reflect)
            .map(
                mapping ->
                    ConfigClass.configClass(
                        mapping, mapping.getAnnotation(ConfigMapping.class).prefix()));
  }
}
