package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;

/** Names in messages, compressed or not (RFC 1035 section 4.1.4). */
final class CompressedName {
  private static final int POINTER = 0xc0;

  private CompressedName() {}

  /**
   * Writes the name at {@code at} without compression. A pointer must lead to before the labels
   * that it follows, so that no chain of them is endless.
   *
   * @param end end of the octets that the name may lie in, pointers apart
   * @param wire receives the name, case kept, from {@code offset}; needs 255 octets of room
   * @return where in the message what follows the name begins
   */
  static int expand(byte[] message, int at, int end, byte[] wire, int offset) throws FormException {
    int p = at;
    int limit = end;
    int lowest = at;
    int behind = -1;
    int to = offset;
    while (true) {
      if (p >= limit) {
        throw new FormException("a name runs over the end of its place");
      }
      int octets = message[p] & 0xff;
      if (octets >= POINTER) {
        if (p + 1 >= limit) {
          throw new FormException("a name runs over the end of its place");
        }
        int target = Bytes.uint16(message, p) & 0x3fff;
        if (target >= lowest) {
          throw new FormException("a compressed name does not point to before itself");
        }
        behind = behind < 0 ? p + 2 : behind;
        limit = lowest;
        lowest = target;
        p = target;
        continue;
      }
      if (octets > 63) {
        throw new FormException("label length octet " + octets + ", over 63");
      }
      if (p + 1 + octets > limit) {
        throw new FormException("a name runs over the end of its place");
      }
      if (to + 1 + octets - offset > NameKey.MAX_WIRE_BYTES) {
        throw new FormException("name longer than 255 octets");
      }
      System.arraycopy(message, p, wire, to, 1 + octets);
      to += 1 + octets;
      p += 1 + octets;
      if (octets == 0) {
        return behind < 0 ? p : behind;
      }
    }
  }
}
