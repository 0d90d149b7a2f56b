package dev.footfall.page;

import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * One file of a page, as it goes over the wire.
 *
 * @param hash of the content: another one means that the content is another
 * @param plain the content
 * @param gzipped the content, as small as gzip makes it
 */
record Asset(MediaType type, String hash, byte[] plain, byte[] gzipped) {
  /** 48 bits: enough to tell the versions of one file apart. */
  private static final int HASH_DIGITS = 12;

  static Asset of(String name, String content) {
    byte[] plain = content.getBytes(StandardCharsets.UTF_8);
    return new Asset(type(name), hash(plain), plain, gzip(plain));
  }

  private static MediaType type(String name) {
    String type =
        switch (name.substring(name.lastIndexOf('.') + 1)) {
          case "html" -> "text/html";
          case "css" -> "text/css";
          case "js" -> "text/javascript";
          case "svg" -> "image/svg+xml";
          default -> throw new IllegalArgumentException("no media type is known for " + name);
        };
    return MediaType.valueOf(type).withCharset(StandardCharsets.UTF_8.name());
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new BestGzip(gzipped)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return gzipped.toByteArray();
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
