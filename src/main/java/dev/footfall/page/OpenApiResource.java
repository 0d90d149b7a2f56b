package dev.footfall.page;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Hands out the API's description, {@code openapi.yaml}, as it is written and tested. */
@Path("/q/openapi")
@PermitAll
public class OpenApiResource {

  @GET
  @Produces("application/yaml")
  public byte[] document() {
    try (InputStream in = OpenApiResource.class.getResourceAsStream("/openapi.yaml")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
