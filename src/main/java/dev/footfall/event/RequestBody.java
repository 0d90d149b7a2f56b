package dev.footfall.event;

import dev.footfall.problem.Problem;
import dev.footfall.problem.ProblemException;
import jakarta.ws.rs.core.Response.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Decodes request bodies and limits their size. */
final class RequestBody {
  /** Limit after decompression; a body is never inflated beyond it. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private RequestBody() {}

  /**
   * The decompressed body.
   *
   * @param contentEncoding the header's value, or null
   */
  static byte[] decoded(byte[] body, @Nullable String contentEncoding) {
    String encoding = contentEncoding == null ? "identity" : contentEncoding.trim();
    byte[] decoded =
        switch (encoding.toLowerCase(Locale.ROOT)) {
          case "", "identity" -> body;
          case "gzip", "x-gzip" -> inflated(body);
          default -> throw refused(Status.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding must be gzip");
        };
    if (decoded.length > MAX_BYTES) {
      throw refused(Status.REQUEST_ENTITY_TOO_LARGE, "the body is larger than 1 MiB");
    }
    return decoded;
  }

  /** Decodes UTF-8 without its byte-order mark; fails on invalid bytes. */
  static String text(ByteBuffer bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  static ProblemException refused(Status status, String detail) {
    return new ProblemException(Problem.of(status, detail));
  }

  private static byte[] inflated(byte[] body) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw refused(Status.BAD_REQUEST, "the body is not valid gzip");
    }
  }
}
