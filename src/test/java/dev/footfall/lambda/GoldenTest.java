package dev.footfall.lambda;

import dev.footfall.testsupport.Owner;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;

/** The golden events on the JVM. */
@QuarkusTest
class GoldenTest extends GoldenContract {
  @Inject Owner owner;

  @Override
  Owner owner() {
    return owner;
  }
}
