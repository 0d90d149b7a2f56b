package dev.footfall.infra;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** Footfall in one region: everything from the API to the database. */
class FootfallStack extends Stack {
  FootfallStack(Construct scope, String id, StackProps props, Settings settings) {
    super(scope, id, props);
    new Network(this, "Network", settings.stage());
  }
}
