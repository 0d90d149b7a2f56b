package dev.footfall.infra;

/** The settings, as the deployer writes them into the stage's file. */
enum Key {
  REGION("region"),
  ZONES("zones"),
  ACCOUNT_CONCURRENCY("account-concurrency"),
  FUNCTION_ZIP("function-zip"),
  ISSUER("issuer"),
  CLIENT_ID("client-id"),
  AUDIENCE("audience"),
  CAMPAIGNS_CLAIM("campaigns-claim"),
  SIGN_IN_SCOPE("sign-in-scope"),
  SIGN_IN_AUDIENCE("sign-in-audience"),
  SIGN_IN_RESOURCE("sign-in-resource"),
  CORS_ORIGINS("cors-origins"),
  BREAKDOWNS("breakdowns"),
  AMOUNTS_KEY("amounts-key"),
  QUEUE("queue"),
  ALARM_EMAIL("alarm-email"),
  DOMAIN("domain"),
  ZONE_ID("zone-id"),
  ZONE_NAME("zone-name"),
  EDGE_ORIGIN("edge-origin"),
  REPLICA_REGION("replica-region"),
  REPLICA_SOURCE("replica-source"),
  BUDGET("budget"),
  OPERATOR_ACCESS("operator-access"),
  RESTORE_SNAPSHOT("restore-snapshot"),
  RESTORE_RESOURCE("restore-resource"),
  RESTORE_TIME("restore-time");

  private final String text;

  Key(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
