package io.zonegate.signer.zone;

import java.util.Arrays;
import java.util.List;

/**
 * The records of one owner and type, and the signatures made over them. RDATA is kept in wire form
 * as it was written; its canonical form decides order and equality.
 */
public final class RrSet {

  /** RDLENGTH (RFC 1035, 3.2.1). */
  private static final int LENGTH_OCTETS = 2;

  private final int type;
  private final int ttl;
  private final int line;

  /** The records one after another, each with its length before it: millions of RRsets are kept. */
  private byte[] records = {};

  /** Null while there are none. */
  private byte[][] signatures;

  /**
   * An empty RRset.
   *
   * @param ttl seconds, 0 to 2^31 - 1
   * @param line line of the first record in the master file, 0 when the signer makes it
   */
  public RrSet(int type, long ttl, int line) {
    this.type = type;
    this.ttl = (int) ttl;
    this.line = line;
  }

  /** An RRset of one record that the signer makes. */
  public static RrSet of(int type, long ttl, byte[] rdata) {
    RrSet set = new RrSet(type, ttl, 0);
    set.add(rdata);
    return set;
  }

  /**
   * Adds a record in its place in canonical order; one that is there already is dropped (RFC 2181,
   * 5).
   */
  public void add(byte[] octets) {
    byte[] canonical = CanonicalRdata.of(type, octets);
    int at = 0;
    while (at < records.length) {
      byte[] other = at(at);
      int order = Arrays.compareUnsigned(canonical, CanonicalRdata.of(type, other));
      if (order == 0) {
        return;
      }
      if (order < 0) {
        break;
      }
      at += LENGTH_OCTETS + other.length;
    }
    byte[] longer = new byte[records.length + LENGTH_OCTETS + octets.length];
    System.arraycopy(records, 0, longer, 0, at);
    longer[at] = (byte) (octets.length >> 8);
    longer[at + 1] = (byte) octets.length;
    System.arraycopy(octets, 0, longer, at + LENGTH_OCTETS, octets.length);
    System.arraycopy(records, at, longer, at + LENGTH_OCTETS + octets.length, records.length - at);
    records = longer;
  }

  private byte[] at(int start) {
    int rdata = start + LENGTH_OCTETS;
    return Arrays.copyOfRange(records, rdata, rdata + lengthAt(start));
  }

  private int lengthAt(int start) {
    return (records[start] & 0xff) << 8 | (records[start + 1] & 0xff);
  }

  /** How many records there are. */
  private int size() {
    int size = 0;
    for (int at = 0; at < records.length; at += LENGTH_OCTETS + lengthAt(at)) {
      size++;
    }
    return size;
  }

  /** Type number. */
  public int type() {
    return type;
  }

  /** TTL in seconds. */
  public long ttl() {
    return ttl;
  }

  /** Line of the first record in the master file, 0 when the signer made it. */
  public int line() {
    return line;
  }

  /** Copies of the RDATA in wire form as written, in canonical order (RFC 4034, 6.3). */
  public List<byte[]> rdata() {
    byte[][] rdata = new byte[size()][];
    int at = 0;
    for (int i = 0; i < rdata.length; i++) {
      rdata[i] = at(at);
      at += LENGTH_OCTETS + rdata[i].length;
    }
    return List.of(rdata);
  }

  /** Replaces all records by one. */
  public void replace(byte[] rdata) {
    records = new byte[0];
    add(rdata);
  }

  /** RDATA of the RRSIG records over this RRset: those kept, then new ones in the order of keys. */
  public List<byte[]> signatures() {
    return signatures == null ? List.of() : List.of(signatures);
  }

  /** Adds the RDATA of an RRSIG record. */
  public void sign(byte[] rrsig) {
    signatures =
        signatures == null ? new byte[1][] : Arrays.copyOf(signatures, signatures.length + 1);
    signatures[signatures.length - 1] = rrsig;
  }

  /** Drops the signatures, which need not be kept once they are written. */
  public void forgetSignatures() {
    signatures = null;
  }
}
