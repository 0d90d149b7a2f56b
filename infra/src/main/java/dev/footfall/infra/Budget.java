package dev.footfall.infra;

import java.util.List;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.constructs.Construct;

/** Sends an email when the month's forecast exceeds the budget. */
class Budget extends Construct {
  /** Of the forecast and not of the actual cost, so that there is time to act. */
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
