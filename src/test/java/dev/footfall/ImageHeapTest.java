package dev.footfall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.footfall.testsupport.MainClasses;
import io.netty.buffer.Unpooled;
import io.quarkus.security.StringPermission;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Variant;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Every static field of a main class holds only what a native image's heap may hold. GraalVM
 * initialises application classes while it builds the image: a buffer, socket or thread in a static
 * field fails the build, and a clock, random seed or environment value would be that of the build
 * machine for ever.
 */
class ImageHeapTest {
  /** Immutable, or known from a native build to be safe; add a type only after such a build. */
  private static final Set<Class<?>> SAFE =
      Set.of(
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Double.class,
          Character.class,
          BigDecimal.class,
          Class.class,
          UUID.class,
          Duration.class,
          Instant.class,
          ZoneOffset.class,
          DateTimeFormatter.class,
          Pattern.class,
          Logger.class,
          JsonFactory.class,
          ObjectMapper.class,
          MediaType.class,
          Variant.class,
          StringPermission.class,
          QuarkusSecurityIdentity.class);

  private static final String WHY =
      "GraalVM would write it into the native image while it is built. Make it in a bean's"
          + " constructor or in the method that needs it, or add its type to "
          + ImageHeapTest.class.getSimpleName()
          + ".SAFE after a native build has shown that it is safe";

  /** Methods whose values differ between the machine that builds the image and one that runs it. */
  private static final Set<String> READ_THE_MACHINE =
      Set.of(
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.time.Instant.now",
          "java.util.UUID.randomUUID");

  @Test
  void staticFieldsOfMainClassesHoldOnlyWhatAnImageHeapMay() {
    assertEquals(List.of(), unsafeFields(MainClasses.ALL), WHY);
  }

  @Test
  void staticInitialisersOfMainClassesDoNotReadTheMachine() {
    assertEquals(List.of(), readsOfTheMachine(MainClasses.ALL), WHY);
  }

  @Test
  void anEnvironmentVariableThatIsReadWhileTheImageIsBuiltIsFound() {
    assertEquals(1, readsOfTheMachine(imported(Variable.class)).size());
  }

  @Test
  void eachFieldThatAnImageHeapMayNotHoldIsFound() {
    List<String> found =
        unsafeFields(imported(Faulty.class)).stream()
            .map(fault -> fault.replaceAll(".*Faulty\\.(\\w+) .*", "$1"))
            .sorted()
            .toList();

    assertEquals(
        List.of("CAPTURED", "CLOCK", "HELD", "HIDDEN", "LISTED", "RANDOM", "THREAD", "calls"),
        found);
  }

  private static JavaClasses imported(Class<?> type) {
    return new ClassFileImporter().importClasses(type);
  }

  private static List<String> readsOfTheMachine(JavaClasses classes) {
    return classes.stream()
        .flatMap(type -> type.getStaticInitializer().stream())
        .flatMap(initialiser -> initialiser.getMethodCallsFromSelf().stream())
        .filter(call -> READ_THE_MACHINE.contains(nameOf(call.getTarget())))
        .map(JavaMethodCall::getDescription)
        .toList();
  }

  private static String nameOf(MethodCallTarget method) {
    return method.getOwner().getName() + "." + method.getName();
  }

  private static List<String> unsafeFields(JavaClasses classes) {
    return classes.stream()
        .flatMap(type -> Stream.of(type.reflect().getDeclaredFields()))
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .flatMap(field -> fault(field).stream())
        .toList();
  }

  private static Optional<String> fault(Field field) {
    String name = field.getDeclaringClass().getName() + "." + field.getName();
    if (!Modifier.isFinal(field.getModifiers())) {
      return Optional.of(name + " is not final");
    }
    if (field.getType() == Object.class) {
      return Optional.of(name + " is declared as Object, which may hide anything");
    }
    return unsafe(value(field, null)).map(held -> name + " holds " + held);
  }

  /** The first type that is not safe, of the value and of all that it holds. */
  private static Optional<String> unsafe(Object value) {
    if (value == null || SAFE.stream().anyMatch(type -> type.isInstance(value))) {
      return Optional.empty();
    }
    return parts(value)
        .map(parts -> parts.flatMap(part -> unsafe(part).stream()).findFirst())
        .orElseGet(() -> Optional.of("a " + value.getClass().getName()));
  }

  /** The elements of a container or the fields of an object of ours; empty for other objects. */
  private static Optional<Stream<?>> parts(Object value) {
    Class<?> type = value.getClass();
    if (type.isArray()) {
      return Optional.of(
          type.getComponentType().isPrimitive() ? Stream.of() : Stream.of((Object[]) value));
    }
    if (value instanceof Collection<?> elements && isJavas(type)) {
      return Optional.of(elements.stream());
    }
    if (value instanceof Map<?, ?> map && isJavas(type)) {
      return Optional.of(Stream.concat(map.keySet().stream(), map.values().stream()));
    }
    if (value instanceof Optional<?> optional) {
      return Optional.of(optional.stream());
    }
    return isOurs(type) ? Optional.of(fields(value)) : Optional.empty();
  }

  private static boolean isOurs(Class<?> type) {
    return type.getName().startsWith("dev.footfall.");
  }

  private static boolean isJavas(Class<?> type) {
    return type.getName().startsWith("java.util.");
  }

  private static Stream<?> fields(Object ours) {
    return Stream.<Class<?>>iterate(ours.getClass(), Objects::nonNull, Class::getSuperclass)
        .filter(ImageHeapTest::isOurs)
        .flatMap(type -> Stream.of(type.getDeclaredFields()))
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .filter(field -> !field.getType().isPrimitive())
        .map(field -> value(field, ours));
  }

  private static Object value(Field field, Object of) {
    try {
      field.setAccessible(true);
      return field.get(of);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static class Faulty {
    static final Object HIDDEN = Unpooled.EMPTY_BUFFER;
    static final List<?> LISTED = List.of("safe", Unpooled.EMPTY_BUFFER);
    static final Holder HELD = new Holder(Unpooled.EMPTY_BUFFER);
    static final Supplier<Object> CAPTURED = HELD::held;
    static final Clock CLOCK = Clock.systemUTC();
    static final SecureRandom RANDOM = new SecureRandom();
    static final ThreadLocal<?> THREAD = new ThreadLocal<>();
    static int calls = 1;

    record Holder(Comparable<?> held) {}
  }

  private static class Variable {
    static final String REGION = System.getenv("AWS_REGION");
  }
}
