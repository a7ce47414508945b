package io.zonegate.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.zonegate.rollover.Delay;
import io.zonegate.rollover.DenialWay;
import io.zonegate.rollover.Rollover;
import io.zonegate.rollover.Step;
import io.zonegate.rollover.Use;
import io.zonegate.rollover.Wait;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.zone.ZoneSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RehearsalTest {
  @TempDir Path folder;

  private Performance rehearse(Rollover rollover, String... faults) throws Exception {
    return SmallRehearsal.of(folder, rollover, faults);
  }

  /** Where one key does all, those plans that it makes others. */
  static Stream<Arguments> plans() {
    return Stream.concat(
        Arrays.stream(Rollover.values()).filter(r -> r.fits(false)).map(r -> arguments(r, false)),
        Stream.of(
                Rollover.CSK,
                Rollover.ALGORITHM_CONSERVATIVE,
                Rollover.ALGORITHM_LIBERAL,
                Rollover.EMERGENCY,
                Rollover.SIGNER_MOVE)
            .map(r -> arguments(r, true)));
  }

  @ParameterizedTest
  @MethodSource("plans")
  @DisplayName("Every plan of ours passes, and every step of it is proven")
  void everyPlanPasses(Rollover rollover, boolean single) throws Exception {
    Performance performance = SmallRehearsal.of(folder, rollover, single);

    assertThat(performance.acts().stream().flatMap(a -> a.invariants().stream()))
        .allSatisfy(
            i -> assertThat(i.outcome()).as(i.toString()).isEqualTo(Invariant.Outcome.HOLDS));
    assertThat(performance.decision()).isEqualTo(Decision.PASS);
    assertThat(performance.acts()).hasSize(performance.plan().steps().size() + 1);
    for (Act act : performance.acts()) {
      assertThat(act.invariants()).hasSize(act.planned().signed() ? 4 : 3);
    }
    assertThat(performance.proof().combinations()).isPositive();
  }

  @Test
  @DisplayName("A compromised key: from when it is harmless, and until when to one who replays")
  void compromised() throws Exception {
    Performance zsk = rehearse(Rollover.EMERGENCY_ZSK);
    // Double-signed 08:00; Dprp 1h + TTLsig 1d later the key goes, and caches have it Dprp +
    // TTLkey.
    assertThat(zsk.remarks())
        .anySatisfy(
            r ->
                assertThat(r)
                    .contains("zsk-old is compromised")
                    .contains("harmless from 2026-12-02T11:00:00Z on")
                    .contains("of use until 2026-12-22T08:00:01Z")
                    .doesNotContain("parent"))
        .noneMatch(r -> r.contains("ksk-old is compromised"));
    Performance ksk = rehearse(Rollover.EMERGENCY_KSK);
    // Published 08:00, the DS changes 10:00; Dreg 4h + DprpP 1h + TTLds 1h later the KSK goes, and
    // Dprp 1h + TTLkey 1h later no cache has it in a DNSKEY RRset, where it could sign data too.
    assertThat(ksk.remarks())
        .anySatisfy(
            r ->
                assertThat(r)
                    .contains("ksk-old is compromised")
                    .contains("harmless from 2026-12-01T18:00:00Z on")
                    .contains("only the parent knows"));
  }

  @Test
  @DisplayName(
      "NSEC3 to NSEC and back: the zone's denial is the planned one, and caches' is told of")
  void denialChanges() throws Exception {
    Performance performance = rehearse(Rollover.NSEC3_CHANGE);
    List<SignedZone> zones = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      Path file = folder.resolve("signed-" + i + ".zone");
      zones.add(SignedZone.of(file, ZoneSource.readAlone(file, null), 0, 0));
    }
    assertThat(zones.get(0).denials().differs(DenialWay.NSEC3_OPT_OUT)).isEmpty();
    assertThat(zones.get(0).denials().differs(DenialWay.NSEC3))
        .contains("existence is denied by nsec3-opt-out, planned nsec3");
    assertThat(zones.get(1).denials().differs(DenialWay.NSEC)).isEmpty();
    assertThat(zones.get(1).denials().differs(DenialWay.NSEC3_OPT_OUT)).isPresent();
    assertThat(zones.get(2).denials()).isEqualTo(zones.get(0).denials());
    // Changed 08:00, everywhere Dprp 1h later, and then in caches for the TTL of NSEC3 records.
    Instant until = SmallRehearsal.START.plusSeconds(3_600 + zones.get(0).denials().ttl());
    assertThat(performance.acts().get(1).invariants().get(3).details())
        .singleElement()
        .satisfies(
            d -> assertThat(d).contains("until " + until).contains("denials by nsec3-opt-out"));
    assertThat(performance.acts().get(0).invariants().get(3).details()).isEmpty();
  }

  private static List<String> details(Performance performance, String step, Invariant.Kind kind) {
    return performance.acts().stream()
        .filter(a -> a.name().equals(step))
        .flatMap(a -> a.invariants().stream())
        .filter(i -> i.kind() == kind && i.outcome() != Invariant.Outcome.HOLDS)
        .flatMap(i -> i.details().stream())
        .toList();
  }

  private static String story(Performance performance, String step) {
    assertThat(performance.decision()).isEqualTo(Decision.BLOCK);
    return String.join("\n", details(performance, step, Invariant.Kind.CACHES));
  }

  @Test
  @DisplayName("early-retire: the story names the earliest safe time, which is the planned one")
  void earlyRetire() throws Exception {
    Performance performance = rehearse(Rollover.KSK_DOUBLE_SIGNATURE, "early-retire");
    // Published 08:00, DS changed 10:00; Dreg 4h + DprpP 1h + TTLds 1h later it is safe.
    assertThat(story(performance, "remove-ksk"))
        .contains("fails from 2026-12-01T13:00:00Z to 2026-12-01T16:00:00Z")
        .contains("Earliest safe time for this step: 2026-12-01T16:00:00Z");
    assertThat(details(performance, "remove-ksk", Invariant.Kind.VERIFIED))
        .anyMatch(d -> d.startsWith("ROLL-DS-CACHED"));
  }

  @Test
  @DisplayName(".nz 2023: planned with a DS TTL of an hour, the parent has a day")
  void nz() throws Exception {
    Performance performance = rehearse(Rollover.KSK_DOUBLE_SIGNATURE, "ds-ttl=86400");
    assertThat(story(performance, "remove-ksk"))
        .contains("a resolver that fetched the DS RRset (DS ")
        .contains("fails from 2026-12-01T16:00:00Z")
        .contains("Earliest safe time for this step: 2026-12-02T15:00:00Z");
  }

  @Test
  @DisplayName(
      ".de 2026: one key a token; the proof of the tokens stops it, and so would the verifier")
  void de() throws Exception {
    Performance performance = rehearse(Rollover.ZSK_PREPUBLISH, "per-token-keys");
    assertThat(details(performance, "publish-zsk", Invariant.Kind.TOKENS))
        .anyMatch(d -> d.contains("its public key is not that of ZSK"));
    assertThat(details(performance, "sign", Invariant.Kind.VERIFIED))
        .anyMatch(d -> d.startsWith("SIG-VERIFY"));
    assertThat(story(performance, "sign")).contains("the RRsets have no valid signature");
  }

  @Test
  @DisplayName("APNIC 2012: in the midst of the rollover other ZSKs sign; no waiting helps")
  void apnic() throws Exception {
    Performance performance = rehearse(Rollover.ZSK_PREPUBLISH, "standby-keys");
    assertThat(story(performance, "fail-over"))
        .contains("which the DNSKEY RRset")
        .contains("No later time makes this step safe");
    assertThat(details(performance, "fail-over", Invariant.Kind.VERIFIED))
        .anyMatch(d -> d.startsWith("ROLL-CACHED-SIGNATURES"))
        .noneMatch(d -> d.startsWith("SIG-"));
    assertThat(performance.acts())
        .extracting(Act::name)
        .containsExactly("before", "publish-zsk", "fail-over", "sign", "remove-zsk");
    // Two hours until the new ZSK may sign, and half of it has passed.
    assertThat(performance.acts().get(2).at()).isEqualTo("2026-12-01T09:00:00Z");
    assertThat(performance.acts().get(3).at()).isEqualTo("2026-12-01T10:00:00Z");
  }

  @Test
  @DisplayName("APNIC 2012 in a KSK rollover: its steps are taken as planned, with other ZSKs")
  void apnicInKskRoll() throws Exception {
    Performance performance = rehearse(Rollover.KSK_DOUBLE_SIGNATURE, "standby-keys");
    assertThat(story(performance, "fail-over")).contains("No later time makes this step safe");
    assertThat(performance.acts())
        .extracting(Act::name)
        .containsExactly("before", "publish-ksk", "fail-over", "swap-ds", "remove-ksk");
    assertThat(performance.acts().get(4).planned().uses())
        .containsEntry("ksk-old", Use.ABSENT)
        .containsEntry("zsk-old-standby", Use.SIGNING);
  }

  @Test
  @DisplayName(".nl 2012: the zone with the new key never went out, and the signer went on")
  void nl() throws Exception {
    Performance performance = rehearse(Rollover.ZSK_PREPUBLISH, "prepublish-lost");
    assertThat(story(performance, "sign")).contains("which the DNSKEY RRset");
    assertThat(details(performance, "sign", Invariant.Kind.VERIFIED))
        .anyMatch(d -> d.startsWith("ROLL-PREPUBLISHED"));
  }

  @Test
  @DisplayName(".ru 2024: the tokens hold a retired key of the same tag")
  void ru() throws Exception {
    Performance performance = rehearse(Rollover.ZSK_PREPUBLISH, "reused-tag");
    assertThat(details(performance, "publish-zsk", Invariant.Kind.TOKENS)).isNotEmpty();
    assertThat(story(performance, "sign")).contains("the RRsets have no valid signature");
  }

  @Test
  @DisplayName("A TTL that only a name outside the sample has: caches hold its RRset as long")
  void ttlOutsideTheSample() throws Exception {
    Performance performance =
        SmallRehearsal.of(
            folder,
            Rollover.ZSK_PREPUBLISH,
            false,
            "outside.rehearsed. 604800 IN NS ns.outside.rehearsed.\n"
                + "outside.rehearsed. 604800 IN DS 1 13 2 "
                + "00".repeat(32)
                + "\nns.outside.rehearsed. 604800 IN A 192.0.2.1\n",
            plan -> plan.withTimings(plan.timings().with(Delay.DATA_TTL, Duration.ofHours(24))));
    assertThat(Files.readString(folder.resolve("signed-1.zone"))).doesNotContain("outside");
    assertThat(story(performance, "remove-zsk"))
        .contains("Earliest safe time for this step: 2026-12-08T11:00:00Z");
  }

  @Test
  @DisplayName("A wait that is longer than signatures live, in which the zone is signed anew")
  void longWait() throws Exception {
    Performance performance =
        SmallRehearsal.of(
            folder,
            Rollover.ZSK_PREPUBLISH,
            false,
            "",
            plan -> {
              List<Step> steps = new ArrayList<>(plan.steps());
              steps.set(1, steps.get(1).after(Wait.of("14d")));
              return plan.withSteps(steps);
            });
    assertThat(performance.acts().stream().flatMap(a -> a.invariants().stream()))
        .allSatisfy(
            i -> assertThat(i.outcome()).as(i.toString()).isEqualTo(Invariant.Outcome.HOLDS));
    assertThat(performance.acts()).anyMatch(a -> a.name().equals("re-sign"));
  }
}
