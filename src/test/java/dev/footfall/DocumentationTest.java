package dev.footfall;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages, sections, files and tests that the documentation refers to exist. */
class DocumentationTest {
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern FILE =
      Pattern.compile("`((?:src|docs|infra|examples|\\.ci|\\.github)/[\\w./-]+)`");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

  static List<Path> documents() throws IOException {
    try (Stream<Path> inDocs = Files.walk(Path.of("docs"));
        Stream<Path> inRoot = Files.list(Path.of(""))) {
      return Stream.concat(inDocs, inRoot)
          .filter(path -> path.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyRelativeLinkLeadsSomewhereAndEveryNamedFileAndTestExists(Path document) {
    assertAll(
        () -> assertNoneMissing(document, LINK, link -> leadsSomewhere(document, link)),
        () -> assertNoneMissing(document, FILE, file -> Files.exists(Path.of(file.group(1)))),
        () -> assertNoneMissing(document, TEST, test -> isTest(test.group(1))));
  }

  private static void assertNoneMissing(
      Path document, Pattern reference, Predicate<MatchResult> exists) {
    assertEquals(
        List.of(),
        reference
            .matcher(prose(document))
            .results()
            .filter(exists.negate())
            .map(MatchResult::group)
            .toList());
  }

  private static boolean leadsSomewhere(Path document, MatchResult link) {
    Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
    return Files.exists(target) && (link.group(2) == null || hasSection(target, link.group(2)));
  }

  private static boolean hasSection(Path document, String anchor) {
    return HEADING
        .matcher(prose(document))
        .results()
        .anyMatch(heading -> anchor(heading.group(1)).equals(anchor));
  }

  /** The anchor that GitHub gives a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
  }

  private static boolean isTest(String name) {
    try (Stream<Path> tests = Files.walk(Path.of("src/test/java"));
        Stream<Path> testsOfInfra = Files.walk(Path.of("infra/src/test/java"))) {
      return Stream.concat(tests, testsOfInfra).anyMatch(file -> file.endsWith(name + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String prose(Path document) {
    try {
      return FENCED.matcher(Files.readString(document)).replaceAll("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
