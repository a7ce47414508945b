package io.zonegate.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.parent.RealServer;
import io.zonegate.selftest.CaseFiles;
import io.zonegate.testzones.Cases;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.Decision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The second oracle: BIND, whose validator and whose limits are others than Unbound's. Of the cases
 * that may be published it sees a sample, and each whose twin it refuses. They are made for the
 * present, since it has no other clock.
 */
@Execution(ExecutionMode.CONCURRENT)
class BindOnFaultsTest {
  private static final long SEED = 1;

  /** One case of so many. */
  private static final int SHARE = 8;

  /** Checks that refuse what BIND alone does. */
  private static final Set<String> OF_BIND = Set.of("ZONE-RULES", "KEY-TAG-UNIQUE");

  /** Legal zones of which BIND refuses something all the same; see {@link ResolverOnFaultsTest}. */
  private static final Set<String> NOT_THE_ZONES_FAULT =
      Set.of(
          "zone-crlf-line-ends",
          "cname-with-key",
          "nsec3-two-chains",
          "wildcard-that-is-none",
          "odd-wildcards-by-nsec",
          // What the standards allow and BIND does not is warned of.
          "key-of-another-use-below-the-apex",
          "key-tag-collision-two",
          "key-tag-collision-three",
          "key-tag-collision-with-the-ksk-and-cds",
          "rrset-of-101-records",
          "rrset-of-1000-records",
          "rrset-of-101-name-servers-at-a-cut",
          "rrset-with-101-rrsigs",
          "name-with-102-types");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> whatBindRefusesDoesNotPass() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return Cases.all().stream()
        .filter(f -> f.checks().stream().anyMatch(OF_BIND::contains) || isDrawn(f))
        .filter(f -> !NOT_THE_ZONES_FAULT.contains(f.name()))
        .map(f -> DynamicTest.dynamicTest(f.name(), () -> compare(f.prepare(SEED, now))));
  }

  /** Else the silence above would mean nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sig-missing-ds",
        "ds-of-another-key",
        "key-below-the-apex",
        "rrset-of-101-records",
        "rdata-caa-tag-with-a-hyphen"
      })
  void bindRefusesWhatItDoes(String name) throws Exception {
    assertThat(Refusals.of(folder, Cases.named(name).prepare(SEED, Instant.now()), named()))
        .isNotEmpty()
        .noneMatch(question -> question.startsWith("everything"));
  }

  /** Two keys of one tag: which of them BIND tries hangs on their octets. */
  @ParameterizedTest
  @ValueSource(longs = {2, 3})
  void bindTriesOneKeyOfATag(long seed) throws Exception {
    FaultCase zone = Cases.named("key-tag-collision-three").prepare(seed, Instant.now());
    assertThat(Refusals.of(folder, zone, named())).anyMatch(question -> question.endsWith(" SOA"));
  }

  private static boolean isDrawn(Fault fault) {
    return Math.floorMod(fault.name().hashCode(), SHARE) == 0;
  }

  private void compare(FaultCase zone) throws Exception {
    Path files = Files.createTempDirectory(folder, "case");
    if (CaseFiles.of(files, zone).judge(Selection.ALL).decision() == Decision.PASS) {
      List<String> refused = Refusals.of(folder, zone, named());
      assertThat(refused).as("passes, and is refused by BIND").isEmpty();
    }
  }

  private static Refusals.Validator named() {
    return (folder, origin, anchors, clock, server) ->
        RealServer.named(folder, origin, anchors, server);
  }
}
