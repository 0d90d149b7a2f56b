package dev.footfall.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpJwtAuthorizer;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.apigatewayv2.HttpNoneAuthorizer;
import software.amazon.awscdk.services.apigatewayv2.HttpRoute;
import software.amazon.awscdk.services.apigatewayv2.HttpRouteKey;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.IHttpRouteAuthorizer;
import software.amazon.awscdk.services.apigatewayv2.PayloadFormatVersion;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The HTTP API: only the application's routes, each with its own throttle, and a token required on
 * each read. Its log contains nothing about the client.
 */
class HttpApi extends Construct {
  private final software.amazon.awscdk.services.apigatewayv2.HttpApi api;
  private final HttpStage stage;

  HttpApi(Construct scope, String id, IFunction collector, Settings settings) {
    super(scope, id);
    api =
        software.amazon.awscdk.services.apigatewayv2.HttpApi.Builder.create(this, "Api")
            .description("Footfall")
            .createDefaultStage(false)
            // A custom domain disables the default endpoint.
            .disableExecuteApiEndpoint(settings.domain().isPresent())
            .build();
    stage = stage(settings);
    routes(collector, settings).forEach(stage.getNode()::addDependency);
    throttle(settings.stage());
    logAccess(settings.stage());
  }

  software.amazon.awscdk.services.apigatewayv2.HttpApi api() {
    return api;
  }

  HttpStage stage() {
    return stage;
  }

  private HttpStage stage(Settings settings) {
    return HttpStage.Builder.create(this, "Stage")
        .httpApi(api)
        .stageName("$default") // a named stage would prefix each path
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
        HttpJwtAuthorizer.Builder.create("Reader", settings.issuer())
            .jwtAudience(List.of(settings.clientId()))
            .build();
    HttpLambdaIntegration integration =
        HttpLambdaIntegration.Builder.create("Collector", collector)
            .payloadFormatVersion(PayloadFormatVersion.VERSION_2_0)
            .timeout(Duration.millis(Stage.GATEWAY.toMillis()))
            .scopePermissionToRoute(false)
            .build();
    return Route.ALL.stream().<IConstruct>map(route -> route(route, integration, reader)).toList();
  }

  private HttpRoute route(
      Route route, HttpLambdaIntegration integration, IHttpRouteAuthorizer reader) {
    HttpRoute made =
        HttpRoute.Builder.create(this, route.key())
            .httpApi(api)
            .routeKey(HttpRouteKey.with(route.path(), route.method()))
            .integration(integration)
            .authorizer(route.reader() ? reader : new HttpNoneAuthorizer())
            .build();
    if (!route.reader()) {
      NagSuppressions.accept(
          made,
          "AwsSolutions-APIG4",
          "Open on purpose: a pixel, a page and its visitors have no secret.");
    }
    return made;
  }

  private void throttle(Stage numbers) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (Route route : Route.ALL) {
      int perSecond = route.perSecond(numbers);
      // A burst of half a second: simultaneous requests need free function instances.
      settings.put(
          route.key(),
          Map.of("ThrottlingRateLimit", perSecond, "ThrottlingBurstLimit", perSecond / 2));
    }
    resource().setRouteSettings(settings);
  }

  private void logAccess(Stage numbers) {
    resource()
        .setAccessLogSettings(
            CfnStage.AccessLogSettingsProperty.builder()
                .destinationArn(Logs.group(this, "AccessLog", numbers).getLogGroupArn())
                .format(AccessLog.FORMAT)
                .build());
  }

  private CfnStage resource() {
    return (CfnStage) stage.getNode().getDefaultChild();
  }
}
