package dev.footfall.lambda;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import javax.sql.DataSource;

/** The golden events on the JVM. */
@QuarkusTest
class GoldenTest extends GoldenContract {
  @Inject DataSource owner;

  @Override
  DataSource owner() {
    return owner;
  }
}
