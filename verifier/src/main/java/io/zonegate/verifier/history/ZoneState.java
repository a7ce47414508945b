package io.zonegate.verifier.history;

import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What caches remember of a zone long after it has changed: its keys, who signs, how long. This is
 * all that a rollover depends on.
 *
 * @param serial SOA serial, 0 to 2^32-1
 * @param keys the DNSKEY RRset in canonical order; empty if there is none
 * @param dnskeyTtl TTL of the DNSKEY RRset in seconds; -1 if there is none
 * @param data the sets of keys that sign RRsets together; see {@link SignerSurvey#data}
 * @param dnskeySigners the keys that sign the DNSKEY RRset
 * @param largestTtl largest TTL of a signed RRset in seconds, see {@link SignerSurvey#largestTtl};
 *     -1 if nothing is signed
 * @param soaMinimum minimum field of the SOA in seconds
 */
public record ZoneState(
    long serial,
    List<PublishedKey> keys,
    long dnskeyTtl,
    Set<Set<Signer>> data,
    Set<Signer> dnskeySigners,
    long largestTtl,
    long soaMinimum) {
  /** Copies the collections and puts the sets in an order that is the same every time. */
  public ZoneState {
    keys = List.copyOf(keys);
    data =
        data.stream()
            .map(ZoneState::ordered)
            .sorted(Comparator.comparing(ZoneState::described))
            .collect(
                Collectors.collectingAndThen(
                    Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
    dnskeySigners = ordered(dnskeySigners);
  }

  private static String described(Set<Signer> signers) {
    return signers.stream().map(s -> s + " " + s.sha256()).toList().toString();
  }

  private static Set<Signer> ordered(Set<Signer> signers) {
    return Collections.unmodifiableSet(new TreeSet<>(signers));
  }

  /** The state of a zone that was released: every RRSIG counts. */
  public static ZoneState of(Zone zone) throws SignerSurvey.TooManySetsException {
    KeyRing keys = KeyRing.of(zone);
    return of(zone, keys, SignerSurvey.of(zone, keys, record -> true));
  }

  /** The state of a zone that was surveyed already. */
  public static ZoneState of(Zone zone, KeyRing keys, SignerSurvey survey) {
    int rrset = zone.findRrset(0, RecordType.DNSKEY);
    return new ZoneState(
        zone.serial(),
        keys.entries().stream().map(e -> PublishedKey.of(e.dnskey())).toList(),
        rrset < 0 ? -1 : zone.ttl(zone.firstRecord(rrset)),
        survey.data().keySet(),
        survey.dnskey(),
        survey.largestTtl(),
        zone.soaMinimum());
  }

  /** Whether there is a DNSKEY RRset and anything is signed. */
  public boolean isSigned() {
    return !keys.isEmpty() && !data.isEmpty();
  }

  /** Whether a validator that has this DNSKEY RRset can verify what these keys sign. */
  public boolean verifies(Set<Signer> signers) {
    return signers.stream().anyMatch(s -> keys.stream().anyMatch(k -> k.isUsable() && s.isBy(k)));
  }

  /** Algorithms of the keys that a validator may use, ascending, each once. */
  public int[] algorithms() {
    return keys.stream()
        .filter(PublishedKey::isUsable)
        .mapToInt(PublishedKey::algorithm)
        .distinct()
        .sorted()
        .toArray();
  }
}
