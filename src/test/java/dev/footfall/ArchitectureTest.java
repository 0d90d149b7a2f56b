package dev.footfall;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.footfall.testsupport.MainClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which package and class may use which, and how long a class may be. */
class ArchitectureTest {
  private static final int LONGEST_CLASS = 150;

  /** A store has its SQL statements beside its methods. */
  private static final int LONGEST_STORE = 250;

  private static final JavaClasses MAIN = MainClasses.ALL;

  private static final SliceAssignment BY_OUTERMOST_CLASS =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""));
        }

        @Override
        public String getDescription() {
          return "outermost classes";
        }
      };

  private static void assertOnly(String mayUse, String... used) {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.footfall." + mayUse + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(used)
        .check(MAIN);
  }

  /** What two of writes, counts and campaigns need belongs to a package of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"event", "count", "campaign"})
  void theFeaturesDoNotKnowEachOther(String feature) {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.footfall.event..", "dev.footfall.count..", "dev.footfall.campaign..")
        .and()
        .resideOutsideOfPackage("dev.footfall." + feature + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.footfall." + feature + "..")
        .check(MAIN);
  }

  @Test
  void onlyTheDatabasePackageSeesDrivers() {
    assertOnly("database", "io.vertx.pgclient..", "java.sql..", "javax.sql..");
  }

  @Test
  void nothingDependsOnTheBridgeToLambda() {
    assertOnly("lambda", "dev.footfall.lambda..");
  }

  @Test
  void onlyTheBridgeToLambdaSeesItsLibraries() {
    assertOnly("lambda", "com.amazonaws..", "software.amazon..", "io.quarkus.amazon..");
  }

  @Test
  void onlyConnectionsTakesFromThePool() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.footfall.database.Connections")
        .and()
        .doNotHaveFullyQualifiedName("dev.footfall.database.CollectorPool")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("Pool")
        .because("the pool's own query() has no time limit and reports some failures twice")
        .check(MAIN);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.footfall.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  /** What a sealed type permits does not count: its cases may know it. */
  @Test
  void classesFormNoCycle() {
    slices().assignedFrom(BY_OUTERMOST_CLASS).should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void dependenciesComeThroughConstructors() {
    GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(MAIN);
  }

  @Test
  void packagesAreNamedByFeature() {
    classes()
        .should()
        .resideOutsideOfPackages("..util..", "..service..", "..impl..", "..dto..")
        .check(MAIN);
  }

  @Test
  void onlyThePublisherOfMetricsWritesToStandardStreams() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.footfall.lambda.MetricsPublisher")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(MAIN);
  }

  @Test
  void noClassIsLongerThanItMayBe() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      assertEquals(List.of(), sources.filter(ArchitectureTest::isTooLong).toList());
    }
  }

  private static boolean isTooLong(Path file) {
    String name = file.toString();
    int longest = name.endsWith("Store.java") ? LONGEST_STORE : LONGEST_CLASS;
    try {
      return name.endsWith(".java") && Files.readAllLines(file).size() > longest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
