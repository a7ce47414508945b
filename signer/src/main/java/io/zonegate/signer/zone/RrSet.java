package io.zonegate.signer.zone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The records of one owner and type, and the signatures made over them. RDATA is kept in wire form
 * as it was written; its canonical form decides order and equality.
 */
public final class RrSet {

  private final int type;
  private final long ttl;
  private final int line;
  private final List<byte[]> rdata = new ArrayList<>(2);
  private final List<byte[]> signatures = new ArrayList<>(1);

  /**
   * An empty RRset.
   *
   * @param ttl seconds, 0 to 2^31 - 1
   * @param line line of the first record in the master file, 0 when the signer makes it
   */
  public RrSet(int type, long ttl, int line) {
    this.type = type;
    this.ttl = ttl;
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
    int low = 0;
    int high = rdata.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = Arrays.compareUnsigned(canonical, CanonicalRdata.of(type, rdata.get(middle)));
      if (order == 0) {
        return;
      }
      low = order > 0 ? middle + 1 : low;
      high = order < 0 ? middle : high;
    }
    rdata.add(low, octets);
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

  /** RDATA in wire form as written, in canonical order (RFC 4034, 6.3). */
  public List<byte[]> rdata() {
    return rdata;
  }

  /** RDATA of the RRSIG records over this RRset: those kept, then new ones in the order of keys. */
  public List<byte[]> signatures() {
    return signatures;
  }
}
