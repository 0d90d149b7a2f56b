package dev.footfall.infra;

import java.util.List;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.constructs.Construct;

/** Mails when a month is about to cost more than was meant. */
class Budget extends Construct {
  /** Of the forecast, so that there is time left to act. */
  private static final int PERCENT = 100;

  Budget(Construct scope, String id, int dollars, String email) {
    super(scope, id);
    CfnBudget.Builder.create(this, "Monthly")
        .budget(
            CfnBudget.BudgetDataProperty.builder()
                .budgetType("COST")
                .timeUnit("MONTHLY")
                .budgetLimit(CfnBudget.SpendProperty.builder().amount(dollars).unit("USD").build())
                .build())
        .notificationsWithSubscribers(
            List.of(
                CfnBudget.NotificationWithSubscribersProperty.builder()
                    .notification(
                        CfnBudget.NotificationProperty.builder()
                            .notificationType("FORECASTED")
                            .comparisonOperator("GREATER_THAN")
                            .threshold(PERCENT)
                            .build())
                    .subscribers(
                        List.of(
                            CfnBudget.SubscriberProperty.builder()
                                .subscriptionType("EMAIL")
                                .address(email)
                                .build()))
                    .build()))
        .build();
  }
}
