package dev.footfall.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * An error in the format of RFC 9457. Never contains a stack trace, SQL or other internals.
 *
 * @param status the HTTP status code
 * @param detail what is wrong with this request
 * @param field the field or parameter at fault, or null
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type, String title, int status, String detail, @Nullable String field) {
  public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

  public static Problem of(Response.Status status, String detail) {
    return of(status, detail, null);
  }

  /** A problem of the generic type, whose title is the status's phrase (RFC 9457, 4.2.1). */
  public static Problem of(Response.StatusType status, String detail, @Nullable String field) {
    return new Problem(
        "about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, field);
  }
}
