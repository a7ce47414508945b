package io.zonegate.verifier.drill;

import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;

/** Proofs by NSEC (RFC 4035 section 3.1.3). */
final class NsecProofs implements Proofs {
  private final Zone zone;

  NsecProofs(Zone zone) {
    this.zone = zone;
  }

  @Override
  public Proof noData(KeyedName name) {
    return Proof.of(false, at(name));
  }

  @Override
  public Proof nameError(KeyedName name, KeyedName encloser) {
    return Proof.of(false, at(name), at(encloser.child("*")));
  }

  @Override
  public Proof wildcardAnswer(KeyedName name, KeyedName encloser) {
    return Proof.of(false, at(name));
  }

  @Override
  public Proof wildcardNoData(KeyedName name, KeyedName encloser) {
    return Proof.of(false, at(name), at(encloser.child("*")));
  }

  /** The name's own NSEC RRset; of a name that owns nothing the one before it; -1 for none. */
  private int at(KeyedName name) {
    int owner = zone.findOwner(name.key(), 0, name.length());
    if (owner >= 0) {
      return zone.findRrset(owner, RecordType.NSEC);
    }
    for (int before = -2 - owner; before >= 0; before--) {
      int rrset = zone.findRrset(before, RecordType.NSEC);
      if (rrset >= 0) {
        return rrset;
      }
    }
    return -1;
  }
}
