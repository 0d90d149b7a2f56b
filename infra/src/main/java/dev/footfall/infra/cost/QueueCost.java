package dev.footfall.infra.cost;

import static dev.footfall.infra.cost.Load.HOURS_PER_MONTH;

import java.util.EnumMap;
import java.util.Map;

/**
 * Computes what queue mode adds per month: the idle queue of mode {@code outage}, and in mode
 * {@code always} also a message for each request.
 */
record QueueCost(Inputs inputs) {
  private static final double MILLION = 1e6;
  private static final double GB = 1e9;
  private static final double SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;

  /** SQS bills every 64 KiB begun as a request. */
  private static final double BILLED_BYTES = 64 * 1024;

  /** The most messages that one request can receive or delete. */
  private static final double MESSAGES_PER_REQUEST = 10;

  /** Mode {@code outage} while there is none. */
  Map<QueueItem, Double> idle() {
    return bill(0, 0);
  }

  /** Mode {@code always}. */
  Map<QueueItem, Double> always(Load load) {
    return bill(load.requests(), load.batch());
  }

  private Map<QueueItem, Double> bill(double messages, int events) {
    double bytes = inputs.value("queue.bytes.event") * events;
    Map<QueueItem, Double> dollars = new EnumMap<>(QueueItem.class);
    dollars.put(QueueItem.REQUESTS, requests(messages, bytes));
    dollars.put(QueueItem.WRITER, writer(messages, events));
    dollars.put(QueueItem.ENDPOINT, endpoint(messages * bytes));
    dollars.put(QueueItem.MONITORING, monitoring());
    return dollars;
  }

  /** Each message is sent, received and deleted; the pollers also ask while there is none. */
  private double requests(double messages, double bytes) {
    double sent = messages * Math.ceil(bytes / BILLED_BYTES);
    double received = messages * Math.max(1 / MESSAGES_PER_REQUEST, bytes / BILLED_BYTES);
    double deleted = messages / MESSAGES_PER_REQUEST;
    double asked =
        inputs.value("queue.pollers") * SECONDS_PER_MONTH / inputs.value("queue.poll.seconds");
    return (sent + received + deleted + asked) * inputs.value("price.sqs") / MILLION;
  }

  /** A poller hands over what came in its window, or a full batch before. */
  private double writer(double messages, int events) {
    double windows =
        inputs.value("queue.pollers") * SECONDS_PER_MONTH / inputs.value("queue.window.seconds");
    double invocations =
        Math.min(messages, Math.max(windows, messages / inputs.value("queue.batch")));
    double seconds =
        (invocations * inputs.value("lambda.ms")
                + messages * events * inputs.value("lambda.ms.event"))
            / 1e3;
    return invocations * inputs.value("price.lambda.requests") / MILLION
        + seconds * inputs.value("lambda.memory.gb") * inputs.value("price.lambda.duration");
  }

  private double endpoint(double bytes) {
    return inputs.value("zones") * HOURS_PER_MONTH * inputs.value("price.endpoint.hour")
        + bytes / GB * inputs.value("price.endpoint.gb");
  }

  private double monitoring() {
    return inputs.value("queue.metrics") * inputs.value("price.metric")
        + inputs.value("queue.alarms") * inputs.value("price.alarm");
  }
}
