package io.zonegate.verifier.check.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.zone.Bytes;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * RDATA that can be read and that is against the RFC of its type, so that BIND refuses it. BIND
 * does not load such a zone, nor take it over as a secondary, and its resolvers answer SERVFAIL for
 * the RRset.
 */
final class RefusedRdata {
  private static final int MANDATORY = 0;
  private static final int ALPN = 1;
  private static final int NO_DEFAULT_ALPN = 2;
  private static final int DOHPATH = 7;

  /** A variable of that name in an expression of a URI template. */
  private static final Pattern DNS_VARIABLE =
      Pattern.compile("\\{[^{}a-zA-Z]?([^{}]*,)?dns([,:*][^{}]*)?\\}");

  /** Of a latitude and of a longitude, in thousandths of a second of arc. */
  private static final long RIGHT_ANGLE = 90L * 3600 * 1000;

  private RefusedRdata() {}

  /** Examines the records of an RRset. */
  static void examine(Zone zone, int owner, int rrset, Examination examination) {
    int type = zone.type(rrset);
    Function<byte[], String> rule = rule(type);
    // ZONEMD judges its records at the apex.
    if (rule == null || (type == RecordType.ZONEMD && owner == 0)) {
      return;
    }
    for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
      String fault = rule.apply(zone.rdata(r));
      if (fault != null) {
        examination.block(
            owner,
            type,
            r,
            () ->
                RecordType.mnemonic(type)
                    + " of "
                    + zone.ownerName(owner)
                    + ": "
                    + fault
                    + "; BIND refuses the zone");
      }
    }
  }

  /**
   * What tells the fault of RDATA of this type, whose fields have been found to fit, or null if it
   * has none; null where nothing is asked of the type.
   */
  static Function<byte[], String> rule(int type) {
    return switch (type) {
      case RecordType.X25 -> RefusedRdata::x25;
      case RecordType.ISDN -> RefusedRdata::isdn;
      case RecordType.NSAP -> RefusedRdata::nsap;
      case RecordType.KEY -> RefusedRdata::key;
      case RecordType.LOC -> RefusedRdata::location;
      case RecordType.ATMA -> RefusedRdata::atmAddress;
      case RecordType.NAPTR -> RefusedRdata::regexp;
      case RecordType.APL -> RefusedRdata::prefixes;
      case RecordType.IPSECKEY -> RefusedRdata::ipsecKey;
      case RecordType.HIP -> RefusedRdata::hostIdentity;
      case RecordType.RKEY -> RefusedRdata::resourceKey;
      case RecordType.CSYNC -> RefusedRdata::bitmap;
      case RecordType.ZONEMD -> RefusedRdata::zonemd;
      case RecordType.SVCB, RecordType.HTTPS -> RefusedRdata::service;
      case RecordType.CAA -> RefusedRdata::tag;
      default -> null;
    };
  }

  private static String x25(byte[] rdata) {
    return digits(rdata, 1) && rdata.length > 4
        ? null
        : "the address is not of four or more digits (RFC 1183 section 3.1)";
  }

  private static String isdn(byte[] rdata) {
    return strings(rdata) <= 2 ? null : "it has more than two strings (RFC 1183 section 3.2)";
  }

  private static String nsap(byte[] rdata) {
    return rdata.length > 0 ? null : "it is empty (RFC 1706 section 5)";
  }

  private static String atmAddress(byte[] rdata) {
    return rdata[0] != 1 || digits(rdata, 1) ? null : "the address is not of digits";
  }

  private static String regexp(byte[] rdata) {
    return SubstitutionExpression.fault(string(rdata, 2));
  }

  private static String hostIdentity(byte[] rdata) {
    return rdata[0] == 0 || Bytes.uint16(rdata, 2) == 0
        ? "the HIT or the public key is empty (RFC 8005 section 5)"
        : null;
  }

  private static String resourceKey(byte[] rdata) {
    return Bytes.uint16(rdata, 0) == 0 ? null : "the flags are not 0";
  }

  private static boolean digits(byte[] rdata, int from) {
    for (int i = from; i < rdata.length; i++) {
      if (rdata[i] < '0' || rdata[i] > '9') {
        return false;
      }
    }
    return true;
  }

  /** A character-string of a NAPTR record, counted from 0. */
  private static String string(byte[] rdata, int number) {
    int at = 4;
    for (int i = 0; i < number; i++) {
      at += 1 + (rdata[at] & 0xff);
    }
    return new String(rdata, at + 1, rdata[at] & 0xff, ISO_8859_1);
  }

  private static int strings(byte[] rdata) {
    int strings = 0;
    for (int at = 0; at < rdata.length; at += 1 + (rdata[at] & 0xff)) {
      strings++;
    }
    return strings;
  }

  private static String key(byte[] rdata) {
    boolean none = (rdata[0] & 0xc0) == 0xc0;
    if (none == (rdata.length == 4)) {
      return null;
    }
    return none
        ? "it has a key, and flags that say there is none (RFC 2535 section 3.1.2)"
        : "it has no key (RFC 2535 section 3.1)";
  }

  private static String location(byte[] rdata) {
    if (rdata[0] != 0) {
      return null;
    }
    for (int i = 1; i <= 3; i++) {
      int base = (rdata[i] & 0xff) >>> 4;
      int power = rdata[i] & 0xf;
      if (base > 9 || power > 9 || (base == 0 && power > 0)) {
        return "a size or precision is no number of centimetres (RFC 1876 section 2)";
      }
    }
    boolean onEarth =
        Math.abs(Integer.toUnsignedLong(Bytes.int32(rdata, 4)) - (1L << 31)) <= RIGHT_ANGLE
            && Math.abs(Integer.toUnsignedLong(Bytes.int32(rdata, 8)) - (1L << 31))
                <= 2 * RIGHT_ANGLE;
    return onEarth ? null : "latitude or longitude is out of range (RFC 1876 section 2)";
  }

  private static String prefixes(byte[] rdata) {
    int at = 0;
    while (at < rdata.length) {
      int family = Bytes.uint16(rdata, at);
      int prefix = rdata[at + 2] & 0xff;
      int octets = rdata[at + 3] & 0x7f;
      int most = family == 1 ? 4 : family == 2 ? 16 : 127;
      if (octets > most || (family > 0 && family <= 2 && prefix > 8 * most)) {
        return "an address or prefix is too long (RFC 3123 section 4)";
      }
      at += 4 + octets;
      if (octets > 0 && rdata[at - 1] == 0) {
        return "an address ends with an octet 0 (RFC 3123 section 4)";
      }
    }
    return null;
  }

  private static String ipsecKey(byte[] rdata) {
    // Algorithm 0 says that there is none (RFC 4025 section 2.4), which BIND 9.18 refuses too.
    if (rdata[2] == 0) {
      return null;
    }
    int at = 3;
    at +=
        switch (rdata[1]) {
          case 1 -> 4;
          case 2 -> 16;
          case 3 -> NameKey.wireLength(rdata, 3);
          default -> 0;
        };
    return at < rdata.length
        ? null
        : "it has no public key of its algorithm (RFC 4025 section 2.4)";
  }

  /** Of CSYNC, behind the serial and the flags. */
  private static String bitmap(byte[] rdata) {
    for (int at = 6; at < rdata.length; ) {
      at += 2 + (rdata[at + 1] & 0xff);
      if (rdata[at - 1] == 0) {
        return "a block of the type bit map ends with an octet 0 (RFC 4034 section 4.1.2)";
      }
    }
    return null;
  }

  private static String zonemd(byte[] rdata) {
    int octets = rdata.length - 6;
    boolean good =
        switch (rdata[5]) {
          case 1 -> octets == 48;
          case 2 -> octets == 64;
          default -> octets >= 12;
        };
    return good
        ? null
        : "the digest has " + octets + " octets, not those of its algorithm (RFC 8976 section 2.2)";
  }

  private static String tag(byte[] rdata) {
    int length = rdata[1] & 0xff;
    for (int i = 2; i < 2 + length; i++) {
      int c = rdata[i] | 0x20;
      if ((c < 'a' || c > 'z') && (rdata[i] < '0' || rdata[i] > '9')) {
        return "the tag has other characters than letters and digits (RFC 8659 section 4.1)";
      }
    }
    return length > 0 ? null : "the tag is empty (RFC 8659 section 4.1)";
  }

  /** What of the SvcParams does not fit together (RFC 9460 section 2.4.3), or not its meaning. */
  private static String service(byte[] rdata) {
    Set<Integer> keys = new HashSet<>();
    byte[] mandatory = {};
    String path = null;
    for (int at = 2 + NameKey.wireLength(rdata, 2); at < rdata.length; ) {
      int key = Bytes.uint16(rdata, at);
      int end = at + 4 + Bytes.uint16(rdata, at + 2);
      keys.add(key);
      if (key == MANDATORY) {
        mandatory = Arrays.copyOfRange(rdata, at + 4, end);
      } else if (key == DOHPATH) {
        path = new String(rdata, at + 4, end - at - 4, ISO_8859_1);
      }
      at = end;
    }
    for (int i = 0; i < mandatory.length; i += 2) {
      int key = Bytes.uint16(mandatory, i);
      if (!keys.contains(key)) {
        return "SvcParam key " + key + " is mandatory and not there (RFC 9460 section 8)";
      }
    }
    if (keys.contains(NO_DEFAULT_ALPN) && !keys.contains(ALPN)) {
      return "no-default-alpn without alpn (RFC 9460 section 7.1.1)";
    }
    if (path != null && !(path.startsWith("/") && DNS_VARIABLE.matcher(path).find())) {
      return "dohpath is no path with a variable dns (RFC 9461 section 5)";
    }
    return null;
  }
}
