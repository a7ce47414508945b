package io.zonegate.testzones.sign;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Signs a small zone in memory (RFC 4035 2). */
public final class ZoneSigner {

  private ZoneSigner() {}

  /**
   * Signs a zone: adds DNSKEY, NSEC or NSEC3 with NSEC3PARAM, and the RRSIGs.
   *
   * @param unsigned records of the zone, one SOA among them, without DNSSEC records other than DS
   *     (CDS and CDNSKEY may be there)
   * @return the signed zone in canonical order
   */
  public static SignedZone sign(Name origin, List<Record> unsigned, SigningPlan plan) {
    List<Record> records = new ArrayList<>(unsigned);
    for (SoftwareKey key : plan.keys().published()) {
      records.add(key.dnskey(origin, plan.dnskeyTtl()));
    }
    SignedZone zone = new SignedZone(origin, plan, records);
    addDenial(zone);
    signAll(zone);
    zone.sort();
    return zone;
  }

  /** Adds the records of the plan's denial of existence, not signed. */
  private static void addDenial(SignedZone zone) {
    Denial denial = zone.plan().denial();
    if (denial.nsec3()) {
      zone.add(DenialChain.nsec3param(zone.origin(), denial));
    }
    DenialChain.of(zone, denial).forEach(zone::add);
  }

  private static void signAll(SignedZone zone) {
    ZoneAuthority authority = zone.authority();
    List<Record> denial = new ArrayList<>(zone.ofType(Type.NSEC));
    denial.addAll(zone.ofType(Type.NSEC3));
    for (Name name : authority.authoritativeNames()) {
      for (int type : authority.signedTypes(name)) {
        zone.resign(name, type);
      }
    }
    for (Record r : denial) {
      zone.resign(r.getName(), r.getType());
    }
  }
}
