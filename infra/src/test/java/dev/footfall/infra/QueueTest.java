package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QueueTest {
  private static final Synthesis QUEUE = Synthesis.QUEUE;

  @Test
  void withoutTheSettingNothingOfItExists() {
    for (Synthesis each : List.of(Synthesis.DEV, Synthesis.PROD)) {
      String templates = each.templates().toString().toLowerCase(Locale.ROOT);

      assertFalse(templates.contains("sqs"));
      assertFalse(templates.contains("footfall_queue"));
    }
  }

  @Test
  void collectorKnowsTheModeAndTheQueue() {
    JsonNode always = Synthesis.variables(QUEUE.collector());
    JsonNode outage = Synthesis.variables(Synthesis.EVERYTHING.collector());

    assertEquals("always", always.get("FOOTFALL_QUEUE_MODE").asText());
    assertEquals("outage", outage.get("FOOTFALL_QUEUE_MODE").asText());
    assertEquals("QueueEvents", Synthesis.construct(always.get("FOOTFALL_QUEUE_URL")));
  }

  @Test
  void writerKnowsBothQueuesAndConnectsAsTheCollectorDoes() {
    JsonNode writer = Synthesis.variables(QUEUE.writer());
    JsonNode collector = Synthesis.variables(QUEUE.collector());

    assertEquals("writer", writer.get("FOOTFALL_FUNCTION_ROLE").asText());
    assertEquals(collector.get("FOOTFALL_QUEUE_URL"), writer.get("FOOTFALL_QUEUE_URL"));
    assertEquals(
        "QueueDeadLetters", Synthesis.construct(writer.get("FOOTFALL_QUEUE_DEAD_LETTER_URL")));
    for (String name : List.of("URL", "AUTHENTICATION", "TLS", "POOL_SIZE", "TIMEOUT")) {
      assertEquals(
          collector.get("FOOTFALL_DATABASE_" + name), writer.get("FOOTFALL_DATABASE_" + name));
    }
  }

  @Test
  void queuesAreEncryptedAndOnlyOverTls() {
    for (JsonNode queue : queues(QUEUE).values()) {
      assertTrue(queue.get("SqsManagedSseEnabled").asBoolean());
    }
    Map<String, JsonNode> policies = QUEUE.properties("AWS::SQS::QueuePolicy");
    assertEquals(2, policies.size());
    for (JsonNode policy : policies.values()) {
      JsonNode statement = policy.at("/PolicyDocument/Statement/0");
      assertEquals("Deny", statement.get("Effect").asText());
      assertEquals("false", statement.at("/Condition/Bool/aws:SecureTransport").asText());
    }
  }

  @Test
  void queueTakesTheLargestMessageThatTheCollectorSends() {
    long limit = constant("QueueSender", "MAX_BYTES = (\\d+) \\* 1024", 1024);

    queues(QUEUE)
        .values()
        .forEach(queue -> assertEquals(limit, queue.get("MaximumMessageSize").asLong()));
  }

  @Test
  void deadLettersAreKeptAsLongAsSqsCanAndLongerThanTheQueue() {
    long kept = queue("DeadLetters").get("MessageRetentionPeriod").asLong();

    assertEquals(Duration.ofDays(14).toSeconds(), kept);
    assertTrue(
        kept - queue("Events").get("MessageRetentionPeriod").asLong()
            >= Duration.ofDays(3).toSeconds(),
        "SQS does not begin anew when it moves a message");
  }

  @Test
  void messagesStayHiddenForSixTimesTheWritersTimeout() {
    assertEquals(
        6 * QUEUE.writer().get("Timeout").asInt(),
        queue("Events").get("VisibilityTimeout").asInt());
  }

  @Test
  void anOutageOfTwentyHoursMakesNoDeadLetter() {
    long delay = constant("Writer", "FIRST_DELAY_SECONDS = (\\d+)", 1);
    long longest = constant("Writer", "LONGEST_DELAY_SECONDS = (\\d+)", 1);
    long outlasted = 0;
    for (int receive = 1; receive <= receives(); receive++) {
      outlasted += Math.min(delay, longest);
      delay = Math.min(2 * delay, longest);
    }

    assertTrue(outlasted >= Duration.ofHours(20).toSeconds(), outlasted + " s");
  }

  @Test
  void aMessageThatCrashesTheWriterIsMovedToTheDeadLettersWhileTheyAreKept() {
    JsonNode queue = queue("Events");
    long moved = receives() * queue.get("VisibilityTimeout").asLong();

    assertEquals(
        "QueueDeadLetters", Synthesis.construct(queue.at("/RedrivePolicy/deadLetterTargetArn")));
    assertTrue(moved <= Duration.ofDays(1).toSeconds(), moved + " s");
    assertTrue(moved < queue.get("MessageRetentionPeriod").asLong());
  }

  @Test
  void singleEventsReachTheDatabaseInFullStatements() {
    JsonNode source = QUEUE.only("AWS::Lambda::EventSourceMapping");
    long statement = constant("EventDecoder", "MAX_EVENTS = (\\d+)", 1);

    assertEquals(statement, source.get("BatchSize").asLong());
    assertTrue(source.get("MaximumBatchingWindowInSeconds").asInt() > 0, "or batches end at 10");
    assertEquals("[\"ReportBatchItemFailures\"]", source.get("FunctionResponseTypes").toString());
  }

  @Test
  void lambdaReceivesNoMoreThanTheWritersCanTake() {
    for (Synthesis each : List.of(QUEUE, Synthesis.EVERYTHING)) {
      int writers = each.writer().get("ReservedConcurrentExecutions").asInt();
      JsonNode source = each.only("AWS::Lambda::EventSourceMapping");

      assertEquals(writers, source.at("/ScalingConfig/MaximumConcurrency").asInt());
    }
  }

  @Test
  void newWriterTakesOverOnlyAfterTheMigrationAndWithItsPermissions() {
    String trigger = QUEUE.onlyResource("Custom::Trigger").getKey().replaceAll(".*/", "");
    JsonNode source = QUEUE.onlyResource("AWS::Lambda::EventSourceMapping").getValue();
    JsonNode version =
        QUEUE.resources("AWS::Lambda::Version").entrySet().stream()
            .filter(each -> each.getKey().contains("/Writer"))
            .findFirst()
            .orElseThrow()
            .getValue();

    assertTrue(version.get("DependsOn").toString().contains(trigger));
    assertTrue(source.at("/Properties/FunctionName").toString().contains("WriterLive"));
    assertTrue(source.get("DependsOn").toString().contains("WriterRoleDefaultPolicy"));
  }

  @Test
  void endpointAdmitsOnlyTheTwoQueuesAndOnlyWhatTheFunctionsSend() {
    Map<String, Set<String>> admitted = new TreeMap<>();
    for (JsonNode statement : Synthesis.list(endpoint().at("/PolicyDocument/Statement"))) {
      admitted.put(
          Synthesis.construct(statement.get("Resource")),
          Set.copyOf(
              Synthesis.list(statement.get("Action")).stream().map(JsonNode::asText).toList()));
    }

    assertEquals(
        Map.of(
            "QueueEvents", Set.of("sqs:SendMessage", "sqs:ChangeMessageVisibility"),
            "QueueDeadLetters", Set.of("sqs:SendMessage")),
        admitted);
    assertTrue(endpoint().get("PrivateDnsEnabled").asBoolean());
  }

  @Test
  void productionKeepsTheQueuesWhenTheyAreTurnedOff() {
    Synthesis.EVERYTHING
        .resources("AWS::SQS::Queue")
        .values()
        .forEach(
            queue -> assertEquals("RetainExceptOnCreate", queue.get("DeletionPolicy").asText()));
  }

  @Test
  void outputsNameWhatTheRunbookNeeds() throws IOException {
    String runbook = Files.readString(Path.of("../docs/operate.md"));
    Set<String> outputs = new TreeSet<>();
    QUEUE
        .templates()
        .get("Footfall-dev")
        .get("Outputs")
        .fieldNames()
        .forEachRemaining(outputs::add);
    Synthesis.DEV
        .templates()
        .get("Footfall-dev")
        .get("Outputs")
        .fieldNames()
        .forEachRemaining(outputs::remove);

    assertEquals(Set.of("QueueArn", "DeadLetterArn", "DeadLetterUrl", "WriterSource"), outputs);
    for (String output : outputs) {
      String name = output.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
      assertTrue(runbook.contains(name), name);
    }
  }

  private static JsonNode endpoint() {
    return QUEUE.properties("AWS::EC2::VPCEndpoint").values().stream()
        .filter(endpoint -> endpoint.get("ServiceName").toString().contains("sqs"))
        .findFirst()
        .orElseThrow();
  }

  private static int receives() {
    return queue("Events").at("/RedrivePolicy/maxReceiveCount").asInt();
  }

  private static JsonNode queue(String name) {
    return queues(QUEUE).entrySet().stream()
        .filter(queue -> queue.getKey().contains("/Queue" + name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static Map<String, JsonNode> queues(Synthesis synthesis) {
    Map<String, JsonNode> queues = synthesis.properties("AWS::SQS::Queue");
    assertEquals(2, queues.size());
    return queues;
  }

  /** A number in the source of one of the application's classes. */
  private static long constant(String type, String pattern, long unit) {
    for (String source : ApplicationConfiguration.sources()) {
      Matcher number = Pattern.compile(pattern).matcher(source);
      if (source.contains("class " + type + " ") && number.find()) {
        return unit * Long.parseLong(number.group(1));
      }
    }
    throw new AssertionError(type + " has no " + pattern);
  }
}
