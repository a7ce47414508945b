package io.zonegate.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.verifier.check.history.Past;
import io.zonegate.verifier.check.keys.KeyRules;
import io.zonegate.verifier.check.signatures.SignatureRules;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.SignatureLedger;
import io.zonegate.verifier.crypto.SignatureSweep;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.drill.Drill;
import io.zonegate.verifier.drill.Question;
import io.zonegate.verifier.drill.Sampling;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Finding;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Verdict;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.Zone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found depends neither on the ranges that a zone is cut into nor on the threads. */
class RangesTest {
  @TempDir private Path folder;

  private static List<OwnerRange> ranges(Zone zone, int size) {
    List<OwnerRange> ranges = new ArrayList<>();
    for (int first = 0; first < zone.owners(); first += size) {
      ranges.add(new OwnerRange(first, Math.min(zone.owners(), first + size)));
    }
    return ranges;
  }

  /** All that the checks find with ranges of this size, as text; the findings of each sorted. */
  private static List<String> found(Inputs inputs, int size) {
    Zone zone = inputs.zone();
    List<OwnerRange> ranges = ranges(zone, size);
    KeyRing keys = KeyRing.of(zone);
    SignatureSweep sweep = new SignatureSweep(zone, keys);
    DenialFacts denial = DenialFacts.of(zone);
    ranges.forEach(denial::match);
    Sampling sampling = new Sampling(zone, 16);
    List<Question> questions = sampling.questions(ranges.stream().map(sampling::draw).toList());
    SignatureLedger ledger = sweep.ledger(ranges.stream().map(sweep::sweep).toList());
    Candidate candidate =
        new Candidate(
            inputs,
            keys,
            ledger,
            denial,
            Drill.of(zone, keys, denial, inputs.parent(), inputs.now(), questions),
            Past.of(inputs, keys, ledger));
    List<String> found = new ArrayList<>();
    found.add(candidate.signatures().counts().toString());
    found.add(String.valueOf(candidate.signatures().largestSignedTtl()));
    found.add(String.valueOf(candidate.signatures().verifiedBy()));
    for (Check check : Catalogue.CHECKS) {
      if (!check.applies(candidate).runs()) {
        found.add(check.description().id() + " does not apply");
        continue;
      }
      Examination whole = null;
      for (OwnerRange range : ranges) {
        Examination part = new Examination(check.description().id(), zone, 1_000_000);
        check.examine(candidate, range, part);
        if (whole == null) {
          whole = part;
        } else {
          whole.append(part);
        }
      }
      found.add(
          check.description().id()
              + " examined "
              + whole.examined()
              + " blocks "
              + whole.total(Severity.BLOCK)
              + " warnings "
              + whole.total(Severity.WARN)
              + " open "
              + whole.undecided()
              + " "
              + whole.findings().stream().map(Finding::toString).sorted().toList());
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findingsAreTheSameForEverySizeOfRange(boolean nsec3) throws Exception {
    SignedZones zones = SignedZones.make(folder, 300, nsec3);
    for (Zone zone : List.of(zones.sound(), zones.spoilt())) {
      Inputs inputs = zones.inputs(zone);
      List<String> expected = found(inputs, Integer.MAX_VALUE / 2);
      for (int size : new int[] {1, 2, 7, 100}) {
        assertThat(found(inputs, size)).as("ranges of %d", size).isEqualTo(expected);
      }
    }
  }

  /** Rules that most RRsets break, so that every check of them has something to merge. */
  @Test
  void findingsAgainstAStrictPolicyAreTheSameForEverySizeOfRange() throws Exception {
    SignedZones zones = SignedZones.make(folder, 100, true);
    KeyRules keys =
        new KeyRules(
            512, 1, Set.of(4), false, KeyRules.Roles.SPLIT, KeyRules.DsOrigin.SERVERS, List.of());
    SignatureRules signatures = new SignatureRules(Duration.ofDays(1), 1, 1, 2);
    Rules standard = Rules.DEFAULT;
    Rules strict =
        new Rules(keys, signatures, standard.denial(), standard.content(), standard.history());
    Inputs inputs = zones.inputs(zones.spoilt()).judgedBy(Limits.DEFAULT, strict);
    List<String> expected = found(inputs, Integer.MAX_VALUE / 2);
    for (String id : List.of("KEY-ROLE", "SIG-REDUNDANT", "SIG-LIFETIME", "SIG-CLIFF")) {
      assertThat(expected)
          .anyMatch(f -> f.startsWith(id + " examined") && !f.contains("blocks 0 warnings 0"));
    }
    for (int size : new int[] {1, 7}) {
      assertThat(found(inputs, size)).as("ranges of %d", size).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void verdictIsTheSameForEveryNumberOfThreads(boolean nsec3) throws Exception {
    SignedZones zones = SignedZones.make(folder, 7_000, nsec3);
    Zone sound = zones.sound();
    assertThat(OwnerRange.of(sound)).hasSizeGreaterThan(2);
    Verdict good = judge(zones.inputs(sound), 2);
    assertThat(good.decision()).as("%s", open(good)).isEqualTo(Decision.PASS);

    Zone spoilt = zones.spoilt();
    Verdict expected = judge(zones.inputs(spoilt), 1);
    assertThat(expected.decision()).isEqualTo(Decision.BLOCK);
    for (int threads : new int[] {2, 7}) {
      Verdict verdict = judge(zones.inputs(spoilt), threads);
      assertThat(verdict.results().stream().map(RangesTest::timeless))
          .containsExactlyElementsOf(
              expected.results().stream().map(RangesTest::timeless).toList());
      assertThat(verdict.signatures()).isEqualTo(expected.signatures());
      assertThat(verdict.verifiedBy()).isEqualTo(expected.verifiedBy());
    }
    for (String id : List.of("SIG-VERIFY", "SIG-COVERAGE", "SIG-TTL")) {
      CheckResult result = expected.result(id).orElseThrow();
      assertThat(result.blocks()).as(id).isGreaterThan(100);
      assertThat(result.findings()).as(id).hasSize(100);
    }
  }

  private static List<CheckResult> open(Verdict verdict) {
    return verdict.results().stream().filter(r -> r.blocks() > 0 || !r.reason().isEmpty()).toList();
  }

  private static CheckResult timeless(CheckResult r) {
    return new CheckResult(
        r.check(),
        r.outcome(),
        r.reason(),
        r.examined(),
        r.blocks(),
        r.warnings(),
        r.notes(),
        r.findings(),
        Duration.ZERO);
  }

  static Verdict judge(Inputs inputs, int threads) {
    try (Workers workers = new Workers(threads, Duration.ofMinutes(5))) {
      return Judge.judge(inputs, Selection.ALL, workers);
    }
  }
}
