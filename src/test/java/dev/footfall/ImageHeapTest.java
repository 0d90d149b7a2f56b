package dev.footfall;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.EvaluationResult;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static final String OURS = "dev.footfall.";

  private static final String WHY =
      ": GraalVM would write it into the native image while it is built. Make it in a bean's"
          + " constructor or in the method that needs it, or add its type to "
          + ImageHeapTest.class.getSimpleName()
          + ".SAFE after a native build has shown that it is safe";

  private static final ArchRule STATIC_FIELDS_ARE_SAFE =
      classes()
          .that(
              DescribedPredicate.describe(
                  "have static fields",
                  type ->
                      Stream.of(type.reflect().getDeclaredFields())
                          .anyMatch(field -> Modifier.isStatic(field.getModifiers()))))
          .should(holdOnlyWhatAnImageHeapMay());

  /** Each gives another value on the machine that runs the image than on the one that builds it. */
  private static final Set<String> READ_THE_MACHINE =
      Set.of(
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.time.Instant.now",
          "java.util.UUID.randomUUID");

  private static final ArchRule STATIC_INITIALISERS_DO_NOT_READ_THE_MACHINE =
      classes().should(readNothingOfTheMachineWhileTheyAreInitialised());

  private static final JavaClasses MAIN = MainClasses.ALL;

  @Test
  void staticFieldsOfMainClassesHoldOnlyWhatAnImageHeapMay() {
    STATIC_FIELDS_ARE_SAFE.check(MAIN);
  }

  @Test
  void staticInitialisersOfMainClassesDoNotReadTheMachine() {
    STATIC_INITIALISERS_DO_NOT_READ_THE_MACHINE.check(MAIN);
  }

  @Test
  void aVariableThatIsReadWhileTheImageIsBuiltIsFound() {
    assertEquals(1, violations(STATIC_INITIALISERS_DO_NOT_READ_THE_MACHINE, AVariable.class));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ABufferBehindObject.class,
        ABufferInAList.class,
        ABufferInARecord.class,
        ABufferInALambda.class,
        AClock.class,
        ARandom.class,
        AThread.class,
        AFieldThatIsNotFinal.class
      })
  void aFieldThatAnImageHeapMayNotHoldIsFound(Class<?> faulty) {
    assertEquals(1, violations(STATIC_FIELDS_ARE_SAFE, faulty));
  }

  private static int violations(ArchRule rule, Class<?> type) {
    EvaluationResult result = rule.evaluate(new ClassFileImporter().importClasses(type));
    return result.getFailureReport().getDetails().size();
  }

  private static ArchCondition<JavaClass> readNothingOfTheMachineWhileTheyAreInitialised() {
    return new ArchCondition<>("read nothing of the machine in a static initialiser") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getStaticInitializer().stream()
            .flatMap(initialiser -> initialiser.getMethodCallsFromSelf().stream())
            .filter(call -> READ_THE_MACHINE.contains(nameOf(call.getTarget())))
            .forEach(call -> events.add(violated(type, call.getDescription() + WHY)));
      }
    };
  }

  private static String nameOf(MethodCallTarget method) {
    return method.getOwner().getName() + "." + method.getName();
  }

  private static ArchCondition<JavaClass> holdOnlyWhatAnImageHeapMay() {
    return new ArchCondition<>("hold in them only what a native image's heap may") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Field field : type.reflect().getDeclaredFields()) {
          if (Modifier.isStatic(field.getModifiers())) {
            fault(field)
                .map(fault -> field.getDeclaringClass().getName() + "." + field.getName() + fault)
                .ifPresent(fault -> events.add(violated(type, fault + WHY)));
          }
        }
      }
    };
  }

  private static Optional<String> fault(Field field) {
    if (!Modifier.isFinal(field.getModifiers())) {
      return Optional.of(" is not final");
    }
    if (field.getType() == Object.class) {
      return Optional.of(" is declared as Object, which may hide anything");
    }
    return unsafe(value(field, null)).map(" holds %s"::formatted);
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

  /** What a container of Java's or an object of ours is made of; empty for any other object. */
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
    return type.getName().startsWith("dev.footfall.")
        ? Optional.of(fields(value))
        : Optional.empty();
  }

  private static boolean isJavas(Class<?> type) {
    return type.getName().startsWith("java.util.");
  }

  private static Stream<?> fields(Object ours) {
    return Stream.<Class<?>>iterate(ours.getClass(), Objects::nonNull, Class::getSuperclass)
        .filter(type -> type.getName().startsWith(OURS))
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

  private static class ABufferBehindObject {
    static final Object BUFFER = Unpooled.EMPTY_BUFFER;
  }

  private static class ABufferInAList {
    static final List<?> BUFFERS = List.of("safe", Unpooled.EMPTY_BUFFER);
  }

  private static class ABufferInARecord {
    record Holder(Comparable<?> held) {}

    static final Holder HOLDER = new Holder(Unpooled.EMPTY_BUFFER);
  }

  private static class ABufferInALambda {
    static final Supplier<Object> BUFFER = held(Unpooled.EMPTY_BUFFER);

    private static Supplier<Object> held(Object buffer) {
      return () -> buffer;
    }
  }

  private static class AClock {
    static final Clock CLOCK = Clock.systemUTC();
  }

  private static class ARandom {
    static final SecureRandom RANDOM = new SecureRandom();
  }

  private static class AThread {
    static final ThreadLocal<?> THREAD = new ThreadLocal<>();
  }

  private static class AFieldThatIsNotFinal {
    static int calls = 1;
  }

  private static class AVariable {
    static final String REGION = System.getenv("AWS_REGION");
  }
}
