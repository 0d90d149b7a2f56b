package dev.footfall.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.MainClasses;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableBean;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import jakarta.enterprise.util.TypeLiteral;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The developer who may see everything exists in dev mode, and nowhere else. */
@QuarkusTest
class DeveloperIdentityTest {
  private static Set<String> identities() {
    return Stream.concat(
            Arc.container().listAll(HttpAuthenticationMechanism.class).stream(),
            Arc.container().listAll(new TypeLiteral<IdentityProvider<?>>() {}).stream())
        .map(InstanceHandle::getBean)
        .map(InjectableBean::getBeanClass)
        .map(Class::getName)
        .filter(name -> name.startsWith("dev.footfall."))
        .collect(Collectors.toSet());
  }

  @Test
  void itIsBuiltForTheDevProfileOnly() {
    IfBuildProfile profile = DeveloperIdentity.class.getAnnotation(IfBuildProfile.class);

    assertNotNull(profile);
    assertEquals("dev", profile.value());
    assertEquals(0, profile.anyOf().length + profile.allOf().length);
  }

  @Test
  void otherProfilesHaveTheGatewaysIdentityAndThatOfTheTests() {
    Set<String> identities = identities();
    assertEquals(
        Set.of("dev.footfall.lambda.GatewayIdentity", TestIdentity.class.getName()), identities);
  }

  @Test
  void noOtherClassOfTheServiceIdentifiesCallers() {
    Set<String> classes =
        MainClasses.ALL.stream()
            .filter(
                type ->
                    type.isAssignableTo(HttpAuthenticationMechanism.class)
                        || type.isAssignableTo(IdentityProvider.class)
                        || type.isAssignableTo(
                            "io.quarkus.security.identity.SecurityIdentityAugmentor"))
            .map(type -> type.getSimpleName())
            .collect(Collectors.toSet());

    assertEquals(Set.of("DeveloperIdentity", "GatewayIdentity"), classes);
  }

  @Test
  void noOtherClassRefersToTheDeveloper() {
    boolean named =
        MainClasses.ALL.get(DeveloperIdentity.class).getDirectDependenciesToSelf().stream()
            .allMatch(use -> use.getOriginClass().isEquivalentTo(DeveloperIdentity.class));

    assertTrue(named);
  }
}
