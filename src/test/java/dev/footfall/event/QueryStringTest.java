package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the pixel's query string is read. */
class QueryStringTest {

  @Test
  void namesAndValuesAreDecodedInTheOrderSent() throws InvalidEvent {
    Map<String, String> parameters = QueryString.parse("b=1+2%2B3&&a%20b=%c3%BC&c&d==;&B=");

    assertEquals(Map.of("b", "1 2+3", "a b", "ü", "c", "", "d", "=;", "B", ""), parameters);
    assertEquals(List.of("b", "a b", "c", "d", "B"), List.copyOf(parameters.keySet()));
  }

  @Test
  void anAbsentQueryHasNoParameters() throws InvalidEvent {
    assertEquals(Map.of(), QueryString.parse(null));
  }

  @ParameterizedTest
  @CsvSource({
    "a=%, a",
    "a=%4, a",
    "a=1%4, a",
    "a=%ZZ, a",
    "a=%-1, a",
    "a=%u0041, a",
    "%=1, %",
    "%F=1, %F",
    "a=%C3, a",
    "a=%C3%28, a",
    "a=%C0%80, a",
    "a=%ED%A0%80, a",
    "a=%F8%88%80%80%80, a",
    "%FF=1, %FF",
  })
  void whatIsNotPercentEncodedUtf8IsToldByName(String query, String name) {
    InvalidEvent invalid = assertThrows(InvalidEvent.class, () -> QueryString.parse(query));

    assertEquals(name, invalid.field());
    assertEquals("is not percent-encoded UTF-8", invalid.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"a=1&a=2, a", "a=1&b=2&%61=1, a", "a&a, a"})
  void aRepeatedNameIsTold(String query, String name) {
    InvalidEvent invalid = assertThrows(InvalidEvent.class, () -> QueryString.parse(query));

    assertEquals(name, invalid.field());
    assertEquals("is given more than once", invalid.getMessage());
  }
}
