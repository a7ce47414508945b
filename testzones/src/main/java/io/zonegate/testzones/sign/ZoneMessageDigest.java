package io.zonegate.testzones.sign;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;

/** The digest of a small zone for its ZONEMD record (RFC 8976 3). */
public final class ZoneMessageDigest {

  /** Type number of ZONEMD. */
  public static final int ZONEMD = 63;

  private static final int SIMPLE = 1;

  private ZoneMessageDigest() {}

  /**
   * RDATA of a right ZONEMD record, by the scheme SIMPLE.
   *
   * @param hash 1 for SHA-384, 2 for SHA-512
   */
  public static byte[] rdata(SignedZone zone, long serial, int hash) {
    return rdata(serial, SIMPLE, hash, digest(zone, hash == 1 ? "SHA-384" : "SHA-512"));
  }

  /** RDATA of any ZONEMD record. */
  public static byte[] rdata(long serial, int scheme, int hash, byte[] digest) {
    return ByteBuffer.allocate(6 + digest.length)
        .putInt((int) serial)
        .put((byte) scheme)
        .put((byte) hash)
        .put(digest)
        .array();
  }

  private static byte[] digest(SignedZone zone, String hash) {
    Comparator<Record> order =
        Comparator.comparing(Record::getName)
            .thenComparingInt(Record::getType)
            .thenComparing(CanonicalForm::rdata, Arrays::compareUnsigned);
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    Record previous = null;
    for (Record r : zone.records().stream().sorted(order).toList()) {
      boolean repeated = previous != null && order.compare(previous, r) == 0;
      if (!repeated && !isExcluded(r, zone.origin())) {
        add(r, octets);
      }
      previous = r;
    }
    try {
      return MessageDigest.getInstance(hash).digest(octets.toByteArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks " + hash, e);
    }
  }

  private static boolean isExcluded(Record r, Name origin) {
    int type = r instanceof RRSIGRecord rrsig ? rrsig.getTypeCovered() : r.getType();
    return type == ZONEMD && r.getName().equals(origin);
  }

  private static void add(Record r, ByteArrayOutputStream octets) {
    byte[] rdata = CanonicalForm.rdata(r);
    octets.writeBytes(r.getName().toWireCanonical());
    octets.writeBytes(
        ByteBuffer.allocate(10)
            .putShort((short) r.getType())
            .putShort((short) 1)
            .putInt((int) r.getTTL())
            .putShort((short) rdata.length)
            .array());
    octets.writeBytes(rdata);
  }
}
