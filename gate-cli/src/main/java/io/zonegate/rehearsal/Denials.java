package io.zonegate.rehearsal;

import io.zonegate.rollover.DenialWay;
import io.zonegate.signer.denial.DenialMode;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.denial.Nsec3Chain;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a zone denies existence, read from its records.
 *
 * @param ways the ways; one in a sound signed zone, none in an unsigned one
 * @param ttl largest TTL of an NSEC or NSEC3 record in seconds; -1 without any
 */
record Denials(Set<DenialWay> ways, long ttl) {
  /** Of a zone that is not signed. */
  static final Denials NONE = new Denials(Set.of(), -1);

  /** Copies the set. */
  Denials {
    ways = Set.copyOf(ways);
  }

  /** Those of a zone. */
  static Denials of(Zone zone) {
    DenialFacts facts = DenialFacts.of(zone);
    Set<DenialWay> ways = EnumSet.noneOf(DenialWay.class);
    if (facts.hasNsec()) {
      ways.add(DenialWay.NSEC);
    }
    for (Nsec3Chain chain : facts.chains()) {
      ways.add(chain.hasOptOut() ? DenialWay.NSEC3_OPT_OUT : DenialWay.NSEC3);
    }
    long ttl = -1;
    for (int rrset = 0; rrset < zone.rrsets(); rrset++) {
      int type = zone.type(rrset);
      if (zone.hasData(rrset) && (type == RecordType.NSEC || type == RecordType.NSEC3)) {
        ttl = Math.max(ttl, zone.ttl(zone.firstRecord(rrset)));
      }
    }
    return new Denials(ways, ttl);
  }

  /** The way that a signer with this policy takes. */
  static DenialWay by(DenialMode mode) {
    return !(mode instanceof DenialMode.Nsec3 nsec3)
        ? DenialWay.NSEC
        : nsec3.optOut() ? DenialWay.NSEC3_OPT_OUT : DenialWay.NSEC3;
  }

  /** For messages. */
  @Override
  public String toString() {
    return ways.isEmpty() ? "nothing" : words(ways);
  }

  private static String words(Collection<DenialWay> ways) {
    return ways.stream().sorted().map(DenialWay::word).collect(Collectors.joining(" and "));
  }

  /** How it differs from what is due; empty if it does not. */
  Optional<String> differs(DenialWay due) {
    return ways.equals(Collections.singleton(due))
        ? Optional.empty()
        : Optional.of("existence is denied by " + this + ", planned " + due.word());
  }
}
