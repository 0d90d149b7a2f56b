package dev.footfall.infra;

import java.util.Optional;
import software.constructs.Node;

/** The settings in CDK's context ({@code -c key=value}). */
record Context(Node node) {
  Optional<String> optional(Key key) {
    return Optional.ofNullable(node.tryGetContext(key.toString())).map(Object::toString);
  }

  String required(Key key) {
    return optional(key)
        .orElseThrow(
            () -> new IllegalArgumentException(key + " is required; add -c " + key + "=…"));
  }
}
