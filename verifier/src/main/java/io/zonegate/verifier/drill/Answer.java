package io.zonegate.verifier.drill;

import io.zonegate.verifier.zone.Zone;
import java.util.LinkedHashSet;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** An answer under construction, and what it is made of. */
final class Answer {
  private final Zone zone;
  private final ValidatorScope scope;
  private final Name name;
  private final Message message;
  private final Set<Integer> rrsets = new LinkedHashSet<>();
  private boolean optOut;
  private boolean bridged;

  Answer(Zone zone, ValidatorScope scope, Name name, int type) {
    this.zone = zone;
    this.scope = scope;
    this.name = name;
    this.message = new Message();
    message.getHeader().setFlag(Flags.QR);
    message.getHeader().setFlag(Flags.AA);
    message.addRecord(Record.newRecord(name, type, DClass.IN), Section.QUESTION);
  }

  /**
   * Adds an RRset and its RRSIGs under this owner name; -1, what the zone has not, adds nothing.
   */
  void add(int section, int rrset, Name owner) throws BeyondValidatorException {
    if (rrset < 0 || !rrsets.add(rrset)) {
      return;
    }
    scope.require(rrset);
    for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
      message.addRecord(record(r, zone.type(rrset), owner), section);
    }
    for (int r = zone.firstSignature(rrset); r < zone.firstRecord(rrset + 1); r++) {
      message.addRecord(record(r, Type.RRSIG, owner), section);
    }
  }

  private Record record(int record, int type, Name owner) throws BeyondValidatorException {
    Record parsed = Record.newRecord(owner, type, DClass.IN, zone.ttl(record), zone.rdata(record));
    if (parsed == null) {
      throw new BeyondValidatorException(
          owner + " " + Type.string(type) + ": dnsjava cannot read the record");
    }
    return parsed;
  }

  void restsOn(Proof proof) {
    optOut = proof.optOut();
    bridged = proof.bridged();
  }

  /** Whether its proof is that of a name above an empty non-terminal without NSEC3. */
  boolean isBridged() {
    return bridged;
  }

  Name name() {
    return name;
  }

  Message message() {
    return message;
  }

  /** The RRsets of the zone that are in the answer. */
  Set<Integer> rrsets() {
    return rrsets;
  }

  /** Whether a validator takes the answer for insecure at best. */
  boolean restsOnOptOut() {
    return optOut;
  }
}
