package io.millrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LayeringTest {

  private static JavaClasses all;

  @BeforeAll
  static void read() {
    all = Repository.classes();
  }

  @Test
  void nothingDependsOnTheControlPlane() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.millrace.controlplane..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.millrace.controlplane..")
        .because("the runner lives in the customer's account: what it can see is a promise")
        .check(all);
  }

  @Test
  void theControlPlaneKnowsNoPlatform() {
    noClasses()
        .that()
        .resideInAPackage("io.millrace.controlplane..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.millrace.dataplane..", "io.millrace.process..", "io.millrace.runner")
        .because("the same control plane manages installs on every platform, by DesiredState alone")
        .check(all);
  }

  @Test
  void theDataPlaneKnowsNoPlatformOfItsOwn() {
    noClasses()
        .that()
        .resideInAPackage("io.millrace.dataplane..")
        .and()
        .resideOutsideOfPackage("io.millrace.dataplane.local..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.millrace.dataplane.local..", "io.millrace.process..")
        .because("pipelines work through the Platform interface, on any platform")
        .check(all);
  }

  @Test
  void onlyProcessStartsChildren() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.millrace.process..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(ProcessBuilder.class.getName())
        .because(
            "adoption after a crash, and arguments that are never shell strings, hold only if"
                + " there is one place that starts processes")
        .check(all);
  }

  @Test
  void protobufStaysAtTheWire() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.millrace.runner.v1..",
            "io.millrace.runner.protocol..",
            "io.millrace.runner.connection..",
            "io.millrace.controlplane.runner..",
            "io.millrace.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.millrace.runner.v1..")
        .because("plain records are what the code speaks; the wire format may change alone")
        .check(all);
  }

  @Test
  void featuresOfTheControlPlaneHaveNoCycles() {
    slices().matching("io.millrace.controlplane.(*)..").should().beFreeOfCycles().check(all);
  }

  @Test
  void storesBelongToTheirFeature() {
    classes()
        .that()
        .resideInAPackage("io.millrace.controlplane..")
        .and()
        .haveSimpleNameEndingWith("Store")
        .should()
        .notHaveModifier(JavaModifier.PUBLIC)
        .because("another feature asks the service, which holds the rule")
        .check(all);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .that()
        .resideInAPackage("io.millrace..")
        .should()
        .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Dto)")
        .check(all);
  }
}
