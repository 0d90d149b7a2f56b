package dev.footfall.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/** Builds the stacks that the settings ask for. A finding of cdk-nag stops the deployment. */
public final class FootfallApp {
  private FootfallApp() {}

  /** Writes the templates for the CDK command line. */
  public static void main(String[] arguments) {
    build(new App()).synth();
  }

  static App build(App app) {
    Settings settings = Settings.from(app.getNode());
    String stage = settings.stage().name();
    new FootfallStack(app, "Footfall-" + stage, in(settings.region()), settings);
    settings
        .edgeOrigin()
        .ifPresent(
            origin -> new EdgeStack(app, "FootfallEdge-" + stage, in(EdgeStack.REGION), origin));
    settings
        .replicaSource()
        .ifPresent(
            source ->
                new ReplicaStack(
                    app,
                    "FootfallReplica-" + stage,
                    in(settings.replicaRegion().orElseThrow()),
                    settings,
                    source));
    Tagging.mark(app, settings.stage());
    Aspects.of(app).add(new AwsSolutionsChecks());
    return app;
  }

  private static StackProps in(String region) {
    return StackProps.builder().env(Environment.builder().region(region).build()).build();
  }
}
