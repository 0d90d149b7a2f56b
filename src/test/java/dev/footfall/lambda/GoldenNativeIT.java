package dev.footfall.lambda;

import dev.footfall.testsupport.MigratedDatabase;
import dev.footfall.testsupport.Owner;
import io.quarkus.test.common.DevServicesContext;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.BeforeEach;

/** The golden events in the native build, started behind Quarkus' mock of Lambda's runtime. */
@QuarkusIntegrationTest
@WithTestResource(MigratedDatabase.class)
class GoldenNativeIT extends GoldenContract {
  /** Quarkus fills it in. */
  private DevServicesContext services;

  /** By itself REST Assured asks the application, which listens nowhere, and not Lambda's mock. */
  @Override
  @BeforeEach
  void theCampaignIsAsTheAnswersKnowIt() {
    RestAssured.baseURI = "http://localhost";
    RestAssured.basePath = "";
    RestAssured.port =
        Integer.parseInt(
            services.devServicesProperties().get("quarkus.lambda.mock-event-server.test-port"));
    super.theCampaignIsAsTheAnswersKnowIt();
  }

  @Override
  Owner owner() {
    return MigratedDatabase.owner();
  }
}
