package io.zonegate.signer.zone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.xbill.DNS.Name;

/**
 * An owner name in the zone, ordered as RFC 4034, 6.1 says. Immutable.
 *
 * <p>The order is kept as a key of octets that compares as plain unsigned octets: the labels below
 * the apex from the rightmost to the leftmost in lower case, each ended by 0. Octets 0 and 1 inside
 * a label become 1 1 and 1 2, so that the end of a label sorts before everything. The key of a name
 * is the beginning of the keys of all names below it. A zone has millions of names, so that the
 * name itself is kept only where upper case makes it differ from what the key says.
 */
public final class OwnerName implements Comparable<OwnerName> {

  private static final int END = 0;
  private static final int ESCAPE = 1;

  private final byte[] key;
  private final Name apex;

  /** The name as it was written; null where the key and the apex say it. */
  private final Name written;

  private OwnerName(byte[] key, Name apex, Name written) {
    this.key = key;
    this.apex = apex;
    this.written = written;
  }

  /**
   * The owner name.
   *
   * @param name absolute, at or below the apex
   */
  public static OwnerName of(Name name, Name apex) {
    byte[] key = key(name, apex);
    byte[] wire = name.toWire();
    return new OwnerName(key, apex, Arrays.equals(wire, wire(key, apex)) ? null : name);
  }

  /** The name with this key, as {@link #key()} gives it. */
  public static OwnerName ofKey(byte[] key, Name apex) {
    return new OwnerName(key, apex, null);
  }

  private static byte[] key(Name name, Name apex) {
    ByteArrayOutputStream key = new ByteArrayOutputStream(name.length());
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
    return key.toByteArray();
  }

  private static int lower(int octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
  }

  /** The wire form that the key says: its labels from the last to the first, then the apex. */
  private static byte[] wire(byte[] key, Name apex) {
    byte[] end = apex.toWire();
    byte[] octets = new byte[key.length + end.length];
    int at = 0;
    for (int stop = key.length; stop > 0; ) {
      int start = stop - 1;
      while (start > 0 && key[start - 1] != END) {
        start--;
      }
      int length = at++;
      for (int i = start; i < stop - 1; i++) {
        octets[at++] = key[i] == ESCAPE ? (byte) (key[++i] - 1) : key[i];
      }
      octets[length] = (byte) (at - length - 1);
      stop = start;
    }
    System.arraycopy(end, 0, octets, at, end.length);
    return at + end.length == octets.length ? octets : Arrays.copyOf(octets, at + end.length);
  }

  /** The name as it was written. */
  public Name name() {
    if (written != null) {
      return written;
    }
    try {
      return new Name(wire(key, apex));
    } catch (IOException e) {
      throw new IllegalStateException("The key of an owner name is no name", e);
    }
  }

  /** Wire form in lower case, without compression (RFC 4034, 6.2). */
  public byte[] wire() {
    byte[] octets = wire(key, apex);
    for (int i = 0; i < octets.length; i++) {
      // Length octets are at most 63 and letters at least 65.
      octets[i] = (byte) lower(octets[i] & 0xff);
    }
    return octets;
  }

  /** The octets whose order is that of the names; not to be changed. */
  public byte[] key() {
    return key;
  }

  /**
   * Labels without the root, and without a leftmost "*": the RRSIG labels field (RFC 4034, 3.1.3).
   */
  public int labelsField() {
    int labels = apex.labels() - 1 + depth();
    return wildcard() ? labels - 1 : labels;
  }

  private boolean wildcard() {
    int end = key.length - 1;
    return end < 0
        ? apex.isWild()
        : end >= 1 && key[end - 1] == '*' && (end == 1 || key[end - 2] == END);
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
    return new OwnerName(
        Arrays.copyOf(key, end), apex, written == null ? null : new Name(written, depth() - depth));
  }

  @Override
  public int compareTo(OwnerName other) {
    return compare(key, 0, key.length, other.key);
  }

  /**
   * Compares keys. Most names differ in the first octets, so that a loop needs less than the JDK's
   * method does before it begins.
   *
   * @param octets have one key from start to end
   * @param key the other one
   * @return less than 0, 0 or more, as of {@link Comparable#compareTo}
   */
  public static int compare(byte[] octets, int start, int end, byte[] key) {
    int common = Math.min(end - start, key.length);
    for (int i = 0; i < common; i++) {
      if (octets[start + i] != key[i]) {
        return (octets[start + i] & 0xff) - (key[i] & 0xff);
      }
    }
    return end - start - key.length;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof OwnerName that && Arrays.equals(key, that.key));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    TextOctets text = new TextOctets(64);
    boolean plain = written == null && PlainText.name(text, wire(key, apex), 0) > 0;
    return plain ? text.toString() : name().toString();
  }
}
