package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Loopback;
import dev.footfall.testsupport.SecretsExtension;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.plugin.AuthenticationRequestType;

/** The owner's password comes from the secret if one is configured, and there is no fallback. */
class OwnerPasswordTest {
  private static final String PORT = "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT";

  private static char[] password(Map<String, String> environment) {
    return password(SecretsExtension.SECRET, environment);
  }

  private static char[] password(String secret, Map<String, String> environment) {
    Properties connection = new Properties();
    connection.setProperty(OwnerPassword.SECRET, secret);
    connection.setProperty("password", "configured");
    return new OwnerPassword(connection, environment).getPassword(AuthenticationRequestType.SASL);
  }

  @Test
  void thePasswordComesFromTheSecret() throws IOException {
    String secret = "{\"username\":\"owner\",\"password\":\"pa\\\"ss\\\\wörd\"}";
    try (SecretsExtension extension = new SecretsExtension(secret)) {
      assertEquals("pa\"ss\\wörd", new String(password(extension.environment())));
    }
  }

  @Test
  void withoutASecretItIsTheConfiguredPasswordOrNone() {
    OwnerPassword none = new OwnerPassword(new Properties(), Map.of());
    assertEquals("configured", new String(password(OwnerPassword.NONE, Map.of())));
    assertNull(none.getPassword(AuthenticationRequestType.SASL));
  }

  @Test
  void aTokenThatMayNotReadItFails() throws IOException {
    try (SecretsExtension extension = new SecretsExtension("{\"password\":\"a\"}")) {
      assertFails(Map.of(PORT, extension.environment().get(PORT)));
    }
  }

  @Test
  void withoutTheExtensionItFails() {
    assertFails(Map.of(PORT, "" + Loopback.freePort()));
  }

  private static IllegalStateException assertFails(Map<String, String> environment) {
    return assertThrows(IllegalStateException.class, () -> password(environment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2", "{\"passwort\":\"hunter2\"}", "[\"hunter2\"]", "\"hunter2\""})
  void aSecretOfAnotherFormFailsWithoutBeingTold(String secret) throws IOException {
    try (SecretsExtension extension = new SecretsExtension(secret)) {
      IllegalStateException failure = assertFails(extension.environment());

      assertTrue(failure.getMessage().startsWith("the owner's secret"), failure.getMessage());
      assertFalse(failure.getMessage().contains("hunter2"), failure.getMessage());
    }
  }
}
