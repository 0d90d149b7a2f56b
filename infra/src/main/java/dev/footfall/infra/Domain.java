package dev.footfall.infra;

/** A domain name in a Route 53 hosted zone of this account. */
record Domain(String name, String zoneId, String zoneName) {
  String url() {
    return "https://" + name;
  }
}
