package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The dashboard gets the sign-in settings as configured, or none. */
class SignInTest {

  private record Configured(Optional<String> issuer, Optional<String> clientId, String scope)
      implements SignInConfig {}

  private static SignInResource.SignIn settings(String issuer, String client) {
    return new SignInResource(
            new Configured(Optional.ofNullable(issuer), Optional.ofNullable(client), "openid"))
        .signIn();
  }

  @Test
  void theSettingsAreAsConfigured() {
    assertEquals(
        new SignInResource.SignIn("https://login.example", "dashboard", "openid"),
        settings("https://login.example", "dashboard"));
  }

  @Test
  void incompleteSettingsAreNone() {
    SignInResource.SignIn nothing = new SignInResource.SignIn(null, null, null);

    assertEquals(nothing, settings(null, "dashboard"));
    assertEquals(nothing, settings("https://login.example", null));
  }
}
