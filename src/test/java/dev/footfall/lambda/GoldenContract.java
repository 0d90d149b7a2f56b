package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Owner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** API Gateway's events as AWS sends them, and the function's answers to the byte. */
abstract class GoldenContract {
  /** The database that the function under test writes to, as its owner. */
  abstract Owner owner();

  @BeforeEach
  void theCampaignIsAsTheAnswersKnowIt() {
    Golden.resetCampaign(owner());
  }

  @ParameterizedTest
  @MethodSource("dev.footfall.lambda.Golden#all")
  void anEventGetsItsAnswerByteForByte(Golden golden) {
    String actual = golden.actual();
    assertEquals(golden.expected(), Golden.withPlaceholders(golden.expected(), actual));
  }
}
