package io.zonegate.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.testzones.sign.SoftwareKey;
import io.zonegate.testzones.sign.ZoneSigner;
import io.zonegate.verifier.check.Inputs;
import io.zonegate.verifier.check.Judge;
import io.zonegate.verifier.check.Limits;
import io.zonegate.verifier.check.Rules;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.check.Workers;
import io.zonegate.verifier.check.history.AlgorithmRollover;
import io.zonegate.verifier.check.history.Evidence;
import io.zonegate.verifier.check.history.HistoryRules;
import io.zonegate.verifier.history.History;
import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.history.ZoneEvent;
import io.zonegate.verifier.history.ZoneState;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Outcome;
import io.zonegate.verifier.verdict.Verdict;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * The rollovers of RFC 6781 and RFC 7583, phase by phase: each is let through in the earliest
 * second that the TTLs allow, and blocked in the second before, by the check that it is for and by
 * no other of the chapter.
 */
class RolloverTimesTest {
  private static final Name ORIGIN = Name.fromConstantString("zone.example.");
  private static final byte[] APEX = NameText.wire("zone.example.");
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  private static final long PROPAGATION = 600;
  private static final long PARENT = 900;
  private static final long DNSKEY_TTL = 1_800;
  private static final long LARGEST_TTL = 7_200;
  private static final long DS_TTL = 86_400;

  private static final SoftwareKey K1 = key(KeyAlgorithm.ECDSAP256, KeyRole.KSK, 1);
  private static final SoftwareKey K2 = key(KeyAlgorithm.ECDSAP256, KeyRole.KSK, 2);
  private static final SoftwareKey Z1 = key(KeyAlgorithm.ECDSAP256, KeyRole.ZSK, 1);
  private static final SoftwareKey Z2 = key(KeyAlgorithm.ECDSAP256, KeyRole.ZSK, 2);
  private static final SoftwareKey REVOKED = K1.withFlags(K1.flags() | SoftwareKey.REVOKE);
  private static final SoftwareKey KB = key(KeyAlgorithm.ED25519, KeyRole.KSK, 1);
  private static final SoftwareKey ZB = key(KeyAlgorithm.ED25519, KeyRole.ZSK, 1);
  private static final SoftwareKey ZB2 = key(KeyAlgorithm.ED25519, KeyRole.ZSK, 2);

  /** One KSK, and data signed with the first key only, the second being published. */
  private static final Signing ONE = signing(List.of(K1), List.of(Z1));

  private static final Signing STANDBY = ONE.and(Z2);
  private static final Signing CHANGED = signing(List.of(K1), List.of(Z2)).and(Z1);
  private static final Signing DOUBLE = signing(List.of(K1), List.of(Z1, Z2));
  private static final Signing OTHER = signing(List.of(K1), List.of(Z2));
  private static final Signing KSKS = signing(List.of(K1, K2), List.of(Z1));
  private static final Signing OTHER_KSK = signing(List.of(K2), List.of(Z1));
  private static final Signing CSK = signing(List.of(K1), List.of(K1));
  private static final Signing CSKS = signing(List.of(K1, K2), List.of(K1, K2));
  private static final Signing OTHER_CSK = signing(List.of(K2), List.of(K2));
  private static final Signing BOTH = signing(List.of(K1, KB), List.of(Z1, ZB));
  private static final Signing BOTH_OTHER = signing(List.of(K1, KB), List.of(Z1, ZB2));
  private static final Signing ONLY_B = signing(List.of(KB), List.of(ZB));

  /** Data signed with both algorithms, the DNSKEY RRset has only the first, or only the second. */
  private static final Signing B_AHEAD = signing(List.of(K1), List.of(Z1, ZB)).hiding(ZB);

  private static final Signing A_BEHIND = signing(List.of(KB), List.of(Z1, ZB)).hiding(Z1);
  private static final Signing UNSIGNED = new Signing(null, Set.of(), 0);

  /** How a zone is signed; {@code hidden} keys sign and are not published. */
  private record Signing(SigningKeys keys, Set<SoftwareKey> hidden, long dnskeyTtl) {
    Signing and(SoftwareKey standby) {
      return new Signing(keys.plusStandby(standby), hidden, dnskeyTtl);
    }

    Signing hiding(SoftwareKey key) {
      return new Signing(keys, Set.of(key), dnskeyTtl);
    }

    Signing withTtl(long ttl) {
      return new Signing(keys, hidden, ttl);
    }
  }

  /** A phase under test: what was, and what is to be released now. */
  private static final class Phase {
    private final String name;
    private final List<ZoneEvent> past = new ArrayList<>();
    private Signing candidate;
    private ParentTrust parent = new ParentTrust.NotJudged("test");
    private HistoryRules rules = rules(Evidence.RELEASED, AlgorithmRollover.LIBERAL);
    private boolean whole = true;

    Phase(String name) {
      this.name = name;
    }

    Phase released(long at, Signing signing, SoftwareKey... ds) throws Exception {
      return event(ZoneEvent.Kind.RELEASED, at, signing, seen(DS_TTL, ds));
    }

    Phase served(long at, Signing signing, SoftwareKey... ds) throws Exception {
      return event(ZoneEvent.Kind.SERVED, at, signing, seen(DS_TTL, ds));
    }

    Phase event(ZoneEvent.Kind kind, long at, Signing signing, Optional<SeenDs> ds)
        throws Exception {
      ZoneState state = ZoneState.of(zone(signing, 7));
      past.add(new ZoneEvent(kind, START.plusSeconds(at), state, "00".repeat(32), ds));
      return this;
    }

    Phase by(HistoryRules other) {
      rules = other;
      return this;
    }

    /** Other chapters have something to say of such a zone; only this one is asked. */
    Phase inPart() {
      whole = false;
      return this;
    }

    Phase then(Signing signing, SoftwareKey... ds) {
      candidate = signing;
      if (ds.length > 0) {
        parent = new ParentTrust.Known(seen(DS_TTL, ds).orElseThrow().records(), "test");
      }
      return this;
    }

    /** The parent's servers prove that there is no DS. */
    Phase thenWithoutDs(Signing signing) {
      candidate = signing;
      parent = new ParentTrust.Insecure(new ParentTrust.Seen(DS_TTL, List.of("test"), START));
      return this;
    }

    DynamicTest passesFrom(long earliest, String... before) {
      return DynamicTest.dynamicTest(
          name,
          () -> {
            assertThat(blocking(judge(earliest - 1))).as("a second before").containsExactly(before);
            demandPass(judge(earliest));
            demandPass(judge(earliest + 1));
          });
    }

    DynamicTest passesAtOnce() {
      return DynamicTest.dynamicTest(
          name,
          () -> {
            long last = past.get(past.size() - 1).time().getEpochSecond();
            demandPass(judge(last - START.getEpochSecond()));
          });
    }

    private void demandPass(Verdict verdict) {
      assertThat(blocking(verdict)).isEmpty();
      if (whole) {
        assertThat(verdict.decision()).isEqualTo(Decision.PASS);
      }
    }

    private Verdict judge(long at) throws Exception {
      Inputs inputs =
          Inputs.of(zone(candidate, 8), parent, START.plusSeconds(at))
              .withHistory(new History.Known(past, "", "test"))
              .judgedBy(Limits.DEFAULT, withHistory(rules));
      try (Workers workers = new Workers(2, Duration.ofMinutes(5))) {
        return Judge.judge(inputs, Selection.ALL, workers);
      }
    }
  }

  @TestFactory
  List<DynamicTest> phases() throws Exception {
    HistoryRules conservative = rules(Evidence.RELEASED, AlgorithmRollover.CONSERVATIVE);
    List<DynamicTest> tests = new ArrayList<>();

    // ZSK, pre-publication (RFC 7583 3.2.1).
    tests.add(
        new Phase("zsk pre-publication: publish").released(0, ONE).then(STANDBY).passesAtOnce());
    tests.add(
        new Phase("zsk pre-publication: sign")
            .released(0, ONE)
            .released(1_000, STANDBY)
            .then(CHANGED)
            .passesFrom(1_000 + PROPAGATION + DNSKEY_TTL, "ROLL-PREPUBLISHED"));
    tests.add(
        new Phase("zsk pre-publication: remove")
            .released(0, STANDBY)
            .released(1_000, CHANGED)
            .then(OTHER)
            .passesFrom(1_000 + PROPAGATION + LARGEST_TTL, "ROLL-RETIRED"));
    tests.add(
        new Phase("zsk pre-publication: remove, where the DNSKEY TTL is the longest")
            .released(0, STANDBY.withTtl(9_000))
            .released(1_000, CHANGED.withTtl(9_000))
            .then(OTHER.withTtl(9_000))
            .passesFrom(1_000 + PROPAGATION + LARGEST_TTL, "ROLL-RETIRED"));
    tests.add(
        new Phase("zsk pre-publication: the TTL of the zone that was counts")
            .released(0, ONE)
            .released(1_000, STANDBY.withTtl(60))
            .then(CHANGED.withTtl(60))
            .passesFrom(1_000 + PROPAGATION + DNSKEY_TTL, "ROLL-PREPUBLISHED"));
    tests.add(
        new Phase("zsk pre-publication: sign, where releases must be seen served")
            .by(rules(Evidence.SERVED, AlgorithmRollover.LIBERAL))
            .released(0, ONE)
            .released(1_000, STANDBY)
            .served(50_000, STANDBY)
            .then(CHANGED)
            .passesFrom(50_000 + DNSKEY_TTL, "ROLL-PREPUBLISHED"));
    tests.add(
        new Phase("zsk pre-publication: sign, the release having been seen before its time")
            .by(rules(Evidence.SERVED, AlgorithmRollover.LIBERAL))
            .released(0, ONE)
            .released(1_000, STANDBY)
            .served(1_100, STANDBY)
            .then(CHANGED)
            .passesFrom(1_000 + PROPAGATION + DNSKEY_TTL, "ROLL-PREPUBLISHED"));
    tests.add(
        new Phase("zsk pre-publication: a release that was late to arrive")
            .released(0, ONE)
            .released(1_000, STANDBY)
            .served(40_000, ONE)
            .served(50_000, STANDBY)
            .then(CHANGED)
            .passesFrom(50_000 + DNSKEY_TTL, "ROLL-PREPUBLISHED"));

    tests.add(
        new Phase("zsk: a revoked key stands for no other")
            .inPart()
            .released(0, signing(List.of(K2), List.of(Z1, REVOKED)).and(Z2))
            .released(1_000, signing(List.of(K2), List.of(Z2)).and(Z1).and(REVOKED))
            .then(signing(List.of(K2), List.of(Z2)).and(REVOKED))
            .passesFrom(1_000 + PROPAGATION + LARGEST_TTL, "ROLL-RETIRED"));

    // ZSK, double signature (RFC 7583 3.2.2).
    tests.add(
        new Phase("zsk double signature: begin").released(0, ONE).then(DOUBLE).passesAtOnce());
    tests.add(
        new Phase("zsk double signature: end")
            .released(0, ONE)
            .released(1_000, DOUBLE)
            .then(OTHER)
            .passesFrom(1_000 + PROPAGATION + LARGEST_TTL, "ROLL-RETIRED"));
    tests.add(
        new Phase("zsk double signature: end, where the DNSKEY TTL is the longest")
            .released(0, ONE.withTtl(9_000))
            .released(1_000, DOUBLE.withTtl(9_000))
            .then(OTHER.withTtl(9_000))
            .passesFrom(1_000 + PROPAGATION + 9_000, "ROLL-PREPUBLISHED"));

    // KSK (RFC 7583 3.3).
    tests.add(
        new Phase("ksk double signature: begin")
            .released(0, ONE, K1)
            .then(KSKS, K1)
            .passesAtOnce());
    tests.add(
        new Phase("ksk double signature: end")
            .released(0, ONE, K1)
            .released(1_000, KSKS, K1)
            .served(5_000, KSKS, K2)
            .then(OTHER_KSK, K2)
            .passesFrom(5_000 + PARENT + DS_TTL, "ROLL-DS-CACHED"));
    tests.add(
        new Phase("ksk double DS: change")
            .released(0, ONE, K1)
            .released(1_000, ONE, K1, K2)
            .then(OTHER_KSK, K1, K2)
            .passesFrom(1_000 + PARENT + DS_TTL, "ROLL-DS-CACHED"));
    tests.add(
        new Phase("ksk double DS: change, nobody having looked at the parent before")
            .released(0, ONE)
            .released(1_000, ONE, K1, K2)
            .then(OTHER_KSK, K1, K2)
            .passesFrom(1_000 + PARENT, "ROLL-DS-SEEN"));
    tests.add(
        new Phase("ksk double DS: the old DS goes")
            .released(0, OTHER_KSK, K1, K2)
            .then(OTHER_KSK, K2)
            .passesAtOnce());
    tests.add(
        new Phase("ksk double RRset: end")
            .released(0, ONE, K1)
            .released(1_000, KSKS, K1, K2)
            .then(OTHER_KSK, K2)
            .passesFrom(1_000 + PARENT + DS_TTL, "ROLL-DS-CACHED"));
    tests.add(
        new Phase("ksk double signature: end, where the old DS was of a stronger digest type")
            .event(ZoneEvent.Kind.RELEASED, 0, KSKS, seen(ds(K1, 4), ds(K2, 2)))
            .served(5_000, KSKS, K2)
            .then(OTHER_KSK, K2)
            .passesFrom(5_000 + PARENT + DS_TTL, "ROLL-DS-CACHED"));
    tests.add(
        new Phase("ksk double signature: end, where the DS TTL was lowered before")
            .released(0, KSKS, K1)
            .event(ZoneEvent.Kind.SERVED, 1_000, KSKS, seen(60, K1))
            .served(5_000, KSKS, K2)
            .then(OTHER_KSK, K2)
            .passesFrom(5_000 + PARENT + DS_TTL, "ROLL-DS-CACHED"));
    tests.add(
        new Phase("ksk: one that is missing joins, the parent having changed too early")
            .released(0, ONE, K1)
            .served(1_000, ONE, K2)
            .then(KSKS, K2)
            .passesAtOnce());
    tests.add(
        new Phase("ksk: the same, where there was no DS before")
            .event(ZoneEvent.Kind.RELEASED, 0, ONE, Optional.of(SeenDs.NONE))
            .served(1_000, ONE, K2)
            .then(OTHER_KSK, K2)
            .passesAtOnce());
    tests.add(new Phase("csk: begin").released(0, CSK, K1).then(CSKS, K1).passesAtOnce());
    tests.add(
        new Phase("csk: end")
            .released(0, CSK, K1)
            .released(1_000, CSKS, K1)
            .served(5_000, CSKS, K2)
            .then(OTHER_CSK, K2)
            .passesFrom(5_000 + PARENT + DS_TTL, "ROLL-DS-CACHED"));

    // Algorithm (RFC 6781 4.1.4).
    tests.add(
        new Phase("algorithm, liberal: begin").released(0, ONE, K1).then(BOTH, K1).passesAtOnce());
    tests.add(
        new Phase("algorithm, liberal: end")
            .released(0, ONE, K1)
            .released(1_000, BOTH, K1)
            .served(5_000, BOTH, KB)
            .then(ONLY_B, KB)
            .passesFrom(5_000 + PARENT + DS_TTL, "ROLL-DS-CACHED"));
    tests.add(
        new Phase("algorithm, conservative: signatures")
            .by(conservative)
            .inPart()
            .released(0, ONE, K1)
            .then(B_AHEAD, K1)
            .passesAtOnce());
    tests.add(
        new Phase("algorithm, conservative: DNSKEY")
            .by(conservative)
            .released(0, ONE, K1)
            .released(1_000, B_AHEAD, K1)
            .then(BOTH, K1)
            .passesFrom(1_000 + PROPAGATION + LARGEST_TTL, "ROLL-ALGORITHM"));
    tests.add(
        new Phase("algorithm, conservative: old DNSKEY goes")
            .by(conservative)
            .inPart()
            .released(0, BOTH, K1)
            .served(5_000, BOTH, KB)
            .then(A_BEHIND, KB)
            .passesFrom(5_000 + PARENT + DS_TTL, "ROLL-DS-CACHED"));
    tests.add(
        new Phase("algorithm, conservative: old signatures go")
            .by(conservative)
            .released(0, BOTH, KB)
            .released(1_000, A_BEHIND, KB)
            .then(ONLY_B, KB)
            .passesFrom(1_000 + PROPAGATION + DNSKEY_TTL, "ROLL-ALGORITHM"));

    tests.add(
        new Phase("algorithm, conservative: the zsk of one of two signs")
            .by(conservative)
            .released(0, BOTH)
            .released(1_000, BOTH.and(ZB2))
            .then(BOTH_OTHER.and(ZB))
            .passesFrom(1_000 + PROPAGATION + DNSKEY_TTL, "ROLL-ALGORITHM"));
    tests.add(
        new Phase("algorithm, conservative: the zsk of one of two goes")
            .by(conservative)
            .released(0, BOTH.and(ZB2))
            .released(1_000, BOTH_OTHER.and(ZB))
            .then(BOTH_OTHER)
            .passesFrom(1_000 + PROPAGATION + LARGEST_TTL, "ROLL-ALGORITHM"));

    // Unsigned, emergencies.
    tests.add(
        new Phase("unsigned: still signed, the DS being gone")
            .released(0, ONE, K1)
            .event(ZoneEvent.Kind.SERVED, 1_000, ONE, Optional.of(SeenDs.NONE))
            .thenWithoutDs(ONE)
            .passesAtOnce());
    tests.add(
        new Phase("unsigned: another ksk, the DS being gone")
            .released(0, ONE, K1)
            .event(ZoneEvent.Kind.SERVED, 1_000, ONE, Optional.of(SeenDs.NONE))
            .thenWithoutDs(OTHER_KSK)
            .passesFrom(1_000 + PARENT + DS_TTL, "ROLL-DS-CACHED"));
    tests.add(
        new Phase("unsigned")
            .inPart()
            .released(0, ONE, K1)
            .event(ZoneEvent.Kind.SERVED, 1_000, ONE, Optional.of(SeenDs.NONE))
            .then(UNSIGNED)
            .passesFrom(1_000 + PARENT + DS_TTL, "ROLL-UNSIGN"));
    tests.add(
        new Phase("emergency: the standby ZSK signs")
            .released(0, STANDBY)
            .then(CHANGED)
            .passesAtOnce());
    tests.add(
        new Phase("emergency: the standby KSK, with its DS at the parent, takes over")
            .released(0, ONE, K1, K2)
            .then(OTHER_KSK, K1, K2)
            .passesFrom(PARENT, "ROLL-DS-SEEN"));
    tests.add(new Phase("first signing").released(0, UNSIGNED).then(ONE).passesAtOnce());
    return tests;
  }

  @Test
  void withoutAnEarlierReleaseNothingAppliesAndNothingBlocks() throws Exception {
    Inputs inputs =
        Inputs.of(zone(ONE, 7), new ParentTrust.NotJudged("test"), START)
            .withHistory(new History.Known(List.of(), "", "FILE"));
    try (Workers workers = new Workers(1, Duration.ofMinutes(5))) {
      Verdict verdict = Judge.judge(inputs, Selection.ALL, workers);
      assertThat(verdict.decision()).isEqualTo(Decision.PASS);
      assertThat(verdict.result("ROLL-RETIRED").orElseThrow().reason())
          .isEqualTo(
              "no earlier release is known: FILE has none; record the zone that is live with"
                  + " zonegate history record");
    }
  }

  @Test
  void whatTheHistoryDoesNotKnowLeavesTheZoneUndecided() throws Exception {
    Phase late = new Phase("event after the clock").released(10, ONE).then(ONE);
    assertThat(late.judge(9).result("ROLL-RETIRED").orElseThrow().outcome())
        .isEqualTo(Outcome.UNDECIDED);
    assertThat(late.judge(10).decision()).isEqualTo(Decision.PASS);

    Phase noTtl =
        new Phase("DS without TTL")
            .event(ZoneEvent.Kind.RELEASED, 0, KSKS, seen(SeenDs.TTL_UNKNOWN, K1))
            .event(ZoneEvent.Kind.SERVED, 10, KSKS, seen(SeenDs.TTL_UNKNOWN, K2))
            .then(OTHER_KSK, K2);
    assertThat(noTtl.judge(1_000_000).result("ROLL-DS-CACHED").orElseThrow().reason())
        .contains("has no TTL in the history", "[history] ds-ttl");
    noTtl.by(
        new HistoryRules(
            Duration.ZERO,
            Duration.ZERO,
            Optional.of(Duration.ofSeconds(100)),
            Evidence.RELEASED,
            AlgorithmRollover.LIBERAL,
            100));
    assertThat(blocking(noTtl.judge(109))).containsExactly("ROLL-DS-CACHED");
    assertThat(noTtl.judge(110).decision()).isEqualTo(Decision.PASS);
  }

  private static Set<String> blocking(Verdict verdict) {
    return verdict.results().stream()
        .filter(r -> r.check().group() == CheckGroup.HISTORY)
        .filter(r -> r.blocks() > 0 || r.outcome() == Outcome.UNDECIDED)
        .map(r -> r.check().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static HistoryRules rules(Evidence evidence, AlgorithmRollover algorithms) {
    return new HistoryRules(
        Duration.ofSeconds(PROPAGATION),
        Duration.ofSeconds(PARENT),
        Optional.empty(),
        evidence,
        algorithms,
        100);
  }

  private static Rules withHistory(HistoryRules history) {
    Rules standard = Rules.DEFAULT;
    return new Rules(
        standard.keys(), standard.signatures(), standard.denial(), standard.content(), history);
  }

  private static Optional<SeenDs> seen(long ttl, SoftwareKey... keys) {
    List<Ds> records = Arrays.stream(keys).map(k -> ds(k, 2)).toList();
    return records.isEmpty() ? Optional.empty() : Optional.of(new SeenDs(records, ttl));
  }

  private static Optional<SeenDs> seen(Ds... records) {
    return Optional.of(new SeenDs(List.of(records), DS_TTL));
  }

  private static Ds ds(SoftwareKey key, int digestType) {
    return Ds.of(key.ds(ORIGIN, 0, digestType).rdataToWireCanonical());
  }

  private static SoftwareKey key(KeyAlgorithm algorithm, KeyRole role, long seed) {
    return SoftwareKey.generate(algorithm, role, seed);
  }

  private static Signing signing(List<SoftwareKey> dnskey, List<SoftwareKey> data) {
    return new Signing(new SigningKeys(dnskey, data, List.of()), Set.of(), DNSKEY_TTL);
  }

  private static Zone zone(Signing signing, int serial) throws Exception {
    List<Record> records =
        ZoneMaker.parse(
            """
            @    %d IN SOA ns.zone.example. hostmaster.zone.example. %d 3600 600 86400 3600
            @    %d IN NS  ns.zone.example.
            ns   3600 IN A 192.0.2.1
            sub  3600 IN NS ns.elsewhere.test.
            """
                .formatted(LARGEST_TTL, serial, LARGEST_TTL),
            ORIGIN);
    if (signing.keys() == null) {
      return read(records.stream().map(r -> r + "\n").collect(Collectors.joining()));
    }
    SigningPlan plan =
        new SigningPlan(
            signing.keys(),
            Denial.nsec(),
            START.minus(Duration.ofDays(1)),
            START.plus(Duration.ofDays(30)),
            signing.dnskeyTtl());
    SignedZone zone = ZoneSigner.sign(ORIGIN, records, plan);
    for (SoftwareKey hidden : signing.hidden()) {
      for (Record dnskey : zone.find(ORIGIN, Type.DNSKEY)) {
        if (dnskey.equals(hidden.dnskey(ORIGIN, signing.dnskeyTtl()))) {
          zone.remove(dnskey);
        }
      }
      zone.resign(ORIGIN, Type.DNSKEY);
    }
    return read(zone.text());
  }

  private static Zone read(String text) throws Exception {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    return ZoneSource.read(new ByteArrayInputStream(octets), "zone", APEX);
  }
}
