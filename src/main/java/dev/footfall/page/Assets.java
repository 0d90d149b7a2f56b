package dev.footfall.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The files of the pages. They are read, compressed and named by their content once: while the
 * native image is built, so that no start of the function pays for it.
 */
final class Assets {
  private static final String FOLDER = "/page/";
  private static final Pattern REFERENCE = Pattern.compile("\\bassets/([\\w-]+)((?:\\.[\\w-]+)+)");

  /** By the name in their URL, which changes with the content. */
  private static final Map<String, Asset> NAMED_BY_CONTENT = new HashMap<>();

  static final Asset TRACKER = Asset.of("footfall.js", read("footfall.js"));
  static final Asset DASHBOARD = Asset.of("index.html", linked(read("index.html")));

  private Assets() {}

  static Optional<Asset> namedByContent(String name) {
    return Optional.ofNullable(NAMED_BY_CONTENT.get(name));
  }

  /** The page, each file that it refers to named by its content. */
  private static String linked(String html) {
    return REFERENCE.matcher(html).replaceAll(Assets::link);
  }

  private static String link(MatchResult reference) {
    String file = reference.group();
    Asset asset = Asset.of(file, read(file));
    String name = reference.group(1) + "-" + asset.hash() + reference.group(2);
    NAMED_BY_CONTENT.put(name, asset);
    return "assets/" + name;
  }

  private static String read(String file) {
    try (InputStream in = Assets.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("there is no file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
