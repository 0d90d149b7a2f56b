package dev.footfall.infra;

import java.util.List;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** The topic that reports when an alarm starts and when it ends. */
class AlarmTopic extends Construct {
  /** A topic with its own policy accepts messages only from the services that the policy names. */
  private static final List<String> PUBLISHERS =
      List.of("cloudwatch.amazonaws.com", "events.rds.amazonaws.com");

  private final Topic topic;

  AlarmTopic(Construct scope, String id, Settings settings) {
    super(scope, id);
    topic = Topic.Builder.create(this, "Topic").enforceSsl(true).build();
    PUBLISHERS.forEach(service -> topic.grantPublish(new ServicePrincipal(service)));
    settings
        .alarmEmail()
        .ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
  }

  void notifiedBy(Alarm alarm) {
    SnsAction notification = new SnsAction(topic);
    alarm.addAlarmAction(notification);
    alarm.addOkAction(notification);
  }

  String arn() {
    return topic.getTopicArn();
  }
}
