package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.footfall.database.Configured;
import dev.footfall.testsupport.PostgresServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.microprofile.context.spi.ContextManagerProvider;

/**
 * Two PostgreSQL servers that share the events, split by PostgreSQL's own hash partitioning. Each
 * refuses what belongs to the other.
 */
final class TwoServers implements Wire, AutoCloseable {
  private static final String PLACE =
      """
      SELECT place FROM generate_series(0, 1) AS place
      WHERE satisfies_hash_partition('shards'::regclass, 2, place, ?)
      """;

  /** New months inherit it. Not valid for the events of earlier tests. */
  private static final String REFUSE_STRAYS =
      """
      ALTER TABLE events ADD CONSTRAINT shard
      CHECK (satisfies_hash_partition('shards'::regclass, 2, %d, %s)) NOT VALID
      """;

  private final Vertx vertx = Vertx.vertx();
  private final Map<UUID, Integer> places = new ConcurrentHashMap<>();
  private final List<PostgresServer> servers;
  private final List<Wire> wires;
  private Function<Event, UUID> key = Event::sessionId;

  TwoServers() throws IOException {
    // Without Quarkus the writers would set it, and fail where two of them do at once.
    ContextManagerProvider.instance();
    servers = List.of(PostgresServer.start(), PostgresServer.start());
    wires = servers.stream().map(this::wire).toList();
    for (PostgresServer server : servers) {
      server.execute("CREATE TABLE shards (key uuid) PARTITION BY HASH (key)");
      server.execute("SELECT declare_keys('amount', '{price}')");
      server.execute("SELECT declare_keys('breakdown', '{utm_source}')");
    }
  }

  private Wire wire(PostgresServer server) {
    PgConnectOptions options =
        PgConnectOptions.fromUri(server.url().substring("jdbc:".length()))
            .setUser("footfall_collector");
    PoolOptions eight = new PoolOptions().setMaxSize(8);
    Pool pool = PgBuilder.pool().with(eight).connectingTo(options).using(vertx).build();
    EventMetrics metrics = new EventMetrics(new SimpleMeterRegistry());
    return Wire.to(
        new EventStore(
            Configured.database(pool, Map.of()), metrics, () -> CampaignsConfig.Stored.OPEN));
  }

  /** Splits by this field from now on. */
  void splitBy(Field field) {
    key = field == Field.ID ? Event::id : Event::sessionId;
    for (int place = 0; place < servers.size(); place++) {
      servers.get(place).execute("ALTER TABLE events DROP CONSTRAINT IF EXISTS shard");
      servers.get(place).execute(REFUSE_STRAYS.formatted(place, field.wireName()));
    }
  }

  PostgresServer server(int place) {
    return servers.get(place);
  }

  List<PostgresServer> all() {
    return servers;
  }

  /** The position of the server that an event belongs to, as PostgreSQL says. */
  int place(Event event) {
    return places.computeIfAbsent(
        key.apply(event), value -> (int) servers.get(0).number(PLACE, value));
  }

  /** The way to one server, whatever belongs there. */
  Wire to(int place) {
    return wires.get(place);
  }

  /** To both; there is no result if one of them gives none. */
  @Override
  public List<String> send(List<Event> events) throws Exception {
    String[] results = new String[events.size()];
    for (int server = 0; server < servers.size(); server++) {
      int place = server;
      int[] mine =
          IntStream.range(0, results.length).filter(i -> place(events.get(i)) == place).toArray();
      if (mine.length > 0) {
        List<String> some = to(place).send(Arrays.stream(mine).mapToObj(events::get).toList());
        for (int i = 0; some != null && i < mine.length; i++) {
          results[mine[i]] = some.get(i);
        }
      }
    }
    List<String> all = Arrays.asList(results);
    return all.contains(null) ? null : all;
  }

  /** Asserts that each event is on one server, that both hold some, and that counters agree. */
  void assertHoldOnce(List<Event> events) {
    UUID campaign = events.get(0).campaignId();
    List<UUID> ids = new ArrayList<>();
    for (PostgresServer server : servers) {
      Set<UUID> some = server.ids(campaign);
      assertNotEquals(Set.of(), some, "each server holds some");
      ids.addAll(some);
      server.assertHolds(campaign, some.size());
    }
    assertEquals(events.stream().map(Event::id).sorted().toList(), ids.stream().sorted().toList());
  }

  @Override
  public void close() throws IOException {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    for (PostgresServer server : servers) {
      server.close();
    }
  }
}
