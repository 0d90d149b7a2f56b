package dev.footfall.infra.cost;

/** How many events arrive per month, and how many of them a request carries. */
record Load(long eventsPerMonth, int batch) {
  static final double HOURS_PER_MONTH = 730;
  private static final double SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;

  Load {
    if (eventsPerMonth < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "a load has at least one event per month and one per request");
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
