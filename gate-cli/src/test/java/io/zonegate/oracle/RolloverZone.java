package io.zonegate.oracle;

import io.zonegate.caching.DnskeyRrset;
import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.testzones.sign.SoftwareKey;
import io.zonegate.testzones.sign.ZoneSigner;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * How a zone is signed. It has as few RRsets as a zone can have.
 *
 * @param keys the DNSKEY RRset; empty for a zone that is not signed
 * @param entries the keys that sign it
 * @param signers the keys that sign the other RRsets; one that is not published sends its
 *     signatures ahead, or leaves them behind
 * @param others the keys that sign the NS RRset
 * @param keysTtl TTL of the DNSKEY RRset in seconds
 * @param ttl largest TTL of the other RRsets in seconds
 */
record RolloverZone(
    Set<RolloverKey> keys,
    Set<RolloverKey> entries,
    Set<RolloverKey> signers,
    Set<RolloverKey> others,
    long keysTtl,
    long ttl) {
  static final Name ORIGIN = Name.fromConstantString("zone.example.");

  /** When the first release of a random rollover is. */
  static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  static final RolloverZone FIRST =
      new RolloverZone(
          Set.of(RolloverKey.K1, RolloverKey.Z1),
          Set.of(RolloverKey.K1),
          Set.of(RolloverKey.Z1),
          Set.of(RolloverKey.Z1),
          1_800,
          7_200);
  static final RolloverZone FIRST_WITH_TWO =
      new RolloverZone(
          Set.of(RolloverKey.K1, RolloverKey.Z1, RolloverKey.KB, RolloverKey.ZB),
          Set.of(RolloverKey.K1, RolloverKey.KB),
          Set.of(RolloverKey.Z1, RolloverKey.ZB),
          Set.of(RolloverKey.Z1, RolloverKey.ZB),
          1_800,
          7_200);
  static final RolloverZone UNSIGNED =
      new RolloverZone(Set.of(), Set.of(), Set.of(), Set.of(), 1_800, 7_200);

  /** Puts the keys in order: the same seed, the same rollover. */
  RolloverZone {
    keys = Collections.unmodifiableSet(new TreeSet<>(keys));
    entries = Collections.unmodifiableSet(new TreeSet<>(entries));
    signers = Collections.unmodifiableSet(new TreeSet<>(signers));
    others = Collections.unmodifiableSet(new TreeSet<>(others));
  }

  boolean isSigned() {
    return !keys.isEmpty();
  }

  /** Whether a resolver with an empty cache can verify all of it. */
  boolean isSound() {
    return !isSigned()
        || (keys.containsAll(entries)
            && Stream.of(entries, signers, others)
                .allMatch(set -> set.stream().anyMatch(this::verifies)));
  }

  private boolean verifies(RolloverKey key) {
    return keys.contains(key) && !key.isRevoked();
  }

  /** Whether every algorithm of it signs all of it. */
  boolean isComplete() {
    return !isSigned()
        || Stream.of(entries, signers, others)
            .allMatch(set -> algorithms(set).equals(algorithms(keys)));
  }

  private Set<Integer> algorithms(Set<RolloverKey> of) {
    return of.stream()
        .filter(this::verifies)
        .map(RolloverKey::algorithm)
        .collect(Collectors.toSet());
  }

  /** The DNSKEY RRset as the proof knows it. */
  DnskeyRrset keySet() {
    return new DnskeyRrset(
        keys.stream().map(RolloverKey::published).toList(), RolloverKey.signed(entries).signers());
  }

  /** The zone, really signed. */
  Zone make() throws Exception {
    List<Record> records =
        ZoneMaker.parse(
            """
            @ %1$d IN SOA ns.elsewhere.test. hostmaster.elsewhere.test. 1000 3600 600 86400 300
            @ %1$d IN NS  ns.elsewhere.test.
            """
                .formatted(ttl),
            ORIGIN);
    if (!isSigned()) {
      return read(records.stream().map(r -> r + "\n").collect(Collectors.joining()));
    }
    SigningPlan plan =
        new SigningPlan(
            new SigningKeys(software(entries), software(signers), software(keys)),
            Denial.nsec(),
            START.minus(Duration.ofDays(1)),
            START.plus(Duration.ofDays(60)),
            keysTtl);
    SignedZone zone = ZoneSigner.sign(ORIGIN, records, plan);
    for (RolloverKey signer : signers) {
      if (!keys.contains(signer)) {
        Record hidden = signer.software().dnskey(ORIGIN, keysTtl);
        zone.find(ORIGIN, Type.DNSKEY).stream().filter(hidden::equals).forEach(zone::remove);
      }
    }
    zone.resign(ORIGIN, Type.DNSKEY);
    zone.removeRrsigs(ORIGIN, Type.NS);
    for (SoftwareKey signer : software(others)) {
      zone.addSignature(ORIGIN, Type.NS, signer, fields -> fields);
    }
    return read(zone.text());
  }

  private static List<SoftwareKey> software(Set<RolloverKey> keys) {
    return keys.stream().map(RolloverKey::software).toList();
  }

  private static Zone read(String text) throws Exception {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    return ZoneSource.read(
        new ByteArrayInputStream(octets), "zone", NameText.wire(ORIGIN.toString()));
  }
}
