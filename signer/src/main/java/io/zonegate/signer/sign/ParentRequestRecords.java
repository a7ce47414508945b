package io.zonegate.signer.sign;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.file.Sha256;
import io.zonegate.signer.duty.KeyDuties;
import io.zonegate.signer.zone.RrSet;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import org.xbill.DNS.Name;

/** Makes the CDS and CDNSKEY RRsets. Both name the same keys (RFC 7344, 4). */
final class ParentRequestRecords {

  private static final byte SHA256 = 2;

  /** CDS 0 0 0 00 (RFC 8078, 4). */
  private static final byte[] DELETE_CDS = {0, 0, 0, 0, 0};

  /** CDNSKEY 0 3 0 AA== (RFC 8078, 4). */
  private static final byte[] DELETE_CDNSKEY = {0, 0, 3, 0, 0};

  private ParentRequestRecords() {}

  /**
   * CDS and CDNSKEY; none if the policy leaves them to the unsigned zone.
   *
   * @param zone name of the zone
   * @param keys those that the parent is to have DS records for
   */
  static List<RrSet> of(Name zone, ParentRequest request, List<DnskeyRdata> keys, long ttl) {
    if (request == ParentRequest.AS_GIVEN) {
      return List.of();
    }
    RrSet cds = new RrSet(KeyDuties.CDS, ttl, 0);
    RrSet cdnskey = new RrSet(KeyDuties.CDNSKEY, ttl, 0);
    if (request == ParentRequest.DELETE) {
      cds.add(DELETE_CDS);
      cdnskey.add(DELETE_CDNSKEY);
    } else {
      keys.forEach(key -> cds.add(cds(zone.toWireCanonical(), key)));
      keys.forEach(key -> cdnskey.add(key.wire()));
    }
    return List.of(cds, cdnskey);
  }

  /** Key tag, algorithm, SHA-256 over owner and DNSKEY RDATA (RFC 4034, 5.1; RFC 4509). */
  private static byte[] cds(byte[] owner, DnskeyRdata key) {
    MessageDigest digest = Sha256.function();
    digest.update(owner);
    byte[] octets = digest.digest(key.wire());
    return ByteBuffer.allocate(4 + octets.length)
        .putShort((short) key.keyTag())
        .put((byte) key.algorithm().number())
        .put(SHA256)
        .put(octets)
        .array();
  }
}
