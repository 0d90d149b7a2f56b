package dev.footfall.infra;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * The queue where events wait for the writer, the queue of those that can never be stored, and the
 * way to both from the private subnets.
 *
 * <p>Both are encrypted with SQS's own key. A key in KMS would be a second service that has to work
 * for an event to be accepted while the database is away, and would protect events no better: they
 * are as open to the account's administrators in the database.
 */
class EventQueue extends Construct {
  /**
   * Six times the writer's limit, so that Lambda can retry while the function is throttled: <a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html">AWS's
   * advice</a>. A message that crashes the writer comes again after this time.
   */
  static final Duration VISIBILITY = Duration.minutes(6 * Timeouts.WRITER.toMinutes());

  /**
   * SQS moves a message to the dead letters when it has been received so often. The writer hides
   * what the database cannot take for 15, 30, 60, 120, 240 and 480 seconds, and then 15 minutes
   * each time, so good messages outlast an outage of 945 s + 94 × 900 s, almost 24 hours. One that
   * crashes the writer gets there after 100 × 12 minutes, 20 hours; until then it delays only its
   * batch.
   */
  static final int RECEIVES = 100;

  /**
   * A message that SQS moves keeps its age, so the dead letters must be kept longer: at least four
   * days to look at each, and two weeks for those that the writer puts there.
   */
  static final Duration RETENTION = Duration.days(10);

  /** The longest that SQS keeps a message. */
  static final Duration DEAD_LETTER_RETENTION = Duration.days(14);

  /** SQS's limit; the collector puts as many events into a message as fit. */
  private static final int MAX_MESSAGE_BYTES = 1024 * 1024;

  private final Queue queue;
  private final Queue deadLetters;
  private final InterfaceVpcEndpoint endpoint;

  EventQueue(Construct scope, String id, Network network, Stage stage) {
    super(scope, id);
    deadLetters = builder("DeadLetters", stage).retentionPeriod(DEAD_LETTER_RETENTION).build();
    queue =
        builder("Events", stage)
            .retentionPeriod(RETENTION)
            .visibilityTimeout(VISIBILITY)
            .deadLetterQueue(
                DeadLetterQueue.builder().queue(deadLetters).maxReceiveCount(RECEIVES).build())
            .build();
    endpoint = network.endpoint(this, "Sqs", InterfaceVpcEndpointAwsService.SQS, "SQS");
    // Lambda receives and deletes messages from outside of the network.
    admit(queue, "sqs:SendMessage", "sqs:ChangeMessageVisibility");
    admit(deadLetters, "sqs:SendMessage");
  }

  /** Allows the function to put messages into the queue, and nothing else. */
  void grantSend(Function collector) {
    connect(collector);
    grant(collector, queue, "sqs:SendMessage");
  }

  /** Allows the function, and Lambda on its behalf, to work off the queue. */
  void grantWork(Function writer) {
    connect(writer);
    grant(
        writer,
        queue,
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ChangeMessageVisibility");
    grant(writer, deadLetters, "sqs:SendMessage");
  }

  Queue queue() {
    return queue;
  }

  Queue deadLetters() {
    return deadLetters;
  }

  private Queue.Builder builder(String id, Stage stage) {
    return Queue.Builder.create(this, id)
        .encryption(QueueEncryption.SQS_MANAGED)
        .enforceSsl(true)
        .maxMessageSizeBytes(MAX_MESSAGE_BYTES)
        // In production, turning the queue off must not lose the events that are in it; a first
        // deployment that fails leaves nothing.
        .removalPolicy(
            stage.production() ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY);
  }

  private void admit(Queue target, String... actions) {
    endpoint.addToPolicy(
        PolicyStatement.Builder.create()
            .principals(List.of(new AnyPrincipal())) // the functions' roles say who
            .actions(List.of(actions))
            .resources(List.of(target.getQueueArn()))
            .build());
  }

  private void connect(Function client) {
    endpoint.getConnections().allowFrom(client, Port.tcp(443), "HTTPS to SQS");
  }

  private static void grant(Function grantee, Queue target, String... actions) {
    Grant.addToPrincipal(
        GrantOnPrincipalOptions.builder()
            .grantee(grantee)
            .actions(List.of(actions))
            .resourceArns(List.of(target.getQueueArn()))
            .build());
  }
}
