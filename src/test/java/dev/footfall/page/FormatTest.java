package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.AddScriptTagOptions;
import dev.footfall.testsupport.browser.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Checks scripts, styles and pages with Prettier in the tests' browser, so without Node. */
class FormatTest {
  private static final Path OPTIONS = Path.of(".prettierrc.json");
  private static final List<String> FOLDERS =
      List.of("src/main/js", "src/main/resources/page", "src/test/resources/shop");
  private static final List<String> PARTS =
      List.of("standalone", "babel", "estree", "html", "postcss", "typescript");

  private static final String FORMAT =
      """
      ([text, filepath, options]) =>
        prettier.format(text, {
          ...JSON.parse(options), filepath, plugins: Object.values(prettierPlugins)
        })
      """;

  @RegisterExtension final Visitor visitor = new Visitor();

  private static InputStream resource(String name) {
    return FormatTest.class.getResourceAsStream("/META-INF/" + name);
  }

  private static void loadPrettier(Page page) throws IOException {
    Properties artifact = new Properties();
    artifact.load(resource("maven/org.webjars.npm/prettier/pom.properties"));
    String folder = "resources/webjars/prettier/" + artifact.getProperty("version");
    for (String part : PARTS) {
      String name = part.equals("standalone") ? "/standalone.js" : "/plugins/" + part + ".js";
      byte[] script = resource(folder + name).readAllBytes();
      page.addScriptTag(
          new AddScriptTagOptions().setContent(new String(script, StandardCharsets.UTF_8)));
    }
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : FOLDERS) {
      try (Stream<Path> all = Files.walk(Path.of(folder))) {
        all.filter(file -> file.toString().matches("(?!.*vendor).*\\.(js|ts|css|html)"))
            .forEach(files::add);
      }
    }
    return files;
  }

  @Test
  void everyFileIsFormatted() throws IOException {
    Page page = visitor.profile(new NewContextOptions()).newPage();
    loadPrettier(page);
    List<Path> unformatted = new ArrayList<>();
    for (Path file : files()) {
      String text = Files.readString(file);
      Object formatted =
          page.evaluate(FORMAT, List.of(text, file.toString(), Files.readString(OPTIONS)));
      if (!formatted.equals(text)) {
        unformatted.add(file);
        if (System.getProperty("format") != null) {
          Files.writeString(file, (String) formatted);
        }
      }
    }

    if (System.getProperty("format") == null) {
      assertEquals(List.of(), unformatted, "./mvnw test -Dtest=FormatTest -Dformat formats them");
    }
  }
}
