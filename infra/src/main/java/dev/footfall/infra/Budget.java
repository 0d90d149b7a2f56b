package dev.footfall.infra;

import java.util.List;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.constructs.Construct;

/**
 * Sends an email when what the stage costs in a month exceeds the budget, or will. AWS forecasts
 * only after some weeks of data.
 */
class Budget extends Construct {
  /** Of the budget. */
  private static final int PERCENT = 100;

  Budget(Construct scope, String id, int dollars, String email, Stage stage) {
    super(scope, id);
    CfnBudget.Builder.create(this, "Monthly")
        .budget(
            CfnBudget.BudgetDataProperty.builder()
                .budgetType("COST")
                .timeUnit("MONTHLY")
                .costFilters(Tagging.costsOf(stage))
                .budgetLimit(CfnBudget.SpendProperty.builder().amount(dollars).unit("USD").build())
                .build())
        .notificationsWithSubscribers(
            List.of(notification("FORECASTED", email), notification("ACTUAL", email)))
        .build();
  }

  private static CfnBudget.NotificationWithSubscribersProperty notification(
      String type, String email) {
    return CfnBudget.NotificationWithSubscribersProperty.builder()
        .notification(
            CfnBudget.NotificationProperty.builder()
                .notificationType(type)
                .comparisonOperator("GREATER_THAN")
                .threshold(PERCENT)
                .build())
        .subscribers(
            List.of(
                CfnBudget.SubscriberProperty.builder()
                    .subscriptionType("EMAIL")
                    .address(email)
                    .build()))
        .build();
  }
}
