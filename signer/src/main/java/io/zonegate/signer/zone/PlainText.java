package io.zonegate.signer.zone;

import org.xbill.DNS.Type;

/**
 * RDATA of the types that a zone of delegations is made of, written as dnsjava writes it, without
 * its detours. What is not plain is left to dnsjava. NSEC3 RDATA is the signer's own.
 */
final class PlainText {

  private static final int DS_FIXED_OCTETS = 4;

  /** Where the salt begins in NSEC3 RDATA, after its length (RFC 5155, 3.2). */
  private static final int NSEC3_SALT = 5;

  private static final int IPV4_OCTETS = 4;
  private static final int IPV6_OCTETS = 16;

  private PlainText() {}

  /** Appends the RDATA as text; false, and nothing appended, if it is not plain enough. */
  static boolean append(TextOctets text, int type, byte[] rdata) {
    return switch (type) {
      case Type.A -> ipv4(text, rdata);
      case Type.AAAA -> ipv6(text, rdata);
      case Type.NS -> ns(text, rdata);
      case Type.DS -> ds(text, rdata);
      case Type.NSEC3 -> nsec3(text, rdata);
      default -> false;
    };
  }

  /**
   * Appends a name of letters, digits, hyphens and low lines.
   *
   * @param start where it begins in the octets
   * @return where it ends; -1, and nothing appended, if it is not plain
   */
  static int name(TextOctets text, byte[] octets, int start) {
    int before = text.length();
    int at = start;
    while (at < octets.length && octets[at] > 0) {
      int label = at + 1;
      int end = label + octets[at];
      for (at = label; at < end; at++) {
        if (at >= octets.length || !plain(octets[at])) {
          text.cut(before);
          return -1;
        }
      }
      text.append(octets, label, end);
      text.append('.');
    }
    // The root alone is left to dnsjava too.
    if (at == start || at >= octets.length || octets[at] != 0) {
      text.cut(before);
      return -1;
    }
    return at + 1;
  }

  private static boolean plain(byte c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '_';
  }

  private static boolean ns(TextOctets text, byte[] rdata) {
    int before = text.length();
    boolean plain = name(text, rdata, 0) == rdata.length;
    if (!plain) {
      text.cut(before);
    }
    return plain;
  }

  private static boolean ipv4(TextOctets text, byte[] rdata) {
    if (rdata.length != IPV4_OCTETS) {
      return false;
    }
    for (int i = 0; i < IPV4_OCTETS; i++) {
      text.append(i == 0 ? "" : ".").append(rdata[i] & 0xff);
    }
    return true;
  }

  private static boolean ipv6(TextOctets text, byte[] rdata) {
    // An address that begins with zeros may be one that has an IPv4 address inside.
    if (rdata.length != IPV6_OCTETS || rdata[0] == 0) {
      return false;
    }
    for (int i = 0; i < IPV6_OCTETS; i += 2) {
      int group = (rdata[i] & 0xff) << 8 | (rdata[i + 1] & 0xff);
      text.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
    }
    return true;
  }

  private static boolean nsec3(TextOctets text, byte[] rdata) {
    int saltEnd = rdata.length > NSEC3_SALT ? NSEC3_SALT + (rdata[NSEC3_SALT - 1] & 0xff) : 0;
    int hashEnd = saltEnd < rdata.length ? saltEnd + 1 + (rdata[saltEnd] & 0xff) : 0;
    if (saltEnd == 0 || hashEnd <= saltEnd + 1 || hashEnd > rdata.length) {
      return false;
    }
    text.append(rdata[0] & 0xff).append(' ').append(rdata[1] & 0xff).append(' ');
    text.append((rdata[2] & 0xff) << 8 | (rdata[3] & 0xff)).append(' ');
    if (saltEnd == NSEC3_SALT) {
      text.append('-');
    } else {
      text.appendHex(rdata, NSEC3_SALT, saltEnd);
    }
    text.append(' ');
    Base32Hex.UPPER.append(text, rdata, saltEnd + 1, hashEnd);
    for (int window = hashEnd; window < rdata.length; window += 2 + rdata[window + 1]) {
      for (int bit = 0; bit < Byte.SIZE * rdata[window + 1]; bit++) {
        if ((rdata[window + 2 + bit / Byte.SIZE] & 0x80 >> bit % Byte.SIZE) != 0) {
          text.append(' ').append(Type.string((rdata[window] & 0xff) << 8 | bit));
        }
      }
    }
    return true;
  }

  private static boolean ds(TextOctets text, byte[] rdata) {
    if (rdata.length <= DS_FIXED_OCTETS) {
      return false;
    }
    text.append((rdata[0] & 0xff) << 8 | (rdata[1] & 0xff));
    text.append(' ').append(rdata[2] & 0xff).append(' ').append(rdata[3] & 0xff).append(' ');
    text.appendHex(rdata, DS_FIXED_OCTETS, rdata.length);
    return true;
  }
}
