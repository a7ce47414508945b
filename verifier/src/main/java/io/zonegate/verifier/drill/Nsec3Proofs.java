package io.zonegate.verifier.drill;

import io.zonegate.verifier.denial.Nsec3Chain;
import io.zonegate.verifier.denial.Nsec3Hasher;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;

/** Proofs by NSEC3 (RFC 5155 section 7.2). */
final class Nsec3Proofs implements Proofs {
  /** dnsjava hashes no more than eight names an answer, the wildcard and the name among them. */
  private static final int MAX_LABELS_BELOW_ENCLOSER = 5;

  private final Zone zone;
  private final Nsec3Chain chain;

  Nsec3Proofs(Zone zone, Nsec3Chain chain) {
    this.zone = zone;
    this.chain = chain;
  }

  /** The closest encloser that has an NSEC3, and the name one label below it. */
  private record Closest(KeyedName encloser, KeyedName nextCloser) {}

  @Override
  public Proof noData(KeyedName name) throws BeyondValidatorException {
    int entry = find(name);
    if (entry >= 0) {
      return Proof.of(false, rrset(entry));
    }
    Closest closest = closest(name);
    int cover = find(closest.nextCloser);
    if (find(closest.encloser.child("*")) == entry(cover)) {
      // It takes the covering NSEC3 for that of the wildcard which answers, and looks no further.
      throw new BeyondValidatorException(
          "the NSEC3 that covers the name is that of a wildcard beside it");
    }
    return Proof.of(isOptOut(cover), rrset(find(closest.encloser)), rrset(cover))
        .bridged(closest.encloser.length() != name.parent().length());
  }

  @Override
  public Proof nameError(KeyedName name, KeyedName encloser) throws BeyondValidatorException {
    Closest closest = closest(name);
    int cover = find(closest.nextCloser);
    int wildcard = find(closest.encloser.child("*"));
    if (wildcard >= 0) {
      // The encloser has no NSEC3, for there are only insecure delegations below it (RFC 5155
      // section 7.1), and the next one above has a wildcard: that the name is not made from it
      // has no proof.
      throw new BeyondValidatorException(
          "the name lies below an empty non-terminal under opt-out, beside a wildcard above that");
    }
    return Proof.of(isOptOut(cover), rrset(find(closest.encloser)), rrset(cover), rrset(wildcard))
        .bridged(closest.encloser.length() != encloser.length());
  }

  @Override
  public Proof wildcardAnswer(KeyedName name, KeyedName encloser) {
    int cover = find(nextCloser(name, encloser));
    return Proof.of(isOptOut(cover), rrset(cover));
  }

  @Override
  public Proof wildcardNoData(KeyedName name, KeyedName encloser) {
    int cover = find(nextCloser(name, encloser));
    return Proof.of(
        isOptOut(cover), rrset(find(encloser)), rrset(cover), rrset(find(encloser.child("*"))));
  }

  /** With opt-out an empty non-terminal may have no NSEC3: the next one above proves instead. */
  private Closest closest(KeyedName name) throws BeyondValidatorException {
    KeyedName below = name;
    KeyedName above = name.length() > zone.apexKeyLength() ? name.parent() : name;
    int labels = 1;
    while (above.length() > zone.apexKeyLength() && find(above) < 0) {
      below = above;
      above = above.parent();
      labels++;
    }
    if (labels > MAX_LABELS_BELOW_ENCLOSER) {
      throw new BeyondValidatorException(
          "the closest encloser is " + labels + " labels up, more than the validator hashes");
    }
    return new Closest(above, below);
  }

  private static KeyedName nextCloser(KeyedName name, KeyedName encloser) {
    KeyedName next = name;
    while (next.labels() > encloser.labels() + 1) {
      next = next.parent();
    }
    return next;
  }

  /** The name's entry, or {@code -1 - c} where entry c covers it. */
  private int find(KeyedName name) {
    return chain.find(new Nsec3Hasher(chain.parameters()).hash(name.key(), 0, name.length()));
  }

  private boolean isOptOut(int found) {
    return chain.isOptOut(entry(found));
  }

  private int rrset(int found) {
    return zone.findRrset(zone.owner(chain.record(entry(found))), RecordType.NSEC3);
  }

  private static int entry(int found) {
    return found >= 0 ? found : -1 - found;
  }
}
