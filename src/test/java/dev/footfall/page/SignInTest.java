package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the dashboard is told of the provider. */
class SignInTest {

  private record Configured(Optional<String> issuer, Optional<String> clientId, String scope)
      implements SignInConfig {}

  private static SignInResource.SignIn told(String issuer, String client) {
    return new SignInResource(
            new Configured(Optional.ofNullable(issuer), Optional.ofNullable(client), "openid"))
        .signIn();
  }

  @Test
  void theProviderIsToldAsConfigured() {
    assertEquals(
        new SignInResource.SignIn("https://login.example", "dashboard", "openid"),
        told("https://login.example", "dashboard"));
  }

  @Test
  void nobodyCanSignInWithHalfOfIt() {
    SignInResource.SignIn nothing = new SignInResource.SignIn(null, null, null);

    assertEquals(nothing, told(null, "dashboard"));
    assertEquals(nothing, told("https://login.example", null));
  }
}
