package dev.footfall.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpJwtAuthorizer;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.apigatewayv2.HttpNoneAuthorizer;
import software.amazon.awscdk.services.apigatewayv2.HttpRoute;
import software.amazon.awscdk.services.apigatewayv2.HttpRouteKey;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.IHttpApi;
import software.amazon.awscdk.services.apigatewayv2.IHttpRouteAuthorizer;
import software.amazon.awscdk.services.apigatewayv2.PayloadFormatVersion;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The HTTP API. It has the application's routes and no others, throttles each on its own, and
 * requires a token for every read. Its access log says nothing about the client.
 */
class HttpApi extends Construct {
  private final IHttpApi api;
  private final HttpStage stage;
  private final MetricFilter throttled;

  HttpApi(Construct scope, String id, IFunction collector, Settings settings) {
    super(scope, id);
    api =
        software.amazon.awscdk.services.apigatewayv2.HttpApi.Builder.create(this, "Api")
            .description("Footfall")
            .createDefaultStage(false)
            // With a custom domain the API has one address, not two.
            .disableExecuteApiEndpoint(settings.domain().isPresent())
            .build();
    stage = stage(settings);
    routes(collector, settings).forEach(stage.getNode()::addDependency);
    throttle(settings.stage());
    LogGroup log = LogGroups.create(this, "AccessLog", settings.stage());
    logAccess(log);
    throttled = AccessLog.throttled(log);
  }

  IHttpApi api() {
    return api;
  }

  HttpStage stage() {
    return stage;
  }

  /** The metric of the requests that a throttle refused. */
  MetricFilter throttled() {
    return throttled;
  }

  String url() {
    return api.getApiEndpoint();
  }

  private HttpStage stage(Settings settings) {
    return HttpStage.Builder.create(this, "Stage")
        .httpApi(api)
        .stageName("$default") // any other name becomes the first segment of every path
        .autoDeploy(true)
        .throttle(
            ThrottleSettings.builder()
                .rateLimit(settings.stage().readsPerSecond())
                .burstLimit(settings.stage().readsPerSecond())
                .build())
        .build();
  }

  private List<IConstruct> routes(IFunction collector, Settings settings) {
    IHttpRouteAuthorizer reader =
        HttpJwtAuthorizer.Builder.create("Reader", settings.provider().issuer())
            .jwtAudience(List.of(settings.provider().audience()))
            .build();
    HttpLambdaIntegration integration =
        HttpLambdaIntegration.Builder.create("Collector", collector)
            .payloadFormatVersion(PayloadFormatVersion.VERSION_2_0)
            .timeout(Duration.millis(Timeouts.INTEGRATION.toMillis()))
            .scopePermissionToRoute(false)
            .build();
    return Route.ALL.stream().<IConstruct>map(route -> route(route, integration, reader)).toList();
  }

  private HttpRoute route(
      Route route, HttpLambdaIntegration integration, IHttpRouteAuthorizer reader) {
    HttpRoute resource =
        HttpRoute.Builder.create(this, route.key())
            .httpApi(api)
            .routeKey(HttpRouteKey.with(route.path(), route.method()))
            .integration(integration)
            .authorizer(route.needsToken() ? reader : new HttpNoneAuthorizer())
            .build();
    if (!route.needsToken()) {
      NagSuppressions.accept(
          resource,
          "AwsSolutions-APIG4",
          "Open on purpose: pixels, pages and their visitors have no credentials.");
    }
    return resource;
  }

  private void throttle(Stage numbers) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (Route route : Route.ALL) {
      int rate = route.requestsPerSecond(numbers);
      // A burst of half a second, because every request of a burst needs a function instance.
      settings.put(
          route.key(),
          // Sorted, because CDK writes them in the map's order.
          new TreeMap<>(Map.of("ThrottlingRateLimit", rate, "ThrottlingBurstLimit", rate / 2)));
    }
    stageResource().setRouteSettings(settings);
  }

  private void logAccess(LogGroup log) {
    stageResource()
        .setAccessLogSettings(
            CfnStage.AccessLogSettingsProperty.builder()
                .destinationArn(log.getLogGroupArn())
                .format(AccessLog.FORMAT)
                .build());
  }

  private CfnStage stageResource() {
    return (CfnStage) Objects.requireNonNull(stage.getNode().getDefaultChild());
  }
}
