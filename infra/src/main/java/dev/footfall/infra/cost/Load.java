package dev.footfall.infra.cost;

/** Events per month, and events per request. */
record Load(long eventsPerMonth, int batch) {
  static final double HOURS_PER_MONTH = 730;
  private static final double SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;

  Load {
    if (eventsPerMonth < 1 || batch < 1) {
      throw new IllegalArgumentException("at least one event a month and a request");
    }
  }

  double millionsOfEvents() {
    return eventsPerMonth / 1e6;
  }

  double requests() {
    return (double) eventsPerMonth / batch;
  }

  double requestsPerSecond() {
    return requests() / SECONDS_PER_MONTH;
  }
}
