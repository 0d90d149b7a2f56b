package dev.footfall.database;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;

/**
 * The owner's password for one connection of the migrator: the configured one, or what Secrets
 * Manager holds now, so that a rotation is followed at once and no password stands in the
 * environment. AWS' own Lambda extension for parameters and secrets answers on this machine, once
 * the first invocation has begun (AWS Secrets Manager's guide, "Use secrets in Lambda functions").
 * The JDBC driver makes one for each connection.
 */
@RegisterForReflection
public final class OwnerPassword implements AuthenticationPlugin {
  /** The connection property that holds the secret's ARN, or {@link #NONE}: none may be empty. */
  static final String SECRET = "secret";

  static final String NONE = "none";

  private static final String PORT = "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT";
  private static final String DEFAULT_PORT = "2773";

  /** The extension may ask Secrets Manager several times before it gives up. */
  private static final int PATIENCE_MS = (int) Duration.ofSeconds(10).toMillis();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String secret;
  private final String configured;
  private final Map<String, String> environment;

  /**
   * @param connection the driver's properties
   */
  public OwnerPassword(Properties connection) {
    this(connection, System.getenv());
  }

  OwnerPassword(Properties connection, Map<String, String> environment) {
    this.secret = connection.getProperty(SECRET, NONE);
    this.configured = connection.getProperty("password");
    this.environment = environment;
  }

  /** Fails with {@link IllegalStateException} where the extension does not answer with it. */
  @Override
  public char @Nullable [] getPassword(AuthenticationRequestType type) {
    String password = secret.equals(NONE) ? configured : ask();
    return password == null ? null : password.toCharArray();
  }

  private String ask() {
    try {
      JsonNode login = JSON.readTree(answer().path("SecretString").asText());
      return login.required("password").textValue();
    } catch (JacksonException e) {
      // Its message would quote the secret.
      throw new IllegalStateException("the owner's secret is no JSON");
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("the owner's secret cannot be had: " + e.getMessage());
    }
  }

  private JsonNode answer() throws IOException {
    String address =
        "http://localhost:%s/secretsmanager/get?secretId=%s"
            .formatted(
                environment.getOrDefault(PORT, DEFAULT_PORT),
                URLEncoder.encode(secret, StandardCharsets.UTF_8));
    HttpURLConnection extension = (HttpURLConnection) URI.create(address).toURL().openConnection();
    extension.setConnectTimeout(PATIENCE_MS);
    extension.setReadTimeout(PATIENCE_MS);
    extension.setRequestProperty(
        "X-Aws-Parameters-Secrets-Token", environment.getOrDefault("AWS_SESSION_TOKEN", ""));
    try (InputStream answer = extension.getInputStream()) {
      return JSON.readTree(answer);
    } finally {
      extension.disconnect();
    }
  }
}
