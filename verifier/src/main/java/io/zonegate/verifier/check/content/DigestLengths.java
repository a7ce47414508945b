package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;

/**
 * Digests that have not the length of their type. Servers refuse a whole zone for one of them: BIND
 * for each of them, others for DS.
 */
final class DigestLengths {
  private DigestLengths() {}

  /** Examines an RRset of DS, CDS, TA, DLV or SSHFP records. */
  static void examine(Zone zone, int owner, int rrset, Examination examination) {
    int type = zone.type(rrset);
    // Algorithm and type of a fingerprint are one octet each; a DS has a key tag before them.
    int before = type == RecordType.SSHFP ? 2 : 4;
    for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
      int digestType = zone.rdataArray(r)[zone.rdataOffset(r) + before - 1] & 0xff;
      int octets = zone.rdataLength(r) - before;
      int expected = expected(type, digestType, octets);
      if (octets != expected) {
        examination.block(
            owner,
            type,
            r,
            () ->
                RecordType.mnemonic(type)
                    + " of "
                    + zone.ownerName(owner)
                    + " has a digest of "
                    + octets
                    + " octets; digest type "
                    + digestType
                    + " has "
                    + expected,
            "octets",
            octets,
            "expected",
            expected);
      }
    }
  }

  /** The length of a digest type in octets; what is there where the type is not known. */
  private static int expected(int type, int digestType, int octets) {
    return switch (digestType) {
      case 1 -> 20;
      case 2 -> 32;
      // SHA-384 for DS; SSHFP has no such type.
      case 4 -> type == RecordType.SSHFP ? octets : 48;
      default -> octets;
    };
  }
}
