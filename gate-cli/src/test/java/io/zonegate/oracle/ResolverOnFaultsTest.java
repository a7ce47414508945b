package io.zonegate.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.judgement.JudgedOnce;
import io.zonegate.parent.RealServer;
import io.zonegate.selftest.CaseFiles;
import io.zonegate.testzones.Cases;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.testzones.mutate.MutationRun;
import io.zonegate.testzones.mutate.ValidZone;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The oracle is a real resolver: Knot serves each case of testzones, and Unbound, which trusts the
 * parent's DS and has the case's clock, is asked for every name. What it answers with SERVFAIL must
 * not have passed; where it accepts every answer and zonegate blocks, the catalogue must say that
 * the check is stricter than a resolver. (NSD 4.6 would not do: it lower-cases names in SVCB and
 * HTTPS, which makes their signatures bogus.)
 */
@Execution(ExecutionMode.CONCURRENT)
class ResolverOnFaultsTest {
  /** How many changes are made in each of the sample zones. */
  private static final int CHANGED_ZONES = 40;

  private static final String SERVER = "Knot 3.2 does not load the zone";
  private static final String EMPTY_WILDCARD =
      "Knot and Unbound disagree about a wildcard that is an empty non-terminal (RFC 4592 2.2.3)";

  /**
   * Legal zones of which Unbound refuses something all the same, and why that is not the zone's.
   */
  private static final Map<String, String> NOT_THE_ZONES_FAULT =
      Map.of(
          "zone-crlf-line-ends", SERVER,
          "cname-with-key", SERVER,
          "nsec3-two-chains", SERVER,
          "wildcard-that-is-none", EMPTY_WILDCARD,
          "odd-wildcards-by-nsec", EMPTY_WILDCARD,
          "drill-wildcard-covers-what-opt-out-leaves-out",
              "Unbound 1.17 takes an NSEC3 that covers a name for that of a wildcard which answers");

  /** Zones that a check blocks which is as strict as a resolver elsewhere, and why it does. */
  private static final Map<String, String> STRICTER_HERE =
      Map.of(
          "key-revoked-ksk-in-ds",
              "Unbound lets a revoked key that a DS names verify the DNSKEY RRset (RFC 5011 2.1)",
          "alg-ds-algorithm-not-signing-dnskey",
              "Unbound is content with one algorithm of the DS set (RFC 6840 5.11)");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> whatUnboundRefusesDoesNotPass() {
    return Cases.all().stream()
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.name(),
                    () -> {
                      FaultCase zone = fault.prepare(JudgedOnce.SEED);
                      compare(fault.name(), zone, JudgedOnce.verdict(fault, files(zone)));
                    }));
  }

  /** Of two zones, one with NSEC and one with NSEC3 and opt-out, with one change each. */
  @TestFactory
  Stream<DynamicTest> neitherDoesItInZonesThatAreChanged() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Denial denial : List.of(Denial.nsec(), Denial.nsec3(true))) {
      MutationRun run = new MutationRun(sample(denial), 20261125);
      for (int i = 0; i < CHANGED_ZONES; i++) {
        MutationRun.Made made = run.next();
        String name = (denial.nsec3() ? "nsec3 " : "nsec ") + made.mutation();
        tests.add(
            DynamicTest.dynamicTest(
                name,
                () ->
                    compare(
                        made.mutation().name(),
                        made.zone(),
                        files(made.zone()).judge(Selection.ALL))));
      }
    }
    return tests.stream();
  }

  /** Else the silence above would mean nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"inc-01-soa-by-the-published-key", "ds-of-another-key", "sig-missing-ds"})
  void unboundRefusesWhatIsBogus(String name) throws Exception {
    assertThat(refused(Cases.named(name).prepare(1)))
        .isNotEmpty()
        .noneMatch(question -> question.startsWith("everything"));
  }

  private static ValidZone sample(Denial denial) throws Exception {
    SigningPlan plan =
        new SigningPlan(
            SigningKeys.pair(KeyAlgorithm.ECDSAP256, 3),
            denial,
            Fault.DEFAULT_CLOCK.minus(Duration.ofDays(1)),
            Fault.DEFAULT_CLOCK.plus(Duration.ofDays(20)),
            3600);
    return ValidZone.of(ZoneShape.of("sample.", 5, 8), plan, Fault.DEFAULT_CLOCK);
  }

  private CaseFiles files(FaultCase zone) throws Exception {
    return CaseFiles.of(Files.createTempDirectory(folder, "case"), zone);
  }

  private void compare(String name, FaultCase zone, Verdict verdict) throws Exception {
    switch (verdict.decision()) {
      case PASS -> {
        if (NOT_THE_ZONES_FAULT.containsKey(name)) {
          // What is listed must still be so.
          assertThat(refused(zone)).as(NOT_THE_ZONES_FAULT.get(name)).isNotEmpty();
        } else {
          assertThat(refused(zone)).as("passes, and is refused by Unbound").isEmpty();
        }
      }
      case BLOCK -> {
        boolean accepted = refused(zone).isEmpty();
        if (STRICTER_HERE.containsKey(name)) {
          // What is listed must still be so.
          assertThat(accepted && !blockingAsAResolver(verdict).isEmpty())
              .as(STRICTER_HERE.get(name))
              .isTrue();
        } else if (accepted) {
          assertThat(blockingAsAResolver(verdict))
              .as("blocks as a resolver would, and Unbound accepts every answer")
              .isEmpty();
        }
      }
      case UNDECIDED -> {
        // Of a zone that was not read there is nothing to ask.
      }
    }
  }

  /** The checks that block and are not marked as stricter than a resolver. */
  private static List<String> blockingAsAResolver(Verdict verdict) {
    return verdict.results().stream()
        .filter(r -> r.blocks() > 0)
        .map(CheckResult::check)
        .filter(c -> c.strictness() == Strictness.AS_A_RESOLVER)
        .map(CheckDescription::id)
        .toList();
  }

  /** The questions that Unbound finds no good answer to. */
  private List<String> refused(FaultCase zone) throws Exception {
    return Refusals.of(folder, zone, RealServer::unbound);
  }
}
