package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;

/** The owners of DNSKEY records, for ZONE-RULES: a zone key's owner is the name of a zone. */
final class DnskeyOwner {
  private DnskeyOwner() {}

  /** Reports the DNSKEY RRset of a name below the apex. */
  static void examine(Zone zone, int owner, int rrset, Examination examination) {
    for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
      boolean zoneKey = new Dnskey(zone.rdata(r), r).isZoneKey();
      examination.report(
          zoneKey ? Severity.BLOCK : Severity.WARN,
          owner,
          RecordType.DNSKEY,
          r,
          () ->
              zone.ownerName(owner)
                  + (zoneKey
                      ? " has a DNSKEY record with the Zone Key bit and is not the name of a zone"
                      : " has a DNSKEY record; BIND's validators reject any that is not at an apex"));
    }
  }
}
