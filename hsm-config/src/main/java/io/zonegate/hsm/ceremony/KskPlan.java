package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * What KSKs are asked to sign, and have signed: the same RRsets for every slot. Request and
 * response both have it whole.
 *
 * @param zone absolute name of the apex, in lower case
 * @param from beginning of the period in which zones are to be signed
 * @param until its end, which does not belong to it
 * @param ttl TTL of all RRsets in seconds, 0 to 2^31 - 1
 * @param keys the keys of the DNSKEY RRset; none twice
 * @param requests the CDS and CDNSKEY RRsets, where the zone has them
 * @param slots when the signatures are valid, in the order of their inception
 */
public record KskPlan(
    Name zone,
    Instant from,
    Instant until,
    long ttl,
    List<CeremonyKey> keys,
    List<KskRrset> requests,
    List<Slot> slots) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when a part cannot be or contradicts another
   */
  public KskPlan {
    zone = zone.canonicalize();
    keys = List.copyOf(keys);
    requests = List.copyOf(requests);
    slots = List.copyOf(slots);
    long period = ttl;
    demand(zone.isAbsolute(), "zone name " + zone + " is not absolute");
    demand(
        Slot.whole(from) && Slot.whole(until) && from.isBefore(until),
        "the period from " + from + " until " + until + " is empty or has fractions of seconds");
    demand(
        keys.stream().map(CeremonyKey::dnskey).distinct().count() == keys.size(),
        "a key is given twice");
    demand(
        keys.stream().anyMatch(key -> key.use() == KeyUse.SIGNING_KSK),
        "no key is a " + KeyUse.SIGNING_KSK.word() + "; one is needed");
    demand(
        requests.stream().map(KskRrset::type).distinct().count() == requests.size()
            && requests.stream().noneMatch(set -> set.type() == Type.DNSKEY)
            && requests.stream().allMatch(set -> set.ttl() == period),
        "beside DNSKEY there are one CDS and one CDNSKEY RRset at most, with the TTL of DNSKEY");
    demand(
        !slots.isEmpty() && slots.size() <= Slots.MOST,
        "there are " + slots.size() + " bundles; 1 to " + Slots.MOST + " are allowed");
    for (int i = 1; i < slots.size(); i++) {
      demand(
          slots.get(i - 1).inception().isBefore(slots.get(i).inception()),
          "bundle " + (i + 1) + " does not begin after the one before it");
    }
  }

  private static void demand(boolean truth, String otherwise) {
    if (!truth) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** The RRsets to be signed, DNSKEY first. */
  public List<KskRrset> rrsets() {
    return Stream.concat(
            Stream.of(KskRrset.dnskey(ttl, keys.stream().map(CeremonyKey::dnskey).toList())),
            requests.stream())
        .toList();
  }

  /** The keys with this use. */
  public List<DnskeyRdata> keys(KeyUse use) {
    return keys.stream().filter(key -> key.use() == use).map(CeremonyKey::dnskey).toList();
  }

  /** What tells these RRsets and KSKs, of a zone to be signed, from the plan's; empty for none. */
  List<String> differences(List<KskRrset> toPublish, List<DnskeyRdata> activeKsks) {
    List<String> found = new ArrayList<>();
    List<KskRrset> signed = rrsets();
    for (int type : KskRrset.TYPES) {
      KskRrset ours = ofType(toPublish, type);
      KskRrset theirs = ofType(signed, type);
      if (ours != null && theirs != null) {
        found.addAll(ours.differences(theirs));
      } else if (ours != null) {
        found.add(ours.name() + " is to be published and was not signed");
      } else if (theirs != null) {
        found.add(theirs.name() + " was signed and is not to be published");
      }
    }
    List<DnskeyRdata> signers = keys(KeyUse.SIGNING_KSK);
    activeKsks.stream()
        .filter(key -> !signers.contains(key))
        .forEach(key -> found.add(CeremonyKey.shown(key) + " is active and did not sign"));
    signers.stream()
        .filter(key -> !activeKsks.contains(key))
        .forEach(key -> found.add(CeremonyKey.shown(key) + " signed and is not active"));
    return found;
  }

  private static KskRrset ofType(List<KskRrset> sets, int type) {
    return sets.stream().filter(set -> set.type() == type).findFirst().orElse(null);
  }
}
