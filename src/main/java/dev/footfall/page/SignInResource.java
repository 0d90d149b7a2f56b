package dev.footfall.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Tells the dashboard where to sign in; nothing where none is configured. */
@Path("/sign-in")
@PermitAll
@NonBlocking
public class SignInResource {
  private final SignIn signIn;

  SignInResource(SignInConfig config) {
    signIn =
        config.issuer().isPresent() && config.clientId().isPresent()
            ? new SignIn(
                config.issuer().get(),
                config.clientId().get(),
                config.scope(),
                config.audience().orElse(null),
                config.resource().orElse(null))
            : new SignIn(null, null, null, null, null);
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public SignIn signIn() {
    return signIn;
  }

  /** What a client needs to know of the provider. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SignIn(
      @Nullable String issuer,
      @Nullable String clientId,
      @Nullable String scope,
      @Nullable String audience,
      @Nullable String resource) {}
}
