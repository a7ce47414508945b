package io.zonegate.signer.reuse;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** RDATA of an RRSIG record (RFC 4034, 3.1). Immutable. */
final class Rrsig {

  /** Octets before the signer's name. */
  static final int FIXED_OCTETS = 18;

  private static final long MOST = 0xffffffffL;

  private final byte[] octets;
  private final ByteBuffer rdata;
  private final int beginning;

  /**
   * RDATA in wire form.
   *
   * @param beginning octets up to the signature field
   */
  Rrsig(byte[] octets, int beginning) {
    this.octets = octets;
    this.rdata = ByteBuffer.wrap(octets);
    this.beginning = beginning;
  }

  int covered() {
    return rdata.getShort(0) & 0xffff;
  }

  int algorithm() {
    return rdata.get(2) & 0xff;
  }

  int labels() {
    return rdata.get(3) & 0xff;
  }

  /** The original TTL. */
  long ttl() {
    return rdata.getInt(4) & MOST;
  }

  int expiration() {
    return rdata.getInt(8);
  }

  int inception() {
    return rdata.getInt(12);
  }

  int keyTag() {
    return rdata.getShort(16) & 0xffff;
  }

  /** Whether the signer's name is this one, in canonical wire form. */
  boolean signedBy(byte[] name) {
    return Arrays.equals(octets, FIXED_OCTETS, beginning, name, 0, name.length);
  }

  /** Octets of the RDATA up to the signature field. */
  int beginningLength() {
    return beginning;
  }

  /** The RDATA up to the signature field. */
  byte[] beginning() {
    return Arrays.copyOf(octets, beginning);
  }

  /** The signature field. */
  byte[] signature() {
    return Arrays.copyOfRange(octets, beginning, octets.length);
  }

  /** The whole RDATA in wire form. */
  byte[] wire() {
    return octets;
  }
}
