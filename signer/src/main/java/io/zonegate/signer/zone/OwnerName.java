package io.zonegate.signer.zone;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.xbill.DNS.Name;

/**
 * An owner name in the zone, ordered as RFC 4034, 6.1 says. Immutable.
 *
 * <p>The order is kept as a key of octets that compares as plain unsigned octets: the labels below
 * the apex from the rightmost to the leftmost in lower case, each ended by 0. Octets 0 and 1 inside
 * a label become 1 1 and 1 2, so that the end of a label sorts before everything. The key of a name
 * is the beginning of the keys of all names below it.
 */
public final class OwnerName implements Comparable<OwnerName> {

  private static final int END = 0;
  private static final int ESCAPE = 1;

  private final Name name;
  private final byte[] key;

  private OwnerName(Name name, byte[] key) {
    this.name = name;
    this.key = key;
  }

  /**
   * The owner name.
   *
   * @param name absolute, at or below the apex
   */
  public static OwnerName of(Name name, Name apex) {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    for (int i = name.labels() - apex.labels() - 1; i >= 0; i--) {
      byte[] label = name.getLabel(i);
      for (int j = 1; j < label.length; j++) {
        int octet = lower(label[j] & 0xff);
        if (octet <= ESCAPE) {
          key.write(ESCAPE);
          octet++;
        }
        key.write(octet);
      }
      key.write(END);
    }
    return new OwnerName(name, key.toByteArray());
  }

  private static int lower(int octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
  }

  /** The name as it was written. */
  public Name name() {
    return name;
  }

  /** Wire form in lower case, without compression (RFC 4034, 6.2). */
  public byte[] wire() {
    return name.toWireCanonical();
  }

  /**
   * Labels without the root, and without a leftmost "*": the RRSIG labels field (RFC 4034, 3.1.3).
   */
  public int labelsField() {
    int labels = name.labels() - 1;
    return name.isWild() ? labels - 1 : labels;
  }

  /** Labels below the apex; 0 for the apex itself. */
  public int depth() {
    int depth = 0;
    for (byte octet : key) {
      depth += octet == END ? 1 : 0;
    }
    return depth;
  }

  /** Whether this name is below the other (not equal to it). */
  public boolean below(OwnerName other) {
    return key.length > other.key.length && startsWith(other.key, other.key.length);
  }

  private boolean startsWith(byte[] beginning, int length) {
    return Arrays.equals(key, 0, length, beginning, 0, length);
  }

  /** Labels below the apex that both names have in common, counted from the apex down. */
  public int commonDepth(OwnerName other) {
    int common = 0;
    int end = Math.min(key.length, other.key.length);
    for (int i = 0; i < end && key[i] == other.key[i]; i++) {
      common += key[i] == END ? 1 : 0;
    }
    return common;
  }

  /** The ancestor of this name that is so many labels below the apex. */
  public OwnerName ancestor(int depth) {
    int end = 0;
    for (int seen = 0; seen < depth; end++) {
      seen += key[end] == END ? 1 : 0;
    }
    return new OwnerName(new Name(name, depth() - depth), Arrays.copyOf(key, end));
  }

  @Override
  public int compareTo(OwnerName other) {
    return Arrays.compareUnsigned(key, other.key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OwnerName that && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
