package io.zonegate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Date;
import java.util.stream.Stream;

/** The rules of the design that the compiler does not know. */
@AnalyzeClasses(
    packages = "io.zonegate",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class ArchitectureTest {
  private static final String[] GATE = {
    "io.zonegate.cli..",
    "io.zonegate.policy..",
    "io.zonegate.report..",
    "io.zonegate.text..",
    "io.zonegate.publish..",
    "io.zonegate.intake..",
    "io.zonegate.judgement..",
    "io.zonegate.demo..",
    "io.zonegate.tokens..",
    "io.zonegate.opinion..",
    "io.zonegate.process..",
    "io.zonegate.file..",
    "io.zonegate.release..",
    "io.zonegate.rollout..",
    "io.zonegate.attest..",
    "io.zonegate.alarm..",
    "io.zonegate.metrics..",
    "io.zonegate.probe..",
    "io.zonegate.selftest..",
    "io.zonegate.transfer..",
    "io.zonegate.hook..",
    "io.zonegate.caching..",
    "io.zonegate.rollover..",
    "io.zonegate.replay..",
    "io.zonegate.rehearsal.."
  };

  private static boolean readsTheClock(JavaAccess<?> access) {
    return access.getTargetOwner().getPackageName().startsWith("java.time")
        ? access.getName().equals("now")
        : access.getTargetOwner().isEquivalentTo(System.class)
            && access.getName().equals("currentTimeMillis");
  }

  /** The rules below would hold for nothing as well. */
  @ArchTest
  static final ArchRule ALL_CLASSES_ARE_IN_A_MODULE =
      classes()
          .should()
          .resideInAnyPackage(
              Stream.concat(
                      Stream.of(
                          "io.zonegate.verifier..",
                          "io.zonegate.hsm..",
                          "io.zonegate.signer..",
                          "io.zonegate.testzones.."),
                      Stream.of(GATE))
                  .toArray(String[]::new));

  @ArchTest
  static final ArchRule THE_VERIFIER_SHARES_NOTHING =
      noClasses()
          .that()
          .resideInAPackage("io.zonegate.verifier..")
          .should()
          .dependOnClassesThat(
              are(
                  resideInAnyPackage(GATE)
                      .or(
                          resideInAnyPackage(
                              "io.zonegate.hsm..",
                              "io.zonegate.signer..",
                              "io.zonegate.testzones.."))));

  @ArchTest
  static final ArchRule TESTZONES_SHARE_NOTHING =
      noClasses()
          .that()
          .resideInAPackage("io.zonegate.testzones..")
          .should()
          .dependOnClassesThat(
              are(
                  resideInAnyPackage(GATE)
                      .or(
                          resideInAnyPackage(
                              "io.zonegate.hsm..",
                              "io.zonegate.signer..",
                              "io.zonegate.verifier.."))));

  @ArchTest
  static final ArchRule SIGNING_DOES_NOT_KNOW_WHO_JUDGES =
      noClasses()
          .that()
          .resideInAnyPackage("io.zonegate.signer..", "io.zonegate.hsm..")
          .should()
          .dependOnClassesThat(
              are(
                  resideInAnyPackage(GATE)
                      .or(
                          resideInAnyPackage(
                              "io.zonegate.verifier..", "io.zonegate.testzones.."))));

  @ArchTest
  static final ArchRule THE_TOKENS_DO_NOT_KNOW_THE_SIGNER =
      noClasses()
          .that()
          .resideInAPackage("io.zonegate.hsm..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.zonegate.signer..");

  @ArchTest
  static final ArchRule A_VERDICT_IS_A_MODEL_ONLY =
      classes()
          .that()
          .resideInAPackage("io.zonegate.verifier.verdict")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "io.zonegate.verifier.verdict");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_ENDS_THE_PROCESS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.zonegate.cli")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_USES_THE_STANDARD_STREAMS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.zonegate.cli")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .accessField(System.class, "in")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace");

  /** {@code System.nanoTime}, which tells durations only, is free. */
  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_LOOKS_AT_THE_CLOCK =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.zonegate.cli")
          .should()
          .accessTargetWhere(
              describe("the time is read from the system", ArchitectureTest::readsTheClock))
          .orShould()
          .callConstructor(Date.class);

  /** The drill gives dnsjava's validator a clock that stands still, the judgement's. */
  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_AND_THE_DRILL_HAVE_A_CLOCK =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.zonegate.cli", "io.zonegate.verifier.drill")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  /** {@code Clock.fixed} does not tell the time of day. */
  @ArchTest
  static final ArchRule THE_DRILLS_CLOCK_STANDS_STILL =
      noClasses()
          .that()
          .resideInAPackage("io.zonegate.verifier.drill")
          .should()
          .accessTargetWhere(
              describe(
                  "a running clock",
                  (JavaAccess<?> access) ->
                      access.getTargetOwner().isEquivalentTo(Clock.class)
                          && !access.getName().equals("fixed")));

  /** The checks and the list of them, which names each, are one room. */
  @ArchTest
  static final ArchRule NO_CYCLES_IN_THE_VERIFIER =
      slices().matching("io.zonegate.verifier.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CYCLES_IN_HSM_CONFIG =
      slices().matching("io.zonegate.hsm.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CYCLES_IN_THE_SIGNER =
      slices().matching("io.zonegate.signer.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CYCLES_IN_TESTZONES =
      slices().matching("io.zonegate.testzones.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CYCLES_AMONG_MODULES_AND_THE_ROOMS_OF_THE_GATE =
      slices().matching("io.zonegate.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_DRAWERS =
      noClasses()
          .should()
          .haveNameMatching(
              ".*\\.[A-Za-z$]*(Util|Helper|Manager|Common|Misc|Support|Tools|Stuff)[A-Za-z$]*")
          .orShould()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..misc..");
}
