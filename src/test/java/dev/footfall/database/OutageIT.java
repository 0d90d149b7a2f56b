package dev.footfall.database;

import static dev.footfall.testsupport.Together.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.FunctionProcess;
import dev.footfall.testsupport.Link;
import dev.footfall.testsupport.Loopback;
import dev.footfall.testsupport.PgBouncer;
import dev.footfall.testsupport.PostgresServer;
import dev.footfall.testsupport.TestEvent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Through any outage of the database, responses come in time and each event is stored once. */
class OutageIT {
  @AutoClose private static PostgresServer postgres;

  private final List<FunctionProcess> functions = new ArrayList<>();
  @AutoClose private Link link;
  private FunctionProcess function;
  private Sender sender;

  @BeforeAll
  static void startPostgres() throws Exception {
    postgres = PostgresServer.start();
  }

  @BeforeEach
  void openTheWay() throws Exception {
    link = new Link(postgres.port());
  }

  @AfterEach
  void stopTheFunctions() throws Exception {
    for (FunctionProcess started : functions) {
      started.close();
    }
  }

  private Sender start(int databasePort, Map<String, String> environment) throws Exception {
    function = FunctionProcess.start(databasePort, environment);
    functions.add(function);
    sender = new Sender(function);
    return sender;
  }

  private void startAndSend(Map<String, String> environment) throws Exception {
    start(link.port(), environment);
    sender.sendUntilStored("the start");
    fillThePool();
  }

  /**
   * Sends until the pool is full, so that a retry gets no new connection. One event at a time is
   * enough: each arrives on another event loop, and the pool prefers a new connection there to
   * lending one across.
   */
  private void fillThePool() throws Exception {
    for (int i = 0; i < 20 && link.connections() < 2; i++) {
      sender.send();
    }
    assertEquals(2, link.connections(), "connections of the pool");
  }

  private void recovers(String after) throws Exception {
    sender.sendUntilStored(after);
    postgres.assertHolds(sender.campaign, sender.sent);
  }

  /** Even the first answer is good: the retry does not use the pool's second dead connection. */
  private void recoversAtOnce(String after) throws Exception {
    recovers(after);
    assertEquals(0, sender.refused, "answers with 503");
  }

  /** While the database is away, so many batches are refused in time. */
  private Void refuses(int batches) throws Exception {
    for (int i = 0; i < batches; i++) {
      assertEquals(503, sender.send());
    }
    return null;
  }

  private void crashAndRestartPostgres() throws Exception {
    postgres.crash();
    try {
      refuses(1);
    } finally {
      postgres.startAgain();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "lost silently"})
  void aFrozenFunctionWhoseConnectionsWereCutOrLostGoesOn(String how) throws Exception {
    startAndSend(Map.of());
    function.freeze();
    if (how.equals("cut")) {
      link.cut();
    } else {
      link.loseConnections();
    }
    function.thaw();

    recoversAtOnce("a thaw with connections that were " + how);
  }

  @Test
  void aConnectionPastItsLifetimeIsNotUsedAfterAThaw() throws Exception {
    // An attempt over the old connection would take all the time there is, and end in a 503.
    startAndSend(
        Map.of(
            "FOOTFALL_DATABASE_MAX_LIFETIME", "PT10S",
            "FOOTFALL_DATABASE_ATTEMPT_TIMEOUT", "PT4S"));
    function.freeze();
    link.loseConnections();
    Thread.sleep(11_000); // past its lifetime by the clock on the wall
    function.thaw();

    recoversAtOnce("a thaw past the lifetime");
  }

  @Test
  void aDatabaseThatCrashesAndRestartsLosesNothing() throws Exception {
    startAndSend(Map.of());

    crashAndRestartPostgres();

    recovers("a restart of PostgreSQL");
  }

  @Test
  void aPoolerThatRestartsLosesNothing() throws Exception {
    try (PgBouncer bouncer = new PgBouncer(Loopback.freePort(), postgres.port())) {
      start(bouncer.port(), Map.of()).sendUntilStored("the start");

      bouncer.restart();

      recovers("a restart of PgBouncer");
    }
  }

  @Test
  void aDatabaseThatRestartsBehindThePoolerLosesNothing() throws Exception {
    try (PgBouncer bouncer = new PgBouncer(Loopback.freePort(), postgres.port())) {
      start(bouncer.port(), Map.of()).sendUntilStored("the start");

      crashAndRestartPostgres();

      recovers("a restart of PostgreSQL behind PgBouncer");
    }
  }

  @Test
  void aPeerThatFallsSilentHoldsNoConnectionForLong() throws Exception {
    startAndSend(Map.of());
    link.becomeBlackHole();
    refuses(3);
    link.comeBack();

    recovers("the end of a black hole");
  }

  @Test
  void insertsIntoALockedTableAreAnsweredInTime() throws Exception {
    startAndSend(Map.of());

    postgres.whileInsertsWait(() -> refuses(3));

    // A statement that was given up does not keep its connection from the next event.
    recovers("a locked table");
  }

  @Test
  void functionsThatWaitForThePoolersConnectionsAreAnsweredInTime() throws Exception {
    try (PgBouncer bouncer = new PgBouncer(Loopback.freePort(), postgres.port())) {
      List<Sender> senders = new ArrayList<>();
      for (int i = 0; i < PgBouncer.SERVER_CONNECTIONS + 2; i++) {
        senders.add(start(bouncer.port(), Map.of()));
        senders.get(i).sendUntilStored("the start");
      }

      List<Callable<Integer>> sends =
          senders.stream().<Callable<Integer>>map(each -> each::send).toList();
      List<Integer> locked = postgres.whileInsertsWait(() -> together(sends));

      for (Sender each : senders) {
        sender = each;
        recovers("a pooler without a free connection");
      }
      assertEquals(Collections.nCopies(senders.size(), 503), locked);
    }
  }

  @Test
  void aServerOutOfConnectionsIsAskedAgain() throws Exception {
    postgres.execute("ALTER ROLE footfall_collector CONNECTION LIMIT 0");
    try {
      start(link.port(), Map.of());
      refuses(1);
    } finally {
      postgres.execute("ALTER ROLE footfall_collector CONNECTION LIMIT -1");
    }

    recovers("a server out of connections");
  }

  @Test
  void theFunctionStartsWithoutItsDatabase() throws Exception {
    int port = Loopback.freePort();
    start(port, Map.of());
    refuses(1);
    refusesBeforeASilentPeer(port);

    try (PgBouncer bouncer = new PgBouncer(port, postgres.port())) {
      recovers("a start without the database on port " + bouncer.port());
    }

    assertTheStartOnlyWarned();
  }

  @Test
  void theFunctionStartsWithADatabaseThatAcceptsAndSaysNothing() throws Exception {
    link.becomeBlackHole();
    start(link.port(), Map.of());
    refuses(2);
    link.comeBack();

    recovers("a start into a black hole");

    assertTheStartOnlyWarned();
  }

  /** Takes two connect time-outs, which outlast every timer of the start. */
  private void refusesBeforeASilentPeer(int port) throws Exception {
    ServerSocket silent = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    try (silent) {
      refuses(1);
    }
  }

  /** A database that is away is worth a warning: the function itself works. */
  private void assertTheStartOnlyWarned() throws Exception {
    assertEquals(1, logged("WARN", "Starting without a database connection"));
    assertEquals(0, logged("ERROR", ""), function.output());
  }

  private long logged(String level, String message) throws Exception {
    return function
        .output()
        .lines()
        .filter(line -> line.contains("\"level\":\"" + level + "\"") && line.contains(message))
        .count();
  }

  /** A client that expects, within 5 s, success or a 503 with Retry-After; it resends the rest. */
  private static final class Sender {
    private static final Duration PROMISED = Duration.ofSeconds(5);
    private static final int MOST_ATTEMPTS = 60;
    private static final int BATCH = 3;

    private final UUID campaign = UUID.randomUUID();
    private final List<String> unanswered = new ArrayList<>();
    private final FunctionProcess function;
    private int sent;
    private int refused;

    /** Waits until the function has started: the contract holds from then on. */
    Sender(FunctionProcess function) throws Exception {
      this.function = function;
      function.send(ApiGatewayEvent.of("GET", "/q/health/live")).is(200);
    }

    /** Sends a new batch; returns the status of the answer. */
    int send() throws Exception {
      sent += BATCH;
      return deliver(
          TestEvent.array(Stream.generate(() -> TestEvent.of(campaign)).limit(BATCH).toList()));
    }

    /** Sends a new batch and all that had no answer until they are stored; prints the times. */
    void sendUntilStored(String after) throws Exception {
      long start = System.nanoTime();
      boolean good = send() == 200;
      print(good, after, start);
      for (int i = 0; !unanswered.isEmpty(); i++) {
        assertTrue(i < MOST_ATTEMPTS, after + ": not stored after " + i + " attempts");
        boolean stored = deliver(unanswered.remove(0)) == 200;
        print(stored && !good, after, start);
        good |= stored;
      }
    }

    private static void print(boolean firstGood, String after, long start) {
      if (firstGood) {
        System.out.printf("First good answer %d ms after %s%n", millisSince(start), after);
      }
    }

    private int deliver(String batch) throws Exception {
      long start = System.nanoTime();
      Answer answer = function.send(ApiGatewayEvent.post("application/json").body(batch));
      long millis = millisSince(start);
      assertTrue(millis < PROMISED.toMillis(), "answered after " + millis + " ms: " + answer);
      if (answer.status() == 200) {
        int stored = answer.json().path("stored").asInt() + answer.json().path("duplicate").asInt();
        assertEquals(BATCH, stored, answer::text);
      } else {
        assertNotNull(answer.is(503).header("Retry-After"), answer::text);
        unanswered.add(batch);
        refused++;
      }
      return answer.status();
    }

    private static long millisSince(long start) {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
  }
}
