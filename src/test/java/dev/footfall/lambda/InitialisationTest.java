package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The first request finds a connection. */
@QuarkusTest
class InitialisationTest {
  @Inject ConnectionsAtStart connections;

  @Test
  void aConnectionIsThereBeforeTheFirstRequest() {
    assertEquals(1, connections.count());
  }
}
