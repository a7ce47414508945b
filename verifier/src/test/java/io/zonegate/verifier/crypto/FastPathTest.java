package io.zonegate.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.verifier.ecdsa.Curve;
import io.zonegate.verifier.ecdsa.TabledKey;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.Zone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Type;

/** The sweep with the tables of keys finds what the library alone finds. */
class FastPathTest {
  private static final FastPath LIBRARY = new FastPath(Integer.MAX_VALUE, 1, 1);
  private static final FastPath ALWAYS = new FastPath(1, 4, 64);

  private static List<Byte> statuses(Zone zone, SignatureLedger ledger) {
    List<Byte> statuses = new ArrayList<>();
    for (int r = 0; r < zone.records(); r++) {
      statuses.add(ledger.status(r));
    }
    return statuses;
  }

  private static SignatureLedger sweep(Zone zone, FastPath path, int size) {
    SignatureSweep sweep = new SignatureSweep(zone, KeyRing.of(zone), path);
    List<SignatureSweep.Part> parts = new ArrayList<>();
    for (int first = 0; first < zone.owners(); first += size) {
      parts.add(sweep.sweep(new OwnerRange(first, Math.min(zone.owners(), first + size))));
    }
    return sweep.ledger(parts);
  }

  /** A zone of good, spoilt, short, long and foreign signatures. */
  private static Zone mixed(SigningKey key, int names) throws Exception {
    SigningKey other = SigningKey.generate(Algorithm.ED25519);
    TinyZone zone = new TinyZone(key, other);
    for (int i = 0; i < names; i++) {
      zone.add("h" + i + " TXT x" + i);
    }
    for (int i = 0; i < names; i++) {
      RRset txt = zone.rrset("h" + i, Type.TXT);
      byte[] signature = TinyZone.sign(txt, key).getSignature();
      switch (i % 7) {
        case 2 -> signature[i % signature.length] ^= 4;
        case 4 -> signature = java.util.Arrays.copyOf(signature, signature.length - 1);
        case 5 -> zone.add(TinyZone.sign(txt, other));
        case 6 -> signature = java.util.Arrays.copyOf(signature, signature.length + 1);
        default -> {}
      }
      zone.add(TinyZone.record(txt, key, signature));
    }
    return zone.read();
  }

  @ParameterizedTest
  @EnumSource(names = {"ECDSAP256SHA256", "ECDSAP384SHA384"})
  void tablesAndLibraryAgreeForEverySizeOfRange(Algorithm algorithm) throws Exception {
    Zone zone = mixed(SigningKey.generate(algorithm), 600);
    SignatureLedger expected = sweep(zone, LIBRARY, zone.owners());
    assertThat(statuses(zone, expected))
        .contains(SignatureStatus.VALID, SignatureStatus.BOGUS, SignatureStatus.WRONG_LENGTH);
    Map<String, Long> verifiedBy = sweep(zone, ALWAYS, zone.owners()).verifiedBy();
    for (int size : new int[] {1, 7, 100, zone.owners()}) {
      SignatureLedger found = sweep(zone, ALWAYS, size);
      assertThat(statuses(zone, found))
          .as("ranges of %d", size)
          .isEqualTo(statuses(zone, expected));
      assertThat(found.counts()).isEqualTo(expected.counts());
      assertThat(found.verifiedBy()).isEqualTo(verifiedBy);
    }

    String own = algorithm == Algorithm.ECDSAP256SHA256 ? "zonegate P-256" : "zonegate P-384";
    assertThat(expected.verifiedBy()).doesNotContainKey(own);
    // Of 600, one in seven is spoilt, one in seven too short and one in seven too long.
    assertThat(verifiedBy).containsEntry(own, 600L - 86 - 86 - 85);
    assertThat(decided(verifiedBy)).isEqualTo(decided(expected.verifiedBy()));
    assertThat(rechecked(verifiedBy)).isBetween(40L, 140L);
    assertThat(rechecked(sweep(zone, new FastPath(1, 1, 600), zone.owners()).verifiedBy()))
        .isEqualTo(600L - 86 - 86 - 85);
  }

  private static long decided(Map<String, Long> verifiedBy) {
    return sum(verifiedBy, false);
  }

  private static long rechecked(Map<String, Long> verifiedBy) {
    return sum(verifiedBy, true);
  }

  private static long sum(Map<String, Long> verifiedBy, boolean again) {
    return verifiedBy.entrySet().stream()
        .filter(e -> e.getKey().startsWith("re-checks by ") == again)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Test
  void whatATableAcceptsAndTheLibraryDoesNotIsDisputed() throws Exception {
    SigningKey published = SigningKey.generate(Algorithm.ECDSAP256SHA256);
    SigningKey signer = SigningKey.generate(Algorithm.ECDSAP256SHA256);
    TinyZone text = new TinyZone(published);
    for (int i = 0; i < 100; i++) {
      text.add("h" + i + " TXT x");
      RRset txt = text.rrset("h" + i, Type.TXT);
      byte[] signature = signer.sign(TinyZone.message(txt, published));
      text.add(TinyZone.record(txt, published, signature));
    }
    Zone zone = text.read();
    KeyRing keys = KeyRing.of(zone);
    TabledKey wrong = new TabledKey(Curve.P256, signer.field(), 5);
    SignatureSweep sweep = new SignatureSweep(zone, keys);
    KeyTables tables = KeyTables.of(Map.of(keys.entries().get(0), wrong), new FastPath(1, 3, 7));

    SignatureLedger ledger =
        sweep.ledger(
            List.of(new RangeSweep(sweep, tables).sweep(new OwnerRange(0, zone.owners()))));

    assertThat(statuses(zone, ledger))
        .filteredOn(s -> s == SignatureStatus.DISPUTED)
        .hasSizeBetween(10, 70);
  }

  @ParameterizedTest
  @EnumSource(names = {"ECDSAP256SHA256", "ECDSAP384SHA384"})
  void revokedKeyIsNoBetterByTheTable(Algorithm algorithm) throws Exception {
    SigningKey key = SigningKey.generate(algorithm).withFlags(0x181);
    Zone zone = new TinyZone(key).add("h TXT x").signAll(key).read();

    assertThat(statuses(zone, sweep(zone, ALWAYS, zone.owners())))
        .contains(SignatureStatus.UNUSABLE_KEY)
        .doesNotContain(SignatureStatus.VALID);
  }

  @Test
  void keysOfOneTagAreLeftToTheLibrary() throws Exception {
    Map<Integer, SigningKey> byTag = new HashMap<>();
    SigningKey key;
    SigningKey before;
    do {
      key = SigningKey.generate(Algorithm.ECDSAP256SHA256);
      before = byTag.put(key.tag(), key);
    } while (before == null);
    SigningKey[] twins = {before, key};
    Zone zone = new TinyZone(twins).add("h TXT x").signAll(twins[1]).read();

    SignatureLedger ledger = sweep(zone, ALWAYS, zone.owners());

    assertThat(ledger.counts()).allSatisfy(c -> assertThat(c.verified()).isEqualTo(c.total()));
    assertThat(ledger.verifiedBy()).doesNotContainKey("zonegate P-256");
  }

  @Test
  void keyOfFewSignaturesIsLeftToTheLibrary() throws Exception {
    SigningKey key = SigningKey.generate(Algorithm.ECDSAP256SHA256);
    Zone zone = new TinyZone(key).add("h TXT x").signAll(key).read();

    assertThat(sweep(zone, new FastPath(5, 1, 9), 100).verifiedBy())
        .doesNotContainKey("zonegate P-256");
    assertThat(sweep(zone, new FastPath(4, 1, 9), 100).verifiedBy())
        .containsEntry("zonegate P-256", 4L);
  }

  @ParameterizedTest
  @EnumSource
  void ownVerifierPassesItsKnownAnswerTest(Curve curve) {
    assertThat(KnownAnswers.passes(curve)).isTrue();
  }

  @Test
  void verifierThatAcceptsASpoiltAnswerOrRejectsTheGoodOneFails() {
    assertThat(KnownAnswers.isTheLastAlone(new boolean[] {false, false, true})).isTrue();
    assertThat(KnownAnswers.isTheLastAlone(new boolean[] {false, false, false})).isFalse();
    assertThat(KnownAnswers.isTheLastAlone(new boolean[] {true, false, true})).isFalse();
    assertThat(KnownAnswers.isTheLastAlone(new boolean[] {false, true, true})).isFalse();
  }

  @Test
  void numbersBelowOneAreRefused() {
    assertThatThrownBy(() -> new FastPath(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FastPath(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FastPath(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
