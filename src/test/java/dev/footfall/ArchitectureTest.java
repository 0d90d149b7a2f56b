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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house's rules: where what belongs, and who may see whom. */
class ArchitectureTest {
  private static final int LONGEST_CLASS = 150;

  /** A store holds its statements, and what belongs right beside them. */
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

  /** Writes, counts and campaigns: what two of them need belongs to a package of its own. */
  @Test
  void theFeaturesDoNotKnowEachOther() {
    List<String> features = List.of("event", "count", "campaign");
    for (String feature : features) {
      noClasses()
          .that()
          .resideInAPackage("dev.footfall." + feature + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              features.stream()
                  .filter(other -> !other.equals(feature))
                  .map(other -> "dev.footfall." + other + "..")
                  .toArray(String[]::new))
          .check(MAIN);
    }
  }

  @Test
  void onlyTheDatabasePackageSeesThePool() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.footfall.database..")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("Pool")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.pgclient..", "java.sql..", "javax.sql..")
        .check(MAIN);
  }

  @Test
  void nothingDependsOnTheBridgeToLambda() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.footfall.lambda..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.footfall.lambda..")
        .check(MAIN);
  }

  @Test
  void onlyTheBridgeToLambdaSeesItsLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.footfall.lambda..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.amazonaws..", "software.amazon..", "io.quarkus.amazon..")
        .check(MAIN);
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

  /** What a sealed type permits is no dependency here: its cases may know it. */
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
  void noClassOutgrowsAScreenOrTwo() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      List<Path> tooLong =
          sources
              .filter(path -> path.toString().endsWith(".java"))
              .filter(this::isTooLong)
              .toList();

      assertEquals(List.of(), tooLong);
    }
  }

  private boolean isTooLong(Path source) {
    try (Stream<String> lines = Files.lines(source)) {
      return lines.count()
          > (source.toString().endsWith("Store.java") ? LONGEST_STORE : LONGEST_CLASS);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
