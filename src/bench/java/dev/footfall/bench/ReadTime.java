package dev.footfall.bench;

import java.io.PrintStream;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long the widest reads take: many types in a zone of half hours, and many campaigns. */
final class ReadTime {
  private static final UUID CAMPAIGN = UUID.fromString("00000000-0000-4000-8000-0000000000ff");
  private static final UUID NIL = new UUID(0, 0);
  private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");
  private static final String[] TWELVE =
      IntStream.rangeClosed(1, 12).mapToObj("type_%d"::formatted).toArray(String[]::new);

  /** A year of counters of so many types, one for each quarter-hour. */
  private static final String COUNTERS =
      """
      INSERT INTO event_counts (campaign_id, bucket, event_type, shard, n)
      SELECT '%s', bucket, 'type_' || type, 0, 10
      FROM generate_series(date_trunc('day', now(), 'UTC') - interval '366 days', now(), '15 minutes') AS bucket,
           generate_series(1, %d) AS type
      """;

  /** As upkeep folds them: a stretch of time at once. */
  private static final String FOLD =
      """
      DO $$ BEGIN
        WHILE fold_event_counts(100000) > 0 LOOP
          COMMIT;
        END LOOP;
      END $$
      """;

  /** One event of each of six types in so many campaigns, through the service's function. */
  private static final String CAMPAIGNS =
      """
      SELECT store_events(ids, sessions, campaigns, types, times, metadata) FROM (
        SELECT array_agg(uuidv7()) AS ids, array_agg(uuidv7()) AS sessions,
               array_agg(md5((i / 6)::text)::uuid) AS campaigns, array_agg('type_' || i %% 6) AS types,
               array_agg(now() - (i %% 2592000) * interval '1 second') AS times, array_agg('{}'::text) AS metadata
        FROM generate_series(1, 6 * %d) AS i GROUP BY i / 600) batch
      """;

  private final BenchDatabase database;
  private final Scale scale;
  private final PrintStream out;

  private ReadTime(BenchDatabase database, Scale scale, PrintStream out) {
    this.database = database;
    this.scale = scale;
    this.out = out;
  }

  static void run(BenchDatabase database, Scale scale, PrintStream out) throws Exception {
    ReadTime time = new ReadTime(database, scale, out);
    int campaigns = scale.campaigns();
    database.execute(COUNTERS.formatted(CAMPAIGN, scale.types()));
    database.execute(FOLD);
    database.execute(CAMPAIGNS.formatted(campaigns));
    for (String table : List.of("events", "event_counts", "event_count_rollups")) {
      database.execute("VACUUM ANALYZE " + table);
    }
    out.println("\n## The widest reads\n\n| read | median, ms | slowest, ms |\n|:--|--:|--:|");
    ZonedDateTime year = ZonedDateTime.now(ZONE).truncatedTo(ChronoUnit.DAYS).minusYears(1);
    List<Instant> months = starts(year, ChronoUnit.MONTHS, 12);
    List<Instant> days = starts(year, ChronoUnit.DAYS, 365);
    time.measure(
        "12 months by month, %d types, %s".formatted(scale.types(), ZONE),
        c -> count(c, months, null));
    time.measure(
        "365 days by day, %d types, %s".formatted(scale.types(), ZONE), c -> count(c, days, null));
    List<Instant> hours = starts(year.withZoneSameLocal(ZoneOffset.UTC), ChronoUnit.HOURS, 8760);
    time.measure("8,760 hours by hour, 12 of these types, UTC", c -> count(c, hours, TWELVE));
    for (int limit : new int[] {200, 1000}) {
      time.measure(
          "%,d of %,d campaigns of 6 types, 30 days".formatted(limit, campaigns),
          c -> list(c, limit));
    }
  }

  private static List<Instant> starts(ZonedDateTime first, ChronoUnit unit, int number) {
    return Stream.iterate(0, i -> i + 1)
        .limit(number)
        .map(i -> first.plus(i, unit).toInstant())
        .toList();
  }

  private interface Preparation {
    PreparedStatement on(Connection connection) throws Exception;
  }

  private void measure(String name, Preparation preparation) throws Exception {
    try (Connection connection = database.connect();
        PreparedStatement read = preparation.on(connection)) {
      Rounds.Measure<Double> measure = () -> millis(read);
      List<Double> times = Rounds.run(4 * scale.rounds(), List.of(measure)).get(0);
      out.printf(
          "| %s | %.1f | %.1f |%n",
          name,
          Rounds.median(times, Double::doubleValue),
          times.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
    }
  }

  private static double millis(PreparedStatement read) throws Exception {
    long start = System.nanoTime();
    int rows = 0;
    try (ResultSet result = read.executeQuery()) {
      while (result.next()) {
        rows++;
      }
    }
    if (rows == 0) {
      throw new IllegalStateException("nothing was read");
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static PreparedStatement count(
      Connection connection, List<Instant> starts, String @Nullable [] types) throws Exception {
    Instant from = starts.get(0);
    return CountTime.footfall(connection, CAMPAIGN, types, starts, from, Instant.now());
  }

  /** The first page, in a window whose edges are ragged. */
  private static PreparedStatement list(Connection connection, int limit) throws Exception {
    Instant to = Instant.now();
    List<Instant> cuts = new ArrayList<>(List.of(to.minus(Duration.ofDays(30))));
    List<Integer> grains = new ArrayList<>();
    for (int minutes : new int[] {15, 60, 1440}) {
      cuts.add(floor(cuts.get(cuts.size() - 1).plus(Duration.ofMinutes(minutes)), minutes));
      grains.add(minutes == 15 ? 0 : minutes == 60 ? 15 : 60);
    }
    grains.add(1440);
    for (int minutes : new int[] {1440, 60, 15}) {
      cuts.add(floor(to, minutes));
      grains.add(minutes == 1440 ? 60 : minutes == 60 ? 15 : 0);
    }
    cuts.add(to);
    PreparedStatement list =
        connection.prepareStatement(
            BenchDatabase.statement("campaign.CampaignStore", "LIST").replaceAll("\\$\\d", "?"));
    list.setNull(1, java.sql.Types.ARRAY, "uuid[]");
    list.setObject(2, NIL);
    list.setString(3, null);
    list.setObject(4, NIL);
    list.setObject(5, new UUID(-1, -1));
    list.setInt(6, limit);
    list.setArray(7, times(connection, cuts.subList(0, cuts.size() - 1)));
    list.setArray(8, times(connection, cuts.subList(1, cuts.size())));
    list.setArray(9, connection.createArrayOf("integer", grains.toArray()));
    return list;
  }

  private static Instant floor(Instant time, int minutes) {
    long seconds = minutes * 60L;
    return Instant.ofEpochSecond(time.getEpochSecond() / seconds * seconds);
  }

  private static Array times(Connection connection, List<Instant> times) throws Exception {
    return connection.createArrayOf("timestamptz", times.stream().map(Instant::toString).toArray());
  }
}
