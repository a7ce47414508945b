package io.zonegate.verifier.check;

import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.Zone;
import java.util.Set;

/** How large an RRset is, in an answer and as it is signed. Not thread-safe. */
public final class AnswerSize {
  /**
   * Octets of the largest message, over TCP (RFC 1035 section 4.2.2); and Unbound and Knot have no
   * more room than that for what they verify.
   */
  public static final int MOST = 65_535;

  private static final int HEADER = 12;

  /** Type and class behind the name of the question. */
  private static final int QUESTION = 4;

  /** Of a compressed name; the root's name is shorter as it is. */
  private static final int POINTER = 2;

  /** Type, class, TTL, RDATA length. */
  private static final int RECORD = 10;

  /** Of an RRSIG before the signer's name. */
  private static final int RRSIG = 18;

  /**
   * NS, MD, MF, CNAME, SOA, MB, MG, MR, PTR, MINFO, MX: servers may compress the names in these
   * (RFC 3597 section 4), and in no other type, RRSIG among them (RFC 4034 section 3.1.7).
   */
  private static final Set<Integer> COMPRESSED = Set.of(2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15);

  private final Zone zone;
  private final byte[] name = new byte[NameKey.MAX_WIRE_BYTES + 1];

  /** Sizes of the answers of this zone. */
  public AnswerSize(Zone zone) {
    this.zone = zone;
  }

  /** Whether neither size can be over {@link #MOST}, whatever the names: so with almost all. */
  public boolean isSmall(int rrset) {
    long size = HEADER + QUESTION + RRSIG + 2L * NameKey.MAX_WIRE_BYTES;
    for (int r = zone.firstRecord(rrset); r < zone.firstRecord(rrset + 1); r++) {
      size += NameKey.MAX_WIRE_BYTES + RECORD + zone.rdataLength(r);
    }
    return size <= MOST;
  }

  /**
   * Octets of header, question and the RRset with its RRSIGs; no server can make it smaller.
   *
   * @param owner the RRset's owner
   */
  public long least(int owner, int rrset) {
    int octets = zone.ownerWire(owner, name, 0);
    int before = Math.min(POINTER, octets) + RECORD;
    boolean compressed = COMPRESSED.contains(zone.type(rrset));
    long size = (long) HEADER + octets + QUESTION;
    for (int r = zone.firstRecord(rrset); r < zone.firstRecord(rrset + 1); r++) {
      boolean shortened = compressed && r < zone.firstSignature(rrset);
      size += before + (shortened ? POINTER : zone.rdataLength(r));
    }
    return size;
  }

  /**
   * Octets that each RRSIG of the RRset is over (RFC 4034 section 3.1.8.1), names uncompressed.
   *
   * @param owner the RRset's owner
   */
  public long signed(int owner, int rrset) {
    int before = zone.ownerWire(owner, name, 0) + RECORD;
    long size = (long) RRSIG + zone.apex().length;
    for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
      size += before + zone.rdataLength(r);
    }
    return size;
  }
}
