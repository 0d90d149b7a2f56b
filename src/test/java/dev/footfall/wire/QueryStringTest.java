package dev.footfall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a query string is read. */
class QueryStringTest {
  @Test
  void namesAndValuesAreDecodedInTheOrderSent() throws QueryString.Unreadable {
    Map<String, List<String>> parameters = QueryString.parse("b=1+2%2B3&&a%20b=%c3%BC&c&d==;&B=");

    assertEquals(
        Map.of(
            "b", List.of("1 2+3"),
            "a b", List.of("ü"),
            "c", List.of(""),
            "d", List.of("=;"),
            "B", List.of("")),
        parameters);
    assertEquals(List.of("b", "a b", "c", "d", "B"), List.copyOf(parameters.keySet()));
  }

  @Test
  void anAbsentQueryHasNoParameters() throws QueryString.Unreadable {
    assertEquals(Map.of(), QueryString.parse(null));
  }

  @ParameterizedTest
  @CsvSource({
    "a=%, a", "a=%4, a", "a=1%4, a", "a=%ZZ, a", "a=%-1, a",
    "a=%u0041, a", "%=1, %", "%F=1, %F", "a=%C3, a", "a=%C3%28, a",
    "a=%C0%80, a", "a=%ED%A0%80, a", "a=%F8%88%80%80%80, a", "%FF=1, %FF"
  })
  void aParameterThatIsNotPercentEncodedUtf8IsNamed(String query, String name) {
    QueryString.Unreadable unreadable =
        assertThrows(QueryString.Unreadable.class, () -> QueryString.parse(query));

    assertEquals(name, unreadable.parameter());
    assertEquals("is not percent-encoded UTF-8", unreadable.getMessage());
  }

  @Test
  void everyValueOfARepeatedNameIsKept() throws QueryString.Unreadable {
    assertEquals(Map.of("a", List.of("1", "2", "")), QueryString.parse("a=1&%61=2&a"));
  }
}
