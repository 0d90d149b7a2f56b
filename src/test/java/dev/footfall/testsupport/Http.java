package dev.footfall.testsupport;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Requests over plain HTTP, in which a test may read every campaign or says which. */
public final class Http {
  /** Holds the claim {@code campaigns}; without it every campaign may be read. */
  public static final String CAMPAIGNS = "Test-Campaigns";

  private Http() {}

  /**
   * Sends a GET.
   *
   * @param parameters names of query parameters, each followed by its value
   */
  public static Response get(String path, Object... parameters) {
    return get(given(), path, parameters);
  }

  /** Sends a GET of a caller with this claim. */
  public static Response getAs(Object campaigns, String path, Object... parameters) {
    return get(given().header(CAMPAIGNS, campaigns), path, parameters);
  }

  private static Response get(RequestSpecification request, String path, Object... parameters) {
    for (int i = 0; i < parameters.length; i += 2) {
      request.queryParam(parameters[i].toString(), parameters[i + 1].toString());
    }
    return request.get(path);
  }

  /** Sends a GET whose query is sent as it is. */
  public static Response getUnescaped(String pathAndQuery) {
    return given().urlEncodingEnabled(false).get(pathAndQuery);
  }

  /** Posts one event, or an array of them, as JSON. */
  public static Response post(Object events) {
    return given().contentType("application/json").body(events.toString()).post("/v1/events");
  }
}
