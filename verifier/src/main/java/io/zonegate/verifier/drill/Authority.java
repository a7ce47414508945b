package io.zonegate.verifier.drill;

import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/**
 * Answers from the zone as an authoritative server answers a query with the DO bit (RFC 1034
 * section 4.3.2, RFC 4592 section 2, RFC 6672 section 3.2, RFC 4035 section 3.1). It is asked only
 * for what the zone is authoritative for.
 */
final class Authority {
  private final Zone zone;
  private final Proofs proofs;
  private final ValidatorScope scope;

  /**
   * @param proofs null if the zone has no chain of denial
   */
  Authority(Zone zone, Proofs proofs, ValidatorScope scope) {
    this.zone = zone;
    this.proofs = proofs;
    this.scope = scope;
  }

  /**
   * Answers.
   *
   * @throws BeyondValidatorException if the answer has something in it that cannot be judged
   */
  Answer answer(KeyedName name, int type) throws BeyondValidatorException {
    Answer answer = new Answer(zone, scope, name.name(), type);
    int redirecting = redirecting(name);
    if (redirecting >= 0) {
      redirect(answer, redirecting);
      return answer;
    }
    int owner = inTree(name);
    if (owner >= 0) {
      atOwner(answer, name, owner, type);
    } else if (isEmptyNonTerminal(name)) {
      deny(answer, proofs == null ? null : proofs.noData(name));
    } else {
      belowEncloser(answer, name, type);
    }
    return answer;
  }

  private void atOwner(Answer answer, KeyedName name, int owner, int type)
      throws BeyondValidatorException {
    int rrset = answering(owner, type);
    if (rrset >= 0) {
      answer.add(Section.ANSWER, rrset, name.name());
    } else {
      deny(answer, proofs == null ? null : proofs.noData(name));
    }
  }

  private void belowEncloser(Answer answer, KeyedName name, int type)
      throws BeyondValidatorException {
    KeyedName encloser = name.parent();
    while (inTree(encloser) < 0 && !isEmptyNonTerminal(encloser)) {
      encloser = encloser.parent();
    }
    KeyedName wildcard = encloser.child("*");
    int owner = inTree(wildcard);
    if (owner < 0) {
      answer.message().getHeader().setRcode(Rcode.NXDOMAIN);
      deny(answer, proofs == null ? null : proofs.nameError(name, encloser));
      return;
    }
    int rrset = answering(owner, type);
    if (rrset < 0) {
      deny(answer, proofs == null ? null : proofs.wildcardNoData(name, encloser));
      return;
    }
    answer.add(Section.ANSWER, rrset, name.name());
    prove(answer, proofs == null ? null : proofs.wildcardAnswer(name, encloser));
  }

  private void deny(Answer answer, Proof proof) throws BeyondValidatorException {
    answer.add(Section.AUTHORITY, zone.findRrset(0, RecordType.SOA), KeyedName.of(zone, 0).name());
    prove(answer, proof);
  }

  private void prove(Answer answer, Proof proof) throws BeyondValidatorException {
    if (proof == null) {
      return;
    }
    for (int rrset : proof.rrsets()) {
      int owner = zone.owner(zone.firstRecord(rrset));
      answer.add(Section.AUTHORITY, rrset, KeyedName.of(zone, owner).name());
    }
    answer.restsOn(proof);
  }

  private void redirect(Answer answer, int owner) throws BeyondValidatorException {
    int rrset = zone.findRrset(owner, RecordType.DNAME);
    if (zone.firstSignature(rrset) - zone.firstRecord(rrset) > 1) {
      throw new BeyondValidatorException(
          zone.ownerName(owner) + " has more than one DNAME; see ZONE-RULES");
    }
    answer.add(Section.ANSWER, rrset, KeyedName.of(zone, owner).name());
    DNAMERecord dname = (DNAMERecord) answer.message().getSection(Section.ANSWER).get(0);
    try {
      answer
          .message()
          .addRecord(
              new CNAMERecord(
                  answer.name(), DClass.IN, dname.getTTL(), answer.name().fromDNAME(dname)),
              Section.ANSWER);
    } catch (NameTooLongException e) {
      throw new BeyondValidatorException(
          answer.name() + ": the name that the DNAME makes is too long");
    }
  }

  /** The owner's RRset of this type, or else its CNAME; -1 if it has neither. */
  private int answering(int owner, int type) {
    int rrset = zone.findRrset(owner, type);
    return rrset >= 0 ? rrset : zone.findRrset(owner, RecordType.CNAME);
  }

  /** The owner above the name that has a DNAME, or -1. */
  private int redirecting(KeyedName name) {
    for (KeyedName above = name; above.length() > zone.apexKeyLength(); ) {
      above = above.parent();
      int owner = inTree(above);
      if (owner >= 0 && zone.findRrset(owner, RecordType.DNAME) >= 0) {
        return owner;
      }
    }
    return -1;
  }

  private int inTree(KeyedName name) {
    int owner = zone.findOwner(name.key(), 0, name.length());
    return owner >= 0 && zone.structure().isInTree(owner) ? owner : -1;
  }

  private boolean isEmptyNonTerminal(KeyedName name) {
    int owner = zone.findOwner(name.key(), 0, name.length());
    Structure structure = zone.structure();
    int next = owner >= 0 ? owner + 1 : -1 - owner;
    while (next < zone.owners() && KeyedName.of(zone, next).isWithin(name)) {
      if (structure.isInTree(next)) {
        return true;
      }
      next++;
    }
    return false;
  }
}
