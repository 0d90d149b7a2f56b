package dev.footfall.queue;

import static dev.footfall.testsupport.Together.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.EventSource;
import dev.footfall.testsupport.FunctionProcess;
import dev.footfall.testsupport.PostgresServer;
import dev.footfall.testsupport.QueueServer;
import dev.footfall.testsupport.TestEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * While senders go on and the database is away, no answer is an error, and afterwards all is
 * counted. {@code -Dfootfall.outage=60} is for a minute instead of three seconds.
 */
class OutageUnderLoadNativeIT {
  private static final int SECONDS = Integer.getInteger("footfall.outage", 3);
  private static final int BATCH = 25;

  /** Between two requests to a collector: about a thousand events a second in all. */
  private static final int PAUSE_MILLIS = 40;

  private final UUID campaign = UUID.randomUUID();
  private final List<FunctionProcess> collectors = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);
  @AutoClose private PostgresServer postgres;
  @AutoClose private QueueServer queue;
  @AutoClose private FunctionProcess writer;

  @BeforeEach
  void start() throws Exception {
    postgres = PostgresServer.start();
    queue = new QueueServer(30);
    collectors.add(start("outage", "collector"));
    collectors.add(start("outage", "collector"));
    writer = start("never", "writer");
  }

  @AfterEach
  void stop() throws Exception {
    for (FunctionProcess collector : collectors) {
      collector.close();
    }
  }

  private FunctionProcess start(String mode, String role) throws Exception {
    return FunctionProcess.start(postgres.port(), queue.environment(mode, role));
  }

  @Test
  void noAnswerIsAnErrorAndAllIsCountedAfterwards() throws Exception {
    for (FunctionProcess collector : collectors) {
      send(collector); // it has started
    }
    List<Callable<Long>> work = new ArrayList<>();
    collectors.forEach(collector -> work.add(() -> sendUntilOver(collector)));
    work.add(this::deliver);
    work.add(this::outage);

    List<Long> times = together(work);

    postgres.assertHolds(campaign, sent.get());
    assertTrue(accepted.get() > 0, "nothing was queued");
    assertEquals(0, queue.size(queue.deadLetters()));
    System.out.printf(
        "%n| outage, s | events sent | queued | slowest answer, ms | backlog gone after, s |%n"
            + "|--:|--:|--:|--:|--:|%n| %d | %,d | %,d | %,d | %.1f |%n",
        SECONDS,
        sent.get(),
        accepted.get(),
        slowest.get() / 1_000_000,
        (times.get(2) - times.get(3)) / 1e9);
  }

  private long sendUntilOver(FunctionProcess collector) throws Exception {
    while (!over.get()) {
      long start = System.nanoTime();
      send(collector);
      slowest.accumulate(System.nanoTime() - start);
      Thread.sleep(PAUSE_MILLIS);
    }
    return System.nanoTime();
  }

  private void send(FunctionProcess collector) throws Exception {
    String body =
        TestEvent.array(Stream.generate(() -> TestEvent.of(campaign)).limit(BATCH).toList());
    Answer answer = collector.send(ApiGatewayEvent.post("application/json").body(body));
    assertTrue(answer.status() == 200 || answer.status() == 202, answer::toString);
    sent.addAndGet(BATCH);
    accepted.addAndGet(answer.json().path("accepted").asInt());
  }

  /** Delivers until the outage is over and the queue empty; returns when that was. */
  private long deliver() throws Exception {
    EventSource source = new EventSource(queue);
    while (!over.get() || queue.size(queue.queue()) > 0) {
      source.deliver(writer);
      Thread.sleep(10); // as a mapping polls
    }
    return System.nanoTime();
  }

  /** Returns when the database was back. */
  private long outage() throws Exception {
    Thread.sleep(1000); // some events first
    postgres.crash();
    Thread.sleep(SECONDS * 1000L); // the outage
    postgres.startAgain();
    long back = System.nanoTime();
    Thread.sleep(1000); // some events afterwards
    over.set(true);
    return back;
  }
}
