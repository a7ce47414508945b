package io.zonegate.signer.sign;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.signer.duty.KeyDuties;
import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.RrSet;
import io.zonegate.signer.zone.ZoneInputException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.xbill.DNS.Type;

/** Makes the CDS and CDNSKEY RRsets. Both name the same keys (RFC 7344, 4). */
final class ParentRequestRecords {

  private static final byte SHA256 = 2;

  /** CDS 0 0 0 00 (RFC 8078, 4). */
  private static final byte[] DELETE_CDS = {0, 0, 0, 0, 0};

  /** CDNSKEY 0 3 0 AA== (RFC 8078, 4). */
  private static final byte[] DELETE_CDNSKEY = {0, 0, 3, 0, 0};

  private ParentRequestRecords() {}

  /**
   * Puts both at the apex.
   *
   * @param keys those that the parent is to have DS records for
   */
  static void add(Path file, Node apex, ParentRequest request, List<DnskeyRdata> keys, long ttl) {
    if (request == ParentRequest.AS_GIVEN) {
      return;
    }
    for (int type : new int[] {KeyDuties.CDS, KeyDuties.CDNSKEY}) {
      RrSet given = apex.set(type);
      if (given != null) {
        throw new ZoneInputException(
            file,
            given.line(),
            Type.string(type)
                + " is in the unsigned zone, and the policy has the signer make it; remove it, or set"
                + " cds to \"as-given\"");
      }
    }
    RrSet cds = new RrSet(KeyDuties.CDS, ttl, 0);
    RrSet cdnskey = new RrSet(KeyDuties.CDNSKEY, ttl, 0);
    if (request == ParentRequest.DELETE) {
      cds.add(DELETE_CDS);
      cdnskey.add(DELETE_CDNSKEY);
    } else {
      keys.forEach(key -> cds.add(cds(apex.owner().wire(), key)));
      keys.forEach(key -> cdnskey.add(key.wire()));
    }
    apex.put(cds);
    apex.put(cdnskey);
  }

  /** Key tag, algorithm, SHA-256 over owner and DNSKEY RDATA (RFC 4034, 5.1; RFC 4509). */
  private static byte[] cds(byte[] owner, DnskeyRdata key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(owner);
      byte[] octets = digest.digest(key.wire());
      return ByteBuffer.allocate(4 + octets.length)
          .putShort((short) key.keyTag())
          .put((byte) key.algorithm().number())
          .put(SHA256)
          .put(octets)
          .array();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java", e);
    }
  }
}
