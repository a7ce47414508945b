package io.zonegate.signer.zonemd;

import io.zonegate.signer.zone.CanonicalRdata;
import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.RrSet;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Type;

/**
 * ZONEMD with scheme SIMPLE and SHA-384: the digest over all records in canonical form and order,
 * glue included, without the apex ZONEMD and its signature (RFC 8976, 3.3.1 and 3.4).
 */
public final class ZoneDigest {

  /** Type number of ZONEMD. */
  public static final int ZONEMD = 63;

  private static final int SIMPLE = 1;
  private static final int SHA384 = 1;
  private static final int DIGEST_OCTETS = 48;

  private final MessageDigest digest;

  /** The digest of nothing yet. */
  public ZoneDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-384");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "SHA-384 is missing from this Java; ZONEMD cannot be made", e);
    }
  }

  /** RDATA with a digest of zeros, to stand in the zone until the rest is signed. */
  public static byte[] placeholder(long serial) {
    return rdata(serial, new byte[DIGEST_OCTETS]);
  }

  /** RDATA for the zone of which all nodes were added. */
  public byte[] rdata(long serial) {
    return rdata(serial, digest.digest());
  }

  private static byte[] rdata(long serial, byte[] digest) {
    return ByteBuffer.allocate(4 + 2 + digest.length)
        .putInt((int) serial)
        .put((byte) SIMPLE)
        .put((byte) SHA384)
        .put(digest)
        .array();
  }

  /** Adds the next node in canonical order; all of it is signed but for the apex ZONEMD. */
  public void add(Node node, boolean apex) {
    byte[] owner = node.owner().wire();
    boolean signaturesDone = false;
    for (RrSet set : node.sets()) {
      if (set.type() > Type.RRSIG && !signaturesDone) {
        addSignatures(owner, node, apex);
        signaturesDone = true;
      }
      if (!apex || set.type() != ZONEMD) {
        set.rdata()
            .forEach(
                rdata -> add(owner, set.type(), set.ttl(), CanonicalRdata.of(set.type(), rdata)));
      }
    }
    if (!signaturesDone) {
      addSignatures(owner, node, apex);
    }
  }

  /** A signature record and the TTL it has from what it covers. */
  private static final class Signature {
    final long ttl;
    final byte[] rdata;

    Signature(long ttl, byte[] rdata) {
      this.ttl = ttl;
      this.rdata = rdata;
    }
  }

  private void addSignatures(byte[] owner, Node node, boolean apex) {
    node.sets().stream()
        .filter(set -> !apex || set.type() != ZONEMD)
        .flatMap(set -> set.signatures().stream().map(rdata -> new Signature(set.ttl(), rdata)))
        .sorted((a, b) -> Arrays.compareUnsigned(a.rdata, b.rdata))
        .forEach(signature -> add(owner, Type.RRSIG, signature.ttl, signature.rdata));
  }

  private void add(byte[] owner, int type, long ttl, byte[] rdata) {
    digest.update(owner);
    digest.update(
        ByteBuffer.allocate(10)
            .putShort((short) type)
            .putShort((short) DClass.IN)
            .putInt((int) ttl)
            .putShort((short) rdata.length)
            .array());
    digest.update(rdata);
  }
}
