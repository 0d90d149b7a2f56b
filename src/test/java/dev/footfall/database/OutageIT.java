package dev.footfall.database;

import static dev.footfall.testsupport.Together.together;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.FreePort;
import dev.footfall.testsupport.FunctionProcess;
import dev.footfall.testsupport.Link;
import dev.footfall.testsupport.PgBouncer;
import dev.footfall.testsupport.PostgresServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens between what is deployed and its database: answers come in time, and after the
 * client's retries each event is stored and counted once.
 */
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
    link = Link.to(postgres.port());
  }

  @AfterEach
  void stopTheFunctions() throws Exception {
    for (FunctionProcess started : functions) {
      started.close();
    }
  }

  private void start(int databasePort, Map<String, String> environment) throws Exception {
    sender = startAnother(databasePort, environment);
    function = functions.get(0);
  }

  private Sender startAnother(int databasePort, Map<String, String> environment) throws Exception {
    FunctionProcess another = FunctionProcess.start(databasePort, environment);
    functions.add(another);
    Sender itsSender = new Sender(another);
    itsSender.awaitStart();
    return itsSender;
  }

  private void startAndSend() throws Exception {
    start(link.port(), Map.of());
    fillThePool();
  }

  /**
   * Until a retry finds no free slot for a connection of its own. One event at a time is enough:
   * each arrives on another event loop, and the pool prefers a new connection there to lending one
   * across.
   */
  private void fillThePool() throws Exception {
    sendOnce();
    for (int i = 0; i < 20 && link.connections() < 2; i++) {
      sender.send();
    }
    assertEquals(2, link.connections(), "connections of the pool");
  }

  private void sendOnce() throws Exception {
    sender.sendUntilStored("the start");
  }

  private void recovers(String after) throws Exception {
    recovers(sender, after);
  }

  private static void recovers(Sender sender, String after) throws Exception {
    sender.sendUntilStored(after);
    postgres.assertHolds(sender.campaign(), sender.sent());
  }

  /**
   * Even the first answer is good: the retry does not go over the pool's second dead connection.
   */
  private void recoversAtOnce(String after) throws Exception {
    recovers(after);
    assertEquals(0, sender.refused(), "answers with 503");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "lost silently"})
  void aFrozenFunctionWhoseConnectionsWereCutOrLostGoesOn(String how) throws Exception {
    startAndSend();
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
    start(
        link.port(),
        Map.of(
            "FOOTFALL_DATABASE_MAX_LIFETIME", "PT10S",
            "FOOTFALL_DATABASE_ATTEMPT_TIMEOUT", "PT4S"));
    fillThePool();
    function.freeze();
    link.loseConnections();
    Thread.sleep(11_000); // past its lifetime by the clock on the wall
    function.thaw();

    recoversAtOnce("a thaw past the lifetime");
  }

  @Test
  void aDatabaseThatCrashesAndRestartsLosesNothing() throws Exception {
    startAndSend();
    postgres.crash();
    int down = sender.send();
    postgres.startAgain();

    recovers("a restart of PostgreSQL");

    assertEquals(503, down);
  }

  @Test
  void aPoolerThatRestartsLosesNothing() throws Exception {
    try (PgBouncer bouncer = PgBouncer.start(FreePort.find(), postgres.port())) {
      start(bouncer.port(), Map.of());
      sendOnce();
      bouncer.restart();

      recovers("a restart of PgBouncer");
    }
  }

  @Test
  void aDatabaseThatRestartsBehindThePoolerLosesNothing() throws Exception {
    try (PgBouncer bouncer = PgBouncer.start(FreePort.find(), postgres.port())) {
      start(bouncer.port(), Map.of());
      sendOnce();
      postgres.crash();
      int down = sender.send();
      postgres.startAgain();

      recovers("a restart of PostgreSQL behind PgBouncer");

      assertEquals(503, down);
    }
  }

  @Test
  void aPeerThatFallsSilentHoldsNoConnectionForLong() throws Exception {
    startAndSend();
    link.becomeBlackHole();
    List<Integer> silent = threeStatuses();
    link.comeBack();

    recovers("the end of a black hole");

    assertEquals(List.of(503, 503, 503), silent);
  }

  @Test
  void aTableThatStaysLockedIsAnsweredInTimeAgainAndAgain() throws Exception {
    startAndSend();

    List<Integer> locked = postgres.whileInsertsWait(this::threeStatuses);

    // A statement that was given up does not keep its connection from the next event.
    recovers("a locked table");
    assertEquals(List.of(503, 503, 503), locked);
  }

  @Test
  void functionsThatWaitForThePoolersConnectionsAreAnsweredInTime() throws Exception {
    try (PgBouncer bouncer = PgBouncer.start(FreePort.find(), postgres.port())) {
      List<Sender> senders = new ArrayList<>();
      for (int i = 0; i < PgBouncer.SERVER_CONNECTIONS + 2; i++) {
        senders.add(startAnother(bouncer.port(), Map.of()));
        senders.get(i).sendUntilStored("the start");
      }

      List<Callable<Integer>> sends =
          senders.stream().<Callable<Integer>>map(each -> each::send).toList();
      List<Integer> locked = postgres.whileInsertsWait(() -> together(sends));

      for (Sender each : senders) {
        recovers(each, "a pooler without a free connection");
      }
      assertEquals(Collections.nCopies(senders.size(), 503), locked);
    }
  }

  private List<Integer> threeStatuses() throws Exception {
    return List.of(sender.send(), sender.send(), sender.send());
  }

  @Test
  void aServerOutOfConnectionsIsAskedAgain() throws Exception {
    postgres.execute("ALTER ROLE footfall_collector CONNECTION LIMIT 0");
    int refused;
    try {
      start(link.port(), Map.of());
      refused = sender.send();
    } finally {
      postgres.execute("ALTER ROLE footfall_collector CONNECTION LIMIT -1");
    }

    recovers("a server out of connections");

    assertEquals(503, refused);
  }

  @Test
  void theFunctionStartsWithoutItsDatabase() throws Exception {
    int port = FreePort.find();
    start(port, Map.of());
    int down = sender.send();
    int silent = sendToASilentPeer(port);

    try (PgBouncer bouncer = PgBouncer.start(port, postgres.port())) {
      recovers("a start without the database on port " + bouncer.port());
    }

    assertEquals(List.of(503, 503), List.of(down, silent));
    assertTheStartOnlyWarned();
  }

  @Test
  void theFunctionStartsWithADatabaseThatAcceptsAndSaysNothing() throws Exception {
    link.becomeBlackHole();
    start(link.port(), Map.of());
    List<Integer> silent = List.of(sender.send(), sender.send());
    link.comeBack();

    recovers("a start into a black hole");

    assertEquals(List.of(503, 503), silent);
    assertTheStartOnlyWarned();
  }

  /** Takes two connect time-outs, which outlast every timer of the start. */
  private int sendToASilentPeer(int port) throws Exception {
    try (ServerSocket listener = new ServerSocket()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return sender.send();
    }
  }

  /** A database that is away is worth a warning: the function itself works. */
  private void assertTheStartOnlyWarned() throws Exception {
    assertEquals(1, logged("WARN", "Starting without a database connection").size());
    assertEquals(List.of(), logged("ERROR", ""));
  }

  private List<String> logged(String level, String message) throws Exception {
    return function
        .output()
        .lines()
        .filter(line -> line.contains("\"level\":\"" + level + "\""))
        .filter(line -> line.contains(message))
        .toList();
  }
}
