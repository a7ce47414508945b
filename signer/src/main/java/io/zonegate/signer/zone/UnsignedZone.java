package io.zonegate.signer.zone;

import java.util.Iterator;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * A zone in canonical order of owner names, ready to be signed. The signer adds its records to the
 * nodes.
 *
 * @param apex name of the zone
 * @param nodes every name that has records, in canonical order; the apex is the first
 */
public record UnsignedZone(Name apex, List<Node> nodes) {

  private static final int SOA_SERIAL_FROM_END = 20;
  private static final int SOA_MINIMUM_FROM_END = 4;

  /** The node of the apex. */
  public Node apexNode() {
    return nodes.get(0);
  }

  /** The SOA RRset. */
  public RrSet soa() {
    return apexNode().set(Type.SOA);
  }

  /** Serial of the SOA, 0 to 2^32 - 1. */
  public long serial() {
    return serial(soa().rdata().get(0));
  }

  /**
   * TTL of negative answers and so of NSEC and NSEC3: the lower of the SOA's TTL and its minimum
   * (RFC 9077, 3).
   */
  public long denialTtl() {
    return Math.min(soa().ttl(), field(soa().rdata().get(0), SOA_MINIMUM_FROM_END));
  }

  /** The serial in SOA RDATA. */
  static long serial(byte[] soa) {
    return field(soa, SOA_SERIAL_FROM_END);
  }

  private static long field(byte[] rdata, int fromEnd) {
    long value = 0;
    for (int i = rdata.length - fromEnd; i < rdata.length - fromEnd + 4; i++) {
      value = value << 8 | (rdata[i] & 0xff);
    }
    return value;
  }

  /** Replaces the SOA by one with this serial. */
  public void serial(long serial) {
    byte[] rdata = soa().rdata().get(0).clone();
    for (int i = 0; i < 4; i++) {
      rdata[rdata.length - SOA_SERIAL_FROM_END + i] = (byte) (serial >> (24 - 8 * i));
    }
    apexNode().put(RrSet.of(Type.SOA, soa().ttl(), rdata));
  }

  /**
   * The nodes of the zone and more of them, together in canonical order.
   *
   * @param more in canonical order
   * @return throws IllegalStateException on the way where a name is in both
   */
  public Iterator<Node> nodesWith(List<Node> more) {
    return new Iterator<>() {
      private int ours;
      private int others;

      @Override
      public boolean hasNext() {
        return ours < nodes.size() || others < more.size();
      }

      @Override
      public Node next() {
        if (others == more.size()) {
          return nodes.get(ours++);
        }
        Node other = more.get(others);
        int order = ours == nodes.size() ? 1 : nodes.get(ours).owner().compareTo(other.owner());
        if (order == 0) {
          throw new IllegalStateException(
              "Name " + other.owner() + " is in the zone and is a hashed owner name too");
        }
        if (order < 0) {
          return nodes.get(ours++);
        }
        others++;
        return other;
      }
    };
  }
}
