package io.zonegate.verifier.zone;

/**
 * The sort key of a domain name: a byte string whose unsigned lexicographic order is the canonical
 * order of names (RFC 4034 section 6.1).
 *
 * <p>Layout: the labels from the right (the root itself contributes nothing), ASCII letters in
 * lower case, each label followed by an octet 0. Inside a label, octet 0 is written 1 1 and octet 1
 * is written 1 2, so that the end of a label sorts before every octet. It follows that a name is an
 * ancestor of another exactly when its key is a prefix of the other's, and that the number of
 * labels is the number of zero octets.
 */
public final class NameKey {
  /** No key is longer: 254 octets of labels, each at worst doubled, and their ends. */
  public static final int MAX_BYTES = 512;

  /** Longest name in wire form (RFC 1035 section 3.1). */
  public static final int MAX_WIRE_BYTES = 255;

  private NameKey() {}

  /** Length in octets of the uncompressed wire-form name at {@code offset}, root octet included. */
  public static int wireLength(byte[] wire, int offset) {
    int p = offset;
    while (wire[p] != 0) {
      p += (wire[p] & 0xff) + 1;
    }
    return p + 1 - offset;
  }

  /**
   * Writes the key of the uncompressed wire-form name at {@code offset} to the start of {@code key}
   * and returns the key's length.
   */
  public static int fromWire(byte[] wire, int offset, byte[] key) {
    int total = 0;
    for (int p = offset; wire[p] != 0; ) {
      int end = p + 1 + (wire[p] & 0xff);
      for (int i = p + 1; i < end; i++) {
        total += (wire[i] & 0xfe) == 0 ? 2 : 1;
      }
      total++;
      p = end;
    }
    int at = total;
    for (int p = offset; wire[p] != 0; ) {
      int end = p + 1 + (wire[p] & 0xff);
      key[--at] = 0;
      for (int i = end - 1; i > p; i--) {
        byte b = wire[i];
        if ((b & 0xfe) == 0) {
          key[--at] = (byte) (b + 1);
          key[--at] = 1;
        } else {
          key[--at] = lower(b);
        }
      }
      p = end;
    }
    return total;
  }

  /**
   * Writes the lower-case wire form of the name with this key to {@code wire} at {@code offset} and
   * returns its length in octets.
   */
  public static int toWire(byte[] key, int keyOffset, int keyLength, byte[] wire, int offset) {
    int length = 1;
    for (int i = keyOffset; i < keyOffset + keyLength; i++) {
      if (key[i] == 1) {
        i++;
      }
      length++;
    }
    int at = offset + length;
    wire[--at] = 0;
    int p = keyOffset;
    int end = keyOffset + keyLength;
    while (p < end) {
      int labelEnd = p;
      int octets = 0;
      while (key[labelEnd] != 0) {
        labelEnd += key[labelEnd] == 1 ? 2 : 1;
        octets++;
      }
      at -= octets + 1;
      wire[at] = (byte) octets;
      for (int i = at + 1; p < labelEnd; i++) {
        if (key[p] == 1) {
          wire[i] = (byte) (key[p + 1] - 1);
          p += 2;
        } else {
          wire[i] = key[p++];
        }
      }
      p = labelEnd + 1;
    }
    return length;
  }

  /** Number of labels, the root not counted. */
  public static int labels(byte[] key, int offset, int length) {
    int labels = 0;
    for (int i = offset; i < offset + length; i++) {
      if (key[i] == 0) {
        labels++;
      }
    }
    return labels;
  }

  /** Whether the name's leftmost label is a single asterisk (RFC 4592 section 2.1.1). */
  public static boolean isWildcard(byte[] key, int offset, int length) {
    return length >= 2
        && key[offset + length - 2] == '*'
        && (length == 2 || key[offset + length - 3] == 0);
  }

  /** Whether {@code prefix[0..prefixLength)} is an ancestor of, or the same as, the other name. */
  static boolean isPrefix(
      byte[] prefix, int prefixOffset, int prefixLength, byte[] key, int offset, int length) {
    return prefixLength <= length
        && java.util.Arrays.equals(
            prefix, prefixOffset, prefixOffset + prefixLength, key, offset, offset + prefixLength);
  }

  static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }
}
