package dev.footfall.event;

import static dev.footfall.testsupport.Together.together;
import static dev.footfall.testsupport.Together.until;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.ChildProcess;
import dev.footfall.testsupport.EventSource;
import dev.footfall.testsupport.FunctionProcess;
import dev.footfall.testsupport.Link;
import dev.footfall.testsupport.Loopback;
import dev.footfall.testsupport.PgBouncer;
import dev.footfall.testsupport.PostgresServer;
import dev.footfall.testsupport.QueueServer;
import dev.footfall.testsupport.TestEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Collectors in every queue mode and writers send and deliver the same events, several times and in
 * any order, while something is killed, frozen or cut in each round: each event is stored and
 * counted once, and only poison is a dead letter.
 *
 * <p>{@code -Dfootfall.rounds=70} runs more rounds, {@code -Dfootfall.seed} repeats them.
 */
class FaultRoundsNativeIT {
  private static final int ROUNDS = Integer.getInteger("footfall.rounds", 3);
  private static final int EVENTS = 600;

  private static final String BACKEND =
      """
      SELECT coalesce(min(pid) FILTER (WHERE state = 'active'), min(pid), 0) FROM pg_stat_activity
      WHERE usename = 'footfall_collector'
      """;

  private final long seed =
      Long.getLong("footfall.seed", ThreadLocalRandom.current().nextLong(1_000_000));
  private final List<Instance> collectors = new ArrayList<>();
  private final List<Instance> writers = new ArrayList<>();
  @AutoClose private PostgresServer postgres;
  @AutoClose private PgBouncer pooler;
  @AutoClose private Link link;
  @AutoClose private QueueServer queue;

  /** Each round's in turn; the first three are those of the short form. */
  private enum Fault {
    WRITER_KILLED,
    DATABASE_KILLED,
    COLLECTOR_KILLED,
    COLLECTOR_FROZEN,
    POOLER_KILLED,
    BACKEND_KILLED,
    LINK_CUT,
    LINK_SILENT
  }

  @BeforeEach
  void start() throws Exception {
    postgres = PostgresServer.start();
    postgres.execute(
        "SELECT declare_keys('amount', '{price}'), declare_keys('breakdown', '{utm_source}')");
    pooler = new PgBouncer(Loopback.freePort(), postgres.port());
    link = new Link(pooler.port());
    queue = new QueueServer(2);
    for (String mode : List.of("never", "outage", "always")) {
      collectors.add(new Instance(mode, "collector"));
    }
    for (int i = 0; i < 2; i++) {
      writers.add(new Instance("never", "writer"));
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (List<Instance> some : List.of(collectors, writers)) {
      for (Instance instance : some) {
        instance.function.close();
      }
    }
  }

  /** A function's execution environment: Lambda starts another process where one has ended. */
  private final class Instance {
    private final Map<String, String> environment;
    private volatile FunctionProcess function;

    Instance(String mode, String role) throws Exception {
      environment = queue.environment(mode, role);
      function = FunctionProcess.start(link.port(), environment);
    }

    void replace() throws Exception {
      function.close();
      function = FunctionProcess.start(link.port(), environment);
    }
  }

  @Test
  void eachEventIsStoredAndCountedOnceWhateverBreaks() throws Exception {
    Set<String> poison = new TreeSet<>();
    System.out.println("\n| seed | fault | seconds until all is whole |\n|--:|:--|--:|");
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(seed + round);
      Fault fault = Fault.values()[round % Fault.values().length];
      poison.add("poison of round " + round);
      queue.send("poison of round " + round);
      blow(Storm.of(seed + round, UUID.randomUUID(), EVENTS), fault, random);
    }
    assertEquals(poison, deadLetters());
  }

  private void blow(Storm storm, Fault fault, Random random) throws Exception {
    long start = System.nanoTime();
    Queue<List<Event>> batches = new ConcurrentLinkedQueue<>(storm.batches());
    Acknowledged acknowledged = new Acknowledged();
    AtomicInteger senders = new AtomicInteger(collectors.size());
    List<Callable<Void>> work = new ArrayList<>();
    collectors.forEach(one -> work.add(() -> send(one, batches, acknowledged, senders)));
    writers.forEach(one -> work.add(() -> deliver(one, senders)));
    work.add(
        () -> {
          Thread.sleep(50 + random.nextInt(500)); // into the middle of the storm
          strike(fault, random);
          until(this::folds, "the database does not come back");
          return null;
        });

    together(work);

    System.out.printf(
        "| %d | %s | %.1f |%n", storm.seed(), fault, (System.nanoTime() - start) / 1e9);
    UUID campaign = storm.events().get(0).campaignId();
    Set<UUID> sent = storm.events().stream().map(Event::id).collect(Collectors.toSet());
    assertAll(
        "%s, seed %d".formatted(fault, storm.seed()),
        () -> assertEquals(Set.of(), rejected(acknowledged)),
        () -> assertEquals(sent, postgres.ids(campaign)),
        () -> postgres.assertHolds(campaign, sent.size()));
  }

  private static Set<String> rejected(Acknowledged acknowledged) {
    Set<String> results = new TreeSet<>(acknowledged.results().keySet());
    results.removeAll(Set.of("stored", "duplicate", "accepted"));
    return results;
  }

  private Void send(
      Instance instance,
      Queue<List<Event>> batches,
      Acknowledged acknowledged,
      AtomicInteger senders)
      throws Exception {
    try {
      Storm.send(batches, batch -> send(instance, batch), acknowledged);
    } finally {
      senders.decrementAndGet();
    }
    return null;
  }

  /** The results, or null if the sender must try again. */
  private static List<String> send(Instance instance, List<Event> batch) throws Exception {
    String body = TestEvent.array(batch.stream().map(Wire::json).toList());
    try {
      Answer answer =
          Answer.of(
              instance
                  .function
                  .invoke(ApiGatewayEvent.post("application/json").body(body).toString())
                  .get(30, TimeUnit.SECONDS));
      if (answer.status() == 200 || answer.status() == 202) {
        return answer.json().path("results").findValuesAsText("result");
      }
      answer.is(503);
      Thread.sleep(200); // a sender backs off
      return null;
    } catch (ExecutionException | IllegalStateException ended) {
      instance.replace();
      return null;
    }
  }

  /** Delivers until all is sent and the queue is empty. */
  private Void deliver(Instance instance, AtomicInteger senders) throws Exception {
    EventSource source = new EventSource(queue);
    while (senders.get() > 0 || queue.size(queue.queue()) > 0) {
      try {
        if (source.deliver(instance.function) == 0) {
          Thread.sleep(10); // as a mapping polls
        }
      } catch (ExecutionException | IllegalStateException ended) {
        instance.replace();
      }
    }
    return null;
  }

  private void strike(Fault fault, Random random) throws Exception {
    FunctionProcess collector = collectors.get(random.nextInt(collectors.size())).function;
    switch (fault) {
      case COLLECTOR_KILLED -> collector.process().signal("KILL");
      case COLLECTOR_FROZEN -> {
        collector.freeze();
        link.cut();
        Thread.sleep(1000); // as between two visits
        collector.thaw();
      }
      case WRITER_KILLED ->
          writers.get(random.nextInt(writers.size())).function.process().signal("KILL");
      case POOLER_KILLED -> pooler.restart();
      case BACKEND_KILLED -> {
        until(() -> postgres.number(BACKEND) > 0, "nobody is connected");
        ChildProcess.signal("KILL", postgres.number(BACKEND));
      }
      case DATABASE_KILLED -> {
        postgres.crash();
        postgres.startAgain();
      }
      case LINK_CUT -> link.cut();
      case LINK_SILENT -> link.loseConnections();
    }
  }

  private boolean folds() {
    try {
      return postgres.number("SELECT fold_event_counts(1000)") >= 0;
    } catch (RuntimeException away) {
      return false;
    }
  }

  private Set<String> deadLetters() throws Exception {
    Set<String> bodies = new TreeSet<>();
    JsonNode some;
    while (!(some = queue.receive(queue.deadLetters())).isEmpty()) {
      for (JsonNode one : some) {
        bodies.add(one.path("Body").asText().strip());
        queue.delete(queue.deadLetters(), one.path("ReceiptHandle").asText());
      }
    }
    return bodies;
  }
}
