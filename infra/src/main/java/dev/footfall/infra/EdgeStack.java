package dev.footfall.infra;

import java.util.Map;
import java.util.TreeMap;
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
import software.constructs.Construct;

/**
 * CloudFront in front of the API, with a WAF rate limit per client address. It caches the tracker
 * and the dashboard's files; events and counts always go to the API.
 */
class EdgeStack extends Stack {
  /** The only region where CloudFront's web ACLs can be. */
  static final String REGION = "us-east-1";

  private final String origin;

  EdgeStack(Construct scope, String id, StackProps props, String origin) {
    super(scope, id, props);
    this.origin = origin;
    Distribution distribution =
        Distribution.Builder.create(this, "Distribution")
            .comment("Footfall")
            .httpVersion(HttpVersion.HTTP2_AND_3)
            .webAclId(RateLimit.create(this, "Limits").getAttrArn())
            .defaultBehavior(behaviour(CachePolicy.CACHING_DISABLED, AllowedMethods.ALLOW_ALL))
            // Sorted, because CDK lists the paths in the map's order.
            .additionalBehaviors(
                new TreeMap<>(
                    Map.of(
                        "/footfall.js", cached(),
                        "/assets/*", cached())))
            .build();
    acceptFindings(distribution);
    CfnOutput.Builder.create(this, "Url")
        .value("https://" + distribution.getDistributionDomainName())
        .build();
  }

  private static void acceptFindings(Distribution distribution) {
    NagSuppressions.accept(
        distribution, "AwsSolutions-CFR1", "A campaign's visitors come from anywhere.");
    NagSuppressions.accept(
        distribution,
        "AwsSolutions-CFR3",
        "An access log would contain addresses and user agents, which Footfall promises not to"
            + " keep.");
    NagSuppressions.accept(
        distribution,
        "AwsSolutions-CFR4",
        "It uses CloudFront's own domain and certificate, whose TLS version cannot be chosen.");
  }

  private BehaviorOptions cached() {
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
}
