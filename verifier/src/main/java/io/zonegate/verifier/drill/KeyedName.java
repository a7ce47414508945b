package io.zonegate.verifier.drill;

import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.Zone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.xbill.DNS.Name;

/** A domain name as its {@link NameKey}, which ancestors are cut from and children grown on. */
final class KeyedName {
  private final byte[] key;

  private KeyedName(byte[] key) {
    this.key = key;
  }

  /** The name whose key is in the first octets of the array. */
  static KeyedName of(byte[] key, int length) {
    return new KeyedName(Arrays.copyOf(key, length));
  }

  /** The name of an owner. */
  static KeyedName of(Zone zone, int owner) {
    return ancestor(zone, owner, zone.keyLength(owner));
  }

  /** The owner's ancestor whose key has this length. */
  static KeyedName ancestor(Zone zone, int owner, int keyLength) {
    int at = zone.keyOffset(owner);
    return new KeyedName(Arrays.copyOfRange(zone.keyArray(owner), at, at + keyLength));
  }

  /** The name below this one by a label of lower-case letters, digits, hyphen or asterisk. */
  KeyedName child(String label) {
    byte[] octets = label.getBytes(StandardCharsets.US_ASCII);
    byte[] child = Arrays.copyOf(key, key.length + octets.length + 1);
    System.arraycopy(octets, 0, child, key.length, octets.length);
    return new KeyedName(child);
  }

  /** The name without its leftmost label; not to be asked of the root. */
  KeyedName parent() {
    int end = key.length - 1;
    while (end > 0 && key[end - 1] != 0) {
      end--;
    }
    return new KeyedName(Arrays.copyOf(key, end));
  }

  /** The leftmost label if it is of plain letters, digits and hyphens; empty otherwise. */
  String plainLabel() {
    int start = parent().key.length;
    String label =
        new String(key, start, Math.max(0, key.length - 1 - start), StandardCharsets.ISO_8859_1);
    return label.matches("[a-z0-9-]+") ? label : "";
  }

  byte[] key() {
    return key;
  }

  int length() {
    return key.length;
  }

  int labels() {
    return NameKey.labels(key, 0, key.length);
  }

  /** Whether this is the other name or lies below it. */
  boolean isWithin(KeyedName other) {
    return key.length >= other.key.length
        && Arrays.equals(key, 0, other.key.length, other.key, 0, other.key.length);
  }

  /** Whether the name is no longer than names may be (RFC 1035 section 3.1). */
  boolean fits() {
    return key.length < NameKey.MAX_WIRE_BYTES;
  }

  /** The name as dnsjava has it. */
  Name name() {
    byte[] wire = new byte[NameKey.MAX_WIRE_BYTES + 1];
    int length = NameKey.toWire(key, 0, key.length, wire, 0);
    try {
      return new Name(Arrays.copyOf(wire, length));
    } catch (IOException e) {
      throw new IllegalStateException("a name of the zone is none for dnsjava", e);
    }
  }
}
