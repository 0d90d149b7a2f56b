package dev.footfall.infra;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awscdk.Fn;

/** The availability zones of the network. */
final class Zones {
  /** Regions in which an account has fewer than three zones. */
  private static final Map<String, Integer> FEW = Map.of("us-west-1", 2);

  /** An RDS subnet group needs two. */
  private static final int LEAST = 2;

  private Zones() {}

  /**
   * The zones that are named, or else the region's first ones, resolved by CloudFormation: then the
   * template names none.
   */
  static List<String> of(String region, Optional<String> named, Stage stage) {
    return named
        .map(names -> named(region, List.of(names.split("\\s*,\\s*"))))
        .orElseGet(() -> first(region, stage));
  }

  private static List<String> named(String region, List<String> names) {
    if (names.size() < LEAST || !names.stream().allMatch(name -> name.startsWith(region))) {
      throw new IllegalArgumentException(
          "zones must be at least %d of %s, not %s".formatted(LEAST, region, names));
    }
    return names;
  }

  private static List<String> first(String region, Stage stage) {
    int wanted = stage.availabilityZones();
    int there = FEW.getOrDefault(region, wanted);
    if (there < wanted) {
      throw new IllegalArgumentException(
          "%s has %d zones, and %s wants %d; name the zones to use in zones"
              .formatted(region, there, stage.name(), wanted));
    }
    return IntStream.range(0, wanted).mapToObj(i -> Fn.select(i, Fn.getAzs())).toList();
  }
}
