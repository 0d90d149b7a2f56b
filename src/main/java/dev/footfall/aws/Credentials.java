package dev.footfall.aws;

import java.util.Map;
import java.util.Optional;

/**
 * The function's own credentials and region, as Lambda puts them into its environment. Never log
 * one.
 *
 * @param sessionToken the token of temporary credentials, as a function's always are
 */
public record Credentials(
    String region, String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {

  /** Fails if the environment does not have them. */
  public static Credentials of(Map<String, String> environment) {
    return new Credentials(
        required(environment, "AWS_REGION"),
        required(environment, "AWS_ACCESS_KEY_ID"),
        required(environment, "AWS_SECRET_ACCESS_KEY"),
        Optional.ofNullable(environment.get("AWS_SESSION_TOKEN"))
            .filter(token -> !token.isEmpty()));
  }

  private static String required(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "");
    if (value.isEmpty()) {
      throw new IllegalStateException("signing for AWS needs the variable " + variable);
    }
    return value;
  }

  @Override
  public String toString() {
    return "the credentials of " + accessKeyId;
  }
}
