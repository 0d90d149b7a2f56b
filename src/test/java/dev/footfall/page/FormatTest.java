package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.AddScriptTagOptions;
import dev.footfall.testsupport.browser.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scripts, styles and pages are formatted by Prettier with the options in {@code .prettierrc.json}.
 * Prettier runs in the tests' browser, so the build does not need Node. With {@code -Dformat} this
 * test formats the files instead of checking them.
 */
class FormatTest {
  private static final Path OPTIONS = Path.of(".prettierrc.json");
  private static final List<String> FOLDERS =
      List.of("src/main/js", "src/main/resources/page", "src/test/resources/shop");
  private static final List<String> PARTS =
      List.of(
          "standalone",
          "plugins/babel",
          "plugins/estree",
          "plugins/html",
          "plugins/postcss",
          "plugins/typescript");

  private static final String FORMAT =
      """
      ([text, filepath, options]) =>
        prettier.format(text, {
          ...JSON.parse(options), filepath, plugins: Object.values(prettierPlugins)
        })
      """;

  private static Chromium chromium;
  private static Page page;

  @BeforeAll
  static void loadPrettier() throws IOException {
    chromium = Chromium.launch();
    page = chromium.browser().newPage();
    Properties artifact = new Properties();
    artifact.load(resource("/META-INF/maven/org.webjars.npm/prettier/pom.properties"));
    for (String part : PARTS) {
      String name = "/META-INF/resources/webjars/prettier/%s/%s.js";
      InputStream script = resource(name.formatted(artifact.getProperty("version"), part));
      page.addScriptTag(
          new AddScriptTagOptions()
              .setContent(new String(script.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }

  private static InputStream resource(String name) {
    return FormatTest.class.getResourceAsStream(name);
  }

  @AfterAll
  static void close() {
    chromium.close();
  }

  static Stream<Path> files() throws IOException {
    Stream<Path> all = Stream.empty();
    for (String folder : FOLDERS) {
      all = Stream.concat(all, Files.walk(Path.of(folder)));
    }
    return all.filter(file -> file.toString().matches(".*\\.(js|ts|css|html)"))
        .filter(file -> !file.toString().contains("vendor"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileIsFormatted(Path file) throws IOException {
    String text = Files.readString(file);

    String formatted =
        (String) page.evaluate(FORMAT, List.of(text, file.toString(), Files.readString(OPTIONS)));

    if (System.getProperty("format") == null) {
      assertEquals(formatted, text, "./mvnw test -Dtest=FormatTest -Dformat formats it");
    } else {
      Files.writeString(file, formatted);
    }
  }
}
