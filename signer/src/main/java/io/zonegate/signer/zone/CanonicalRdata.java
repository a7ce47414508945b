package io.zonegate.signer.zone;

import java.util.Map;
import org.xbill.DNS.Type;

/**
 * RDATA in canonical form: names inside it in lower case for the types of RFC 4034, 6.2 as
 * corrected by RFC 6840, 5.1 (without NSEC) and for no other type. HINFO, also listed there, holds
 * no name.
 */
public final class CanonicalRdata {

  /**
   * Where the names are. A digit skips so many octets, s skips a character-string, n is a name, a
   * is an A6 address suffix. What follows the pattern stays as it is.
   */
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(Type.NS, "n"),
          Map.entry(Type.MD, "n"),
          Map.entry(Type.MF, "n"),
          Map.entry(Type.CNAME, "n"),
          Map.entry(Type.SOA, "nn"),
          Map.entry(Type.MB, "n"),
          Map.entry(Type.MG, "n"),
          Map.entry(Type.MR, "n"),
          Map.entry(Type.PTR, "n"),
          Map.entry(Type.MINFO, "nn"),
          Map.entry(Type.MX, "2n"),
          Map.entry(Type.RP, "nn"),
          Map.entry(Type.AFSDB, "2n"),
          Map.entry(Type.RT, "2n"),
          Map.entry(Type.SIG, "99n"),
          Map.entry(Type.PX, "2nn"),
          Map.entry(Type.NXT, "n"),
          Map.entry(Type.NAPTR, "4sssn"),
          Map.entry(Type.KX, "2n"),
          Map.entry(Type.SRV, "6n"),
          Map.entry(Type.DNAME, "n"),
          Map.entry(Type.A6, "an"),
          Map.entry(Type.RRSIG, "99n"));

  private static final int A6_BITS = 128;

  private CanonicalRdata() {}

  /** The canonical form; the given array itself when nothing changes. */
  public static byte[] of(int type, byte[] rdata) {
    String pattern = NAMES.get(type);
    if (pattern == null) {
      return rdata;
    }
    byte[] result = rdata;
    int at = 0;
    for (int i = 0; i < pattern.length() && at < rdata.length; i++) {
      char part = pattern.charAt(i);
      if (part == 's') {
        at += 1 + (rdata[at] & 0xff);
      } else if (part == 'a') {
        // The suffix holds the bits that the prefix does not; with prefix length 0 no name follows.
        at += 1 + (A6_BITS - (rdata[at] & 0xff) + 7) / 8;
      } else if (part == 'n') {
        int end = endOfName(rdata, at);
        result = lowered(result, rdata, at, end);
        at = end;
      } else {
        at += part - '0';
      }
    }
    return result;
  }

  private static int endOfName(byte[] rdata, int start) {
    int at = start;
    while (rdata[at] != 0) {
      at += 1 + (rdata[at] & 0xff);
    }
    return at + 1;
  }

  private static byte[] lowered(byte[] result, byte[] rdata, int start, int end) {
    byte[] changed = result;
    for (int i = start; i < end; i++) {
      // Length octets are at most 63 and letters at least 65, so a length is never taken for a
      // letter.
      if (rdata[i] >= 'A' && rdata[i] <= 'Z') {
        if (changed == rdata) {
          changed = rdata.clone();
        }
        changed[i] = (byte) (rdata[i] + ('a' - 'A'));
      }
    }
    return changed;
  }
}
