package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts of money are exact sums by currency of the events that tell both. */
@QuarkusTest
class AmountTest extends ServiceTest {
  private void store(String metadata) {
    post(event().raw("metadata", metadata)).is(201);
  }

  private String amounts() {
    return get("/v1/counts?campaign_id=" + campaign).json().at("/counts/0/amounts").toString();
  }

  @Test
  void sumsAreExactDecimalsAndKeepTheirScale() {
    store("{\"price\":0.1,\"currency\":\"EUR\"}");
    store("{\"price\":0.20,\"currency\":\"EUR\"}");
    store("{\"price\":\"-0.05\",\"currency\":\"EUR\"}");
    store("{\"price\":12,\"currency\":\"USD\"}");

    assertEquals(
        """
        [{"currency":"EUR","amount":"0.25","events":3},{"currency":"USD","amount":"12","events":1}]""",
        amounts());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1e3                              | EUR | 1000
          "19.90"                          | EUR | 19.90
          0.30000000000000004              | EUR | 0.30000000000000004
          0                                | EUR | 0
          0.0000001                        | EUR | 0.0000001
          9999999999999999999999999999.9   | EUR | 9999999999999999999999999999.9
          99999999999999999999999999999.9  | EUR |
          "19,90"                          | EUR |
          "1e3"                            | EUR |
          " 1"                             | EUR |
          "NaN"                            | EUR |
          ""                               | EUR |
          true                             | EUR |
          [1]                              | EUR |
          null                             | EUR |
          1                                | eur |
          1                                | EURO |
          1                                | EU  |
          """)
  void aPlainDecimalNumberIsAnAmount(String price, String currency, String amount) {
    store("{\"price\":" + price + ",\"currency\":\"" + currency + "\"}");

    assertEquals(
        amount == null ? "" : "[{\"currency\":\"EUR\",\"amount\":\"" + amount + "\",\"events\":1}]",
        amounts());
    assertHolds(1);
  }

  @Test
  void anAmountWithoutACurrencyIsNone() {
    store("{\"price\":1}");
    store("{\"currency\":\"EUR\"}");

    assertEquals("", amounts());
  }

  /** At the limit and over it. */
  @ParameterizedTest
  @CsvSource({"20, 20, ''", "21, 20, 1"})
  void theCurrenciesOfTheMostEventsAreNamed(int sent, int named, String others) {
    IntStream.range(0, sent)
        .forEach(i -> store("{\"price\":1,\"currency\":\"A" + (char) ('A' + i) + "A\"}"));
    store("{\"price\":1,\"currency\":\"A" + (char) ('A' + sent - 1) + "A\"}");

    var type = get("/v1/counts?campaign_id=" + campaign).json().at("/counts/0");

    assertEquals(named, type.get("amounts").size());
    assertEquals(2, type.at("/amounts/0/events").asInt());
    assertEquals(others, type.path("other_currencies").asText());
  }
}
