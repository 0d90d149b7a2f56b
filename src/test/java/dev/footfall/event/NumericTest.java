package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The range of PostgreSQL's numeric, at its edges. */
class NumericTest {
  static String[] longNumbersWithin() {
    return new String[] {
      "9".repeat(131_072),
      "-" + "9".repeat(131_072),
      "0." + "0".repeat(16_382) + "1",
      "9".repeat(131_072) + "." + "9".repeat(16_383)
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1.5",
        "-1.5E+10",
        "1e131071",
        "0.1e131072",
        "0.001e131074",
        "9.99e131071",
        "1e-16383",
        "1.5e-16382",
        "0e-16383",
        "0e999999999",
        "0.0e131080",
        "1e0000000000000000000001",
        "1E-0000000000000000000001"
      })
  @MethodSource("longNumbersWithin")
  void aNumberWithinTheRangeFits(String number) {
    assertTrue(Numeric.digits(number) > 0);
  }

  static String[] longNumbersBeyond() {
    return new String[] {"1" + "0".repeat(131_072), "0." + "0".repeat(16_383) + "1"};
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e131072", "0.1e131073", "10e131071", "1e-16384", "1.5e-16383",
        "0e-16384", "1e999999999", "1e-999999999", "1e9999999999", "1e-99999999999999999999999999"
      })
  @MethodSource("longNumbersBeyond")
  void aNumberBeyondTheRangeDoesNot(String number) {
    assertTrue(Numeric.digits(number) < 0);
  }
}
