package dev.footfall.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;
import software.constructs.IConstruct;

/** The tag of everything that a stage consists of, and the part of the bill that has it. */
final class Tagging {
  private static final String KEY = "footfall-stage";

  /** Costs a few dollars; not every version of CloudFormation's schema lets it have tags. */
  private static final TagProps UNTAGGED =
      TagProps.builder().excludeResourceTypes(List.of("AWS::CloudWatch::Dashboard")).build();

  private Tagging() {}

  static void mark(IConstruct app, Stage stage) {
    Tags.of(app).add(KEY, stage.name(), UNTAGGED);
  }

  /** AWS Budgets' filter for the stage's costs. The tag must be activated for cost allocation. */
  static Map<String, List<String>> costsOf(Stage stage) {
    return Map.of("TagKeyValue", List.of("user:%s$%s".formatted(KEY, stage.name())));
  }
}
