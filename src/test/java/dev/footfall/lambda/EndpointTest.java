package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.footfall.testsupport.MainClasses;
import io.quarkus.security.PermissionsAllowed;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint is either on the list of those that are open, or asks for its scope. */
class EndpointTest {
  private static final Set<String> OPEN =
      Set.of(
          "POST /v1/events", "GET /v1/pixel.gif",
          "HEAD /v1/pixel.gif", "GET /v1/p/{campaign_id}/{event_type}.gif",
          "HEAD /v1/p/{campaign_id}/{event_type}.gif", "GET /q/openapi",
          "GET /", "GET /footfall.js",
          "GET /assets/{name}", "GET /sign-in");

  /** The one scope that is not for reading, and the one endpoint that asks for it. */
  private static final String NAMING = "campaigns:write";

  private static final String NAME = "PUT /v1/campaigns/{campaign_id}";

  /** A resource's method that answers an HTTP method; or one that leads on to another resource. */
  record Endpoint(Method method) {

    boolean isOpen() {
      return rule(PermitAll.class) != null;
    }

    /** The method's own annotation counts before its class's. */
    <A extends Annotation> A rule(Class<A> kind) {
      AnnotatedElement place =
          method.isAnnotationPresent(PermitAll.class)
                  || method.isAnnotationPresent(PermissionsAllowed.class)
              ? method
              : method.getDeclaringClass();
      return place.getAnnotation(kind);
    }

    boolean isRead() {
      return !toString().equals(NAME);
    }

    @Override
    public String toString() {
      String verbs =
          Stream.of(method.getAnnotations())
              .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
              .filter(verb -> verb != null)
              .map(HttpMethod::value)
              .collect(Collectors.joining("|"));
      String path = path(method.getDeclaringClass()) + "/" + path(method);
      return verbs + " " + path.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    }

    private static String path(AnnotatedElement place) {
      Path path = place.getAnnotation(Path.class);
      return path == null ? "" : path.value();
    }

    static boolean is(Method method) {
      return method.isAnnotationPresent(Path.class)
          || Stream.of(method.getAnnotations())
              .anyMatch(
                  annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }
  }

  static Stream<Endpoint> all() {
    return MainClasses.ALL.stream()
        .map(JavaClass::reflect)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(Endpoint::is)
        .map(Endpoint::new);
  }

  static Stream<Endpoint> closed() {
    return all().filter(endpoint -> !endpoint.isOpen());
  }

  private static Set<String> names(Stream<?> endpoints) {
    return endpoints.map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void onlyTheListedEndpointsAreOpen() {
    assertEquals(OPEN, names(all().filter(Endpoint::isOpen)));
  }

  @ParameterizedTest
  @MethodSource("closed")
  void everyOtherEndpointAsksForItsScope(Endpoint endpoint) {
    PermissionsAllowed rule = endpoint.rule(PermissionsAllowed.class);

    assertNotNull(rule);
    assertArrayEquals(new String[] {endpoint.isRead() ? "counts:read" : NAMING}, rule.value());
    assertEquals(io.quarkus.security.StringPermission.class, rule.permission());
  }

  /** So that the tests of identity, which go through their own list of routes, miss none. */
  @Test
  void everyReadIsAmongTheRoutesThatIdentityIsTestedOn() {
    Set<String> tested =
        names(Stream.of(Reader.Route.values()).map(route -> "GET " + route.path()));
    assertEquals(tested, names(closed().filter(Endpoint::isRead)));
  }
}
