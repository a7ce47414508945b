package io.zonegate.verifier.crypto;

import io.zonegate.verifier.zone.Bytes;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.Arrays;

/**
 * The fields of an RRSIG record (RFC 4034 section 3.1), read where they lie: type covered (2
 * octets), algorithm (1), labels (1), original TTL (4), expiration (4), inception (4), key tag (2),
 * signer's name, signature.
 */
public final class Rrsig {
  /** Octets before the signer's name. */
  static final int FIXED = 18;

  private final byte[] array;
  private final int offset;
  private final int length;

  private Rrsig(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** The RRSIG with this record number. */
  public static Rrsig of(Zone zone, int record) {
    return new Rrsig(zone.rdataArray(record), zone.rdataOffset(record), zone.rdataLength(record));
  }

  /** Type covered. */
  public int covered() {
    return Bytes.uint16(array, offset);
  }

  /** Algorithm number. */
  public int algorithm() {
    return array[offset + 2] & 0xff;
  }

  /** Labels of the signed name, root and leading asterisk not counted. */
  public int labels() {
    return array[offset + 3] & 0xff;
  }

  /** Original TTL in seconds, as an unsigned number. */
  public long originalTtl() {
    return Integer.toUnsignedLong(Bytes.int32(array, offset + 4));
  }

  /** Expiration in seconds, to be compared in serial number arithmetic (RFC 1982). */
  public int expiration() {
    return Bytes.int32(array, offset + 8);
  }

  /** Inception in seconds, to be compared in serial number arithmetic. */
  public int inception() {
    return Bytes.int32(array, offset + 12);
  }

  /**
   * How much of a TTL in seconds counts for the time that caches may hold the RRset: validators cut
   * it at the expiration (RFC 4035 section 5.3.3), so that of a TTL beyond the signature's life
   * only half that life can be asked for.
   */
  public int countedTtl(int ttl) {
    return Math.min(ttl, Math.max(0, expiration() - inception()) / 2);
  }

  /** Key tag, 0 to 65535. */
  public int keyTag() {
    return Bytes.uint16(array, offset + 16);
  }

  /** Length of the signer's name in octets. */
  int signerLength() {
    return NameKey.wireLength(array, offset + FIXED);
  }

  /** Whether the signer's name is this one in lower-case wire form. */
  public boolean isSignedBy(byte[] name) {
    int end = offset + FIXED + signerLength();
    return Arrays.equals(array, offset + FIXED, end, name, 0, name.length);
  }

  /** The signer's name in presentation form. */
  public String signer() {
    return NameText.present(array, offset + FIXED);
  }

  /** Length of the signature field in octets. */
  public int signatureLength() {
    return length - FIXED - signerLength();
  }

  /** Where the signature field begins in {@link #array}. */
  int signatureOffset() {
    return offset + FIXED + signerLength();
  }

  /** Array that holds the record; {@link #offset} says where. */
  byte[] array() {
    return array;
  }

  int offset() {
    return offset;
  }

  /** Mnemonic of the type covered. */
  public String coveredName() {
    return RecordType.mnemonic(covered());
  }
}
