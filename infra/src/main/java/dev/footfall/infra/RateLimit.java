package dev.footfall.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.constructs.Construct;

/** WAF's limit for the requests of one address, pixels excepted. */
final class RateLimit {
  /** Per address in five minutes: an office of a hundred people, with 20 events each. */
  static final int MAX_REQUESTS = 2_000;

  /** What the paths of both pixels begin with. */
  static final String PIXELS = "/v1/p";

  private RateLimit() {}

  static CfnWebACL create(Construct scope, String id) {
    return CfnWebACL.Builder.create(scope, id)
        .scope("CLOUDFRONT")
        .defaultAction(
            CfnWebACL.DefaultActionProperty.builder()
                .allow(CfnWebACL.AllowActionProperty.builder().build())
                .build())
        .visibilityConfig(metricsOnly("Footfall"))
        .rules(List.of(rateLimit()))
        .build();
  }

  private static CfnWebACL.RuleProperty rateLimit() {
    return CfnWebACL.RuleProperty.builder()
        .name("TooMany")
        .priority(0)
        .action(
            CfnWebACL.RuleActionProperty.builder()
                .block(CfnWebACL.BlockActionProperty.builder().build())
                .build())
        .statement(
            CfnWebACL.StatementProperty.builder()
                .rateBasedStatement(
                    CfnWebACL.RateBasedStatementProperty.builder()
                        .aggregateKeyType("IP")
                        .limit(MAX_REQUESTS)
                        .scopeDownStatement(notPixels())
                        .build())
                .build())
        .visibilityConfig(metricsOnly("TooMany"))
        .build();
  }

  /**
   * Mail providers fetch the images of all their users from a few addresses, so pixels have only
   * the API's own throttle.
   */
  private static CfnWebACL.StatementProperty notPixels() {
    return CfnWebACL.StatementProperty.builder()
        .notStatement(
            CfnWebACL.NotStatementProperty.builder()
                .statement(
                    CfnWebACL.StatementProperty.builder()
                        .byteMatchStatement(
                            CfnWebACL.ByteMatchStatementProperty.builder()
                                .fieldToMatch(
                                    CfnWebACL.FieldToMatchProperty.builder()
                                        .uriPath(Map.of())
                                        .build())
                                .positionalConstraint("STARTS_WITH")
                                .searchString(PIXELS)
                                .textTransformations(
                                    List.of(
                                        CfnWebACL.TextTransformationProperty.builder()
                                            .priority(0)
                                            .type("NONE")
                                            .build()))
                                .build())
                        .build())
                .build())
        .build();
  }

  /** Counts requests but keeps no samples of them, because a sample contains the address. */
  private static CfnWebACL.VisibilityConfigProperty metricsOnly(String name) {
    return CfnWebACL.VisibilityConfigProperty.builder()
        .metricName(name)
        .cloudWatchMetricsEnabled(true)
        .sampledRequestsEnabled(false)
        .build();
  }
}
