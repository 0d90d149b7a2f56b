package dev.footfall.testsupport;

import io.quarkus.arc.Arc;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/** A migrated database: in an instance field one for each test, in a static field for all. */
public final class ScratchDatabase extends Owner
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final String FILL =
      """
      INSERT INTO events (id, session_id, campaign_id, event_type, event_time, created_at)
      SELECT overlay(gen_random_uuid()::text PLACING left(first_id(t)::text, 14) || '7' FROM 1)::uuid,
             md5('s' || n / 10)::uuid, md5('c' || n %% 50)::uuid,
             CASE WHEN n %% 199 = 0 THEN 'purchase_completed' ELSE 'type_' || n %% 5 END,
             t - random() * interval '1 minute', t
      FROM (SELECT n, month_from_now(-5) + n * ((month_from_now(0) - month_from_now(-5)) / (%1$d + 1.0)) AS t
            FROM generate_series(1, %1$d) n) sent
      """;
  private static final String FILL_COUNTS =
      """
      INSERT INTO event_counts (campaign_id, bucket, event_type, shard, n)
      SELECT campaign_id, date_bin('15 minutes', event_time, '2000-01-01 00:00+00'), event_type, 0, count(*)
      FROM events GROUP BY 1, 2, 3
      """;

  private final String name = "scratch_" + UUID.randomUUID().toString().replace('-', '_');
  private final PGSimpleDataSource source;
  private final OptionalInt monthsToKeep;
  private int events;
  private boolean shared;

  private ScratchDatabase(PGSimpleDataSource source, OptionalInt monthsToKeep) {
    super(source);
    this.source = source;
    this.monthsToKeep = monthsToKeep;
  }

  /** With partitions for this many past months, the current one and the next. */
  public static ScratchDatabase keeping(int months) {
    return new ScratchDatabase(new PGSimpleDataSource(), OptionalInt.of(months));
  }

  /** Without months, as after the first migration and before the first upkeep. */
  public static ScratchDatabase withoutUpkeep() {
    return new ScratchDatabase(new PGSimpleDataSource(), OptionalInt.empty());
  }

  /** The same with five whole months of events of 50 campaigns and six types, one of them rare. */
  public ScratchDatabase filledWith(int number) {
    events = number;
    return this;
  }

  /** Statements of the role that the collector signs in as. */
  public Sql collector() {
    return new Sql(source(source.getUrl(), "footfall_collector"));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    shared = true;
    create();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!shared) {
      create();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!shared) {
      drop();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    drop();
  }

  private static Owner server() {
    return Arc.container().instance(Owner.class).get();
  }

  private void create() {
    server().execute("CREATE DATABASE " + name);
    source.setUrl(server().url().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1"));
    source.setUser("postgres");
    source.setPassword("postgres");
    migrate();
    monthsToKeep.ifPresent(months -> keepMonths(months, 1));
    if (events > 0) {
      execute(FILL.formatted(events));
      execute(FILL_COUNTS);
      execute("SELECT fold_event_counts(?)", events);
      execute("VACUUM ANALYZE");
    }
  }

  private void drop() {
    server().execute("DROP DATABASE " + name + " WITH (FORCE)");
  }
}
