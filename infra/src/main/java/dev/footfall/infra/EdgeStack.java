package dev.footfall.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.ICachePolicy;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.constructs.Construct;

/**
 * CloudFront in front of the API, with a WAF rate limit for each address. It caches the tracker and
 * the dashboard's files; events and counts always pass through.
 */
class EdgeStack extends Stack {
  /** CloudFront requires its web ACLs in this region. */
  static final String REGION = "us-east-1";

  /**
   * Requests of one address in five minutes: a hundred people behind one office's address, with 20
   * events each.
   */
  static final int REQUESTS = 2_000;

  private final String origin;

  EdgeStack(Construct scope, String id, StackProps props, String origin) {
    super(scope, id, props);
    this.origin = origin;
    Distribution distribution =
        Distribution.Builder.create(this, "Distribution")
            .comment("Footfall")
            .httpVersion(HttpVersion.HTTP2_AND_3)
            .webAclId(limits().getAttrArn())
            .defaultBehavior(behaviour(CachePolicy.CACHING_DISABLED, AllowedMethods.ALLOW_ALL))
            .additionalBehaviors(
                Map.of(
                    "/footfall.js", kept(),
                    "/assets/*", kept()))
            .build();
    NagSuppressions.accept(
        distribution, "AwsSolutions-CFR1", "A campaign's visitors come from anywhere.");
    NagSuppressions.accept(
        distribution,
        "AwsSolutions-CFR3",
        "Its log would hold addresses and user agents, which Footfall promises not to keep.");
    NagSuppressions.accept(
        distribution,
        "AwsSolutions-CFR4",
        "It has CloudFront's own name and certificate, whose protocol cannot be chosen.");
    CfnOutput.Builder.create(this, "Url")
        .value("https://" + distribution.getDistributionDomainName())
        .build();
  }

  private BehaviorOptions kept() {
    return behaviour(CachePolicy.CACHING_OPTIMIZED, AllowedMethods.ALLOW_GET_HEAD);
  }

  private BehaviorOptions behaviour(ICachePolicy cache, AllowedMethods methods) {
    return BehaviorOptions.builder()
        .origin(new HttpOrigin(origin))
        .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
        .allowedMethods(methods)
        .cachePolicy(cache)
        .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER)
        .build();
  }

  private CfnWebACL limits() {
    return CfnWebACL.Builder.create(this, "Limits")
        .scope("CLOUDFRONT")
        .defaultAction(allow())
        .visibilityConfig(measured("Footfall"))
        .rules(
            List.of(
                CfnWebACL.RuleProperty.builder()
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
                                    .limit(REQUESTS)
                                    .build())
                            .build())
                    .visibilityConfig(measured("TooMany"))
                    .build()))
        .build();
  }

  private static CfnWebACL.DefaultActionProperty allow() {
    return CfnWebACL.DefaultActionProperty.builder()
        .allow(CfnWebACL.AllowActionProperty.builder().build())
        .build();
  }

  /** Counts requests without sampling them, because a sample would show an address. */
  private static CfnWebACL.VisibilityConfigProperty measured(String name) {
    return CfnWebACL.VisibilityConfigProperty.builder()
        .metricName(name)
        .cloudWatchMetricsEnabled(true)
        .sampledRequestsEnabled(false)
        .build();
  }
}
