package io.zonegate.verifier.drill;

import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.Rrsig;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.Set;

/**
 * What dnsjava's validator (3.6) can judge. What lies beyond is left out of the drill, since its
 * answer would say something about the validator and nothing about the zone.
 */
final class ValidatorScope {
  /** More additional iterations make it take NSEC3 for insecure, at worst. */
  static final int MAX_ITERATIONS = 150;

  /** It gives up on an RRset after so many RRSIGs. */
  private static final int MAX_SIGNATURES = 8;

  /**
   * Types whose RDATA it reads and puts into canonical form rightly. It lower-cases the names in
   * SVCB, HTTPS, IPSECKEY and HIP, which RFC 3597 section 7 does not allow; others are too rare to
   * be sure of.
   */
  private static final Set<Integer> TYPES =
      Set.of(
          RecordType.A,
          RecordType.NS,
          RecordType.CNAME,
          RecordType.SOA,
          12, // PTR
          15, // MX
          16, // TXT
          RecordType.AAAA,
          33, // SRV
          35, // NAPTR
          RecordType.DNAME,
          RecordType.DS,
          44, // SSHFP
          RecordType.NSEC,
          RecordType.DNSKEY,
          RecordType.NSEC3,
          RecordType.NSEC3PARAM,
          52, // TLSA
          RecordType.CDS,
          RecordType.CDNSKEY,
          257); // CAA

  private final Zone zone;
  private final KeyRing keys;

  ValidatorScope(Zone zone, KeyRing keys) {
    this.zone = zone;
    this.keys = keys;
  }

  static boolean knows(int type) {
    return TYPES.contains(type);
  }

  /**
   * Whether it can use the key: it gives up after the first key that fails, so that a key that
   * shares algorithm and tag with another one is none for it.
   */
  boolean takes(KeyRing.Entry key) {
    return key.form() != null
        && key.dnskey().isUsable()
        && keys.find(key.dnskey().keyTag(), key.dnskey().algorithm()).size() == 1;
  }

  /** Refuses an RRset that it cannot judge. An RRset without RRSIG it can: it is bogus. */
  void require(int rrset) throws BeyondValidatorException {
    String name = zone.ownerName(zone.owner(zone.firstRecord(rrset)));
    String what = name + " " + RecordType.mnemonic(zone.type(rrset));
    if (!knows(zone.type(rrset))) {
      throw new BeyondValidatorException(what + ": the validator is not sure to know this type");
    }
    int first = zone.firstSignature(rrset);
    int end = zone.firstRecord(rrset + 1);
    if (end - first > MAX_SIGNATURES) {
      throw new BeyondValidatorException(
          what + " has more than " + MAX_SIGNATURES + " RRSIGs, which the validator does not take");
    }
    boolean named = false;
    boolean usable = false;
    for (int r = first; r < end; r++) {
      Rrsig rrsig = Rrsig.of(zone, r);
      if (Integer.compareUnsigned(rrsig.expiration(), rrsig.inception()) < 0) {
        throw new BeyondValidatorException(
            what + ": the validator knows no serial number arithmetic for the RRSIG's times");
      }
      for (KeyRing.Entry key : keys.find(rrsig.keyTag(), rrsig.algorithm())) {
        named = true;
        usable |= takes(key);
      }
    }
    if (named && !usable) {
      throw new BeyondValidatorException(
          what + ": the validator cannot use the keys of its RRSIGs (algorithm, or a shared tag)");
    }
  }
}
