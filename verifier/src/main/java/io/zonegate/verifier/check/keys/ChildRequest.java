package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the zone asks its parent to do with its DS RRset, by CDS and CDNSKEY records at the apex
 * (RFC 7344 section 3, RFC 8078 section 4).
 */
final class ChildRequest {
  /** {@code CDS 0 0 0 00}. */
  private static final byte[] CDS_DELETE = {0, 0, 0, 0, 0};

  /** {@code CDNSKEY 0 3 0 AA==}. */
  private static final byte[] CDNSKEY_DELETE = {0, 0, 3, 0, 0};

  private final List<byte[]> cds;
  private final List<byte[]> cdnskey;

  private ChildRequest(List<byte[]> cds, List<byte[]> cdnskey) {
    this.cds = cds;
    this.cdnskey = cdnskey;
  }

  static ChildRequest of(Zone zone) {
    return new ChildRequest(rdata(zone, RecordType.CDS), rdata(zone, RecordType.CDNSKEY));
  }

  private static List<byte[]> rdata(Zone zone, int type) {
    List<byte[]> found = new ArrayList<>();
    int rrset = zone.findRrset(0, type);
    if (rrset >= 0) {
      for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
        found.add(zone.rdata(r));
      }
    }
    return found;
  }

  boolean isEmpty() {
    return cds.isEmpty() && cdnskey.isEmpty();
  }

  boolean hasCds() {
    return !cds.isEmpty();
  }

  boolean hasCdnskey() {
    return !cdnskey.isEmpty();
  }

  /** Whether a record has algorithm 0, which asks for the deletion of the DS RRset. */
  boolean asksForDeletion() {
    return cds.stream().anyMatch(c -> c[2] == 0) || cdnskey.stream().anyMatch(c -> c[3] == 0);
  }

  /**
   * Whether the request for deletion is what RFC 8078 section 4 wants: each RRset has one record,
   * exactly {@code 0 0 0 00} or {@code 0 3 0 AA==}.
   */
  boolean isRightDeletion() {
    return isExactly(cds, CDS_DELETE) && isExactly(cdnskey, CDNSKEY_DELETE);
  }

  private static boolean isExactly(List<byte[]> records, byte[] wanted) {
    return records.isEmpty() || (records.size() == 1 && Arrays.equals(records.get(0), wanted));
  }

  /** The CDS records. */
  List<Ds> cds() {
    return cds.stream().map(Ds::of).toList();
  }

  /** The CDNSKEY records. */
  List<Dnskey> cdnskeys() {
    return cdnskey.stream().map(rdata -> new Dnskey(rdata, -1)).toList();
  }

  /** The DS RRset that the zone asks for; a CDNSKEY counts as its SHA-256 DS. */
  List<Ds> wanted(byte[] apex) {
    return hasCds() ? cds() : cdnskeys().stream().map(key -> Ds.sha256Of(apex, key)).toList();
  }
}
