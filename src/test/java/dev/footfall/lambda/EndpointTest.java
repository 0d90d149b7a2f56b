package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.footfall.testsupport.MainClasses;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.StringPermission;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint is either on the list of open ones, or requires its scope. */
class EndpointTest {
  private static final Set<String> OPEN =
      Set.of(
          "POST /v1/events", "GET /v1/pixel.gif",
          "HEAD /v1/pixel.gif", "GET /v1/p/{campaign_id}/{event_type}.gif",
          "HEAD /v1/p/{campaign_id}/{event_type}.gif", "GET /q/openapi",
          "GET /", "GET /footfall.js",
          "GET /assets/{name}", "GET /sign-in");

  /** The one closed endpoint that is no read. */
  private static final String NAMING = "PUT /v1/campaigns/{campaign_id}";

  /** A method of a resource that answers requests, or leads on to another resource. */
  record Endpoint(Method method) {

    boolean isOpen() {
      return rule(PermitAll.class) != null;
    }

    /** The annotation of the method, or else that of its class. */
    <A extends Annotation> A rule(Class<A> kind) {
      AnnotatedElement place =
          method.isAnnotationPresent(PermitAll.class)
                  || method.isAnnotationPresent(PermissionsAllowed.class)
              ? method
              : method.getDeclaringClass();
      return place.getAnnotation(kind);
    }

    boolean isRead() {
      return !toString().equals(NAMING);
    }

    @Override
    public String toString() {
      String verbs = verbs(method).map(HttpMethod::value).collect(Collectors.joining("|"));
      String path = path(method.getDeclaringClass()) + "/" + path(method);
      return verbs + " " + path.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    }

    private static String path(AnnotatedElement place) {
      Path path = place.getAnnotation(Path.class);
      return path == null ? "" : path.value();
    }

    static boolean is(Method method) {
      return method.isAnnotationPresent(Path.class) || verbs(method).findAny().isPresent();
    }

    private static Stream<HttpMethod> verbs(Method method) {
      return Stream.of(method.getAnnotations())
          .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
          .filter(Objects::nonNull);
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
  void everyOtherEndpointRequiresItsScope(Endpoint endpoint) {
    PermissionsAllowed rule = endpoint.rule(PermissionsAllowed.class);

    assertNotNull(rule);
    assertEquals(
        List.of(endpoint.isRead() ? "counts:read" : "campaigns:write"), List.of(rule.value()));
    assertEquals(StringPermission.class, rule.permission());
  }

  /** IdentityTest goes through that list, so it must be complete. */
  @Test
  void everyReadIsAmongTheRoutesThatIdentityIsTestedOn() {
    Set<String> tested =
        names(Stream.of(Reader.Route.values()).map(route -> "GET " + route.path()));
    assertEquals(tested, names(closed().filter(Endpoint::isRead)));
  }
}
