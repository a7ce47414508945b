package io.zonegate.verifier.zone;

import static io.zonegate.verifier.zone.RdataField.*;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.xbill.DNS.Type;

/**
 * RR types: numbers, mnemonics and, where a row of fields describes it, the form of the RDATA.
 * Types without such a row are read by dnsjava, or in the generic form of RFC 3597.
 */
public final class RecordType {
  public static final int A = 1;
  public static final int NS = 2;
  public static final int CNAME = 5;
  public static final int SOA = 6;
  public static final int X25 = 19;
  public static final int ISDN = 20;
  public static final int NSAP = 22;
  public static final int KEY = 25;
  public static final int AAAA = 28;
  public static final int LOC = 29;
  public static final int ATMA = 34;
  public static final int NAPTR = 35;
  public static final int DNAME = 39;
  public static final int APL = 42;
  public static final int DS = 43;
  public static final int SSHFP = 44;
  public static final int IPSECKEY = 45;
  public static final int RRSIG = 46;
  public static final int NSEC = 47;
  public static final int DNSKEY = 48;
  public static final int NSEC3 = 50;
  public static final int NSEC3PARAM = 51;
  public static final int HIP = 55;
  public static final int RKEY = 57;
  public static final int CDS = 59;
  public static final int CDNSKEY = 60;
  public static final int CSYNC = 62;
  public static final int ZONEMD = 63;
  public static final int SVCB = 64;
  public static final int HTTPS = 65;
  public static final int CAA = 257;
  public static final int TA = 32_768;
  public static final int DLV = 32_769;

  private static final Map<String, Integer> BY_MNEMONIC = new HashMap<>();
  private static final Map<Integer, String> MNEMONICS = new HashMap<>();
  private static final RdataField[][] FORMS = new RdataField[32770][];

  /** Mnemonics of up to eight letters, packed, for the reader's inner loop. */
  private static final PackedTypes BY_PACKED = new PackedTypes();

  static {
    define("A", A, IPV4);
    define("NS", NS, NAME);
    define("MD", 3, NAME);
    define("MF", 4, NAME);
    define("CNAME", CNAME, NAME);
    define("SOA", SOA, NAME, NAME, U32, SECONDS, SECONDS, SECONDS, SECONDS);
    define("MB", 7, NAME);
    define("MG", 8, NAME);
    define("MR", 9, NAME);
    define("NULL", 10);
    define("WKS", 11, IPV4, SERVICES);
    define("PTR", 12, NAME);
    define("HINFO", 13, STRING, STRING);
    define("MINFO", 14, NAME, NAME);
    define("MX", 15, U16, NAME);
    define("TXT", 16, STRINGS);
    define("RP", 17, NAME, NAME);
    define("AFSDB", 18, U16, NAME);
    define("X25", X25, STRING);
    define("ISDN", ISDN, STRINGS);
    define("RT", 21, U16, NAME);
    define("NSAP", NSAP);
    define("NSAP-PTR", 23, NAME_AS_IS);
    define("SIG", 24, TYPE, ALGORITHM, U8, SECONDS, TIME, TIME, U16, NAME, BASE64);
    define("KEY", KEY, U16, U8, ALGORITHM, BASE64);
    define("PX", 26, U16, NAME, NAME);
    define("GPOS", 27, STRING, STRING, STRING);
    define("AAAA", AAAA, IPV6);
    define("LOC", LOC, LOCATION);
    define("NXT", 30);
    define("EID", 31, HEX);
    define("NIMLOC", 32, HEX);
    define("SRV", 33, U16, U16, U16, NAME);
    define("ATMA", ATMA, ATM_ADDRESS);
    define("NAPTR", NAPTR, U16, U16, STRING, STRING, STRING, NAME);
    define("KX", 36, U16, NAME);
    define("CERT", 37, CERTIFICATE_TYPE, U16, ALGORITHM, BASE64);
    define("A6", 38);
    define("DNAME", DNAME, NAME);
    define("SINK", 40, U8, U8, U8, BASE64_OR_NOTHING);
    define("APL", APL);
    define("DS", DS, U16, ALGORITHM, U8, HEX);
    define("SSHFP", SSHFP, U8, U8, HEX);
    define("IPSECKEY", IPSECKEY, U8, GATEWAY, BASE64_OR_NOTHING);
    define("RRSIG", RRSIG, TYPE, ALGORITHM, U8, SECONDS, TIME, TIME, U16, NAME, BASE64);
    define("NSEC", NSEC, NAME_AS_IS, BITMAP);
    define("DNSKEY", DNSKEY, U16, U8, ALGORITHM, BASE64);
    define("DHCID", 49, BASE64);
    define("NSEC3", NSEC3, U8, U8, U16, HEX_COUNTED, BASE32_COUNTED, BITMAP);
    define("NSEC3PARAM", NSEC3PARAM, U8, U8, U16, HEX_COUNTED);
    define("TLSA", 52, U8, U8, U8, HEX);
    define("SMIMEA", 53, U8, U8, U8, HEX);
    define("HIP", HIP, HOST_IDENTITY);
    define("NINFO", 56, STRINGS);
    define("RKEY", RKEY, U16, U8, ALGORITHM, BASE64);
    define("TALINK", 58, NAME_AS_IS, NAME_AS_IS);
    define("CDS", CDS, U16, ALGORITHM, U8, HEX);
    define("CDNSKEY", CDNSKEY, U16, U8, ALGORITHM, BASE64);
    define("OPENPGPKEY", 61, BASE64);
    define("CSYNC", CSYNC, U32, U16, BITMAP);
    define("ZONEMD", ZONEMD, U32, U8, U8, HEX);
    define("SVCB", SVCB, U16, NAME_AS_IS, SERVICE_PARAMETERS);
    define("HTTPS", HTTPS, U16, NAME_AS_IS, SERVICE_PARAMETERS);
    define("DSYNC", 66, TYPE, SCHEME, U16, NAME_AS_IS);
    define("HHIT", 67, BASE64);
    define("BRID", 68, BASE64);
    define("SPF", 99, STRINGS);
    define("NID", 104, U16, LOCATOR64);
    define("L32", 105, U16, IPV4);
    define("L64", 106, U16, LOCATOR64);
    define("LP", 107, U16, NAME_AS_IS);
    define("EUI48", 108, EUI48);
    define("EUI64", 109, EUI64);
    define("URI", 256, U16, U16, STRING_REST);
    define("CAA", CAA, U8, STRING, STRING_REST);
    define("AVC", 258, STRINGS);
    define("DOA", 259, U32, U32, U8, STRING, BASE64_OR_NONE);
    define("AMTRELAY", 260, U8, RELAY);
    define("RESINFO", 261, STRINGS);
    define("WALLET", 262, STRINGS);
    define("CLA", 263, STRINGS);
    define("IPN", 264, U64);
    define("TA", TA, U16, ALGORITHM, U8, HEX);
    define("DLV", DLV, U16, ALGORITHM, U8, HEX);
  }

  private RecordType() {}

  private static void define(String mnemonic, int type, RdataField... fields) {
    BY_MNEMONIC.put(mnemonic, type);
    MNEMONICS.put(type, mnemonic);
    if (mnemonic.length() <= 8) {
      byte[] text = mnemonic.getBytes(StandardCharsets.US_ASCII);
      BY_PACKED.put(pack(text, 0, text.length), type);
    }
    FORMS[type] = fields.length == 0 ? null : fields;
  }

  private static long pack(byte[] text, int start, int end) {
    long packed = 0;
    for (int i = start; i < end; i++) {
      byte b = text[i];
      packed = packed << 8 | (b >= 'a' && b <= 'z' ? b - 32 : b & 0xff);
    }
    return packed;
  }

  /**
   * Whether the type stands for something in messages and never in a zone (RFC 6895 section 3.1).
   */
  static boolean isMeta(int type) {
    return type == 0 || type == 41 || (type >= 128 && type <= 255);
  }

  /** The row of fields of the type's RDATA, or null where no such row exists. */
  static RdataField[] form(int type) {
    return type < FORMS.length ? FORMS[type] : null;
  }

  /**
   * Type number of the mnemonic or {@code TYPEnnn} in {@code [start, end)}; -1 if it is neither.
   */
  static int parse(byte[] text, int start, int end) {
    if (end - start <= 8) {
      int type = BY_PACKED.get(pack(text, start, end));
      if (type >= 0) {
        return type;
      }
    }
    return parse(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
  }

  /** Type number of a mnemonic or {@code TYPEnnn}, in any case; -1 if it is neither. */
  public static int parse(String mnemonic) {
    String upper = mnemonic.toUpperCase(Locale.ROOT);
    Integer type = BY_MNEMONIC.get(upper);
    if (type != null) {
      return type;
    }
    if (upper.matches("TYPE[0-9]{1,5}")) {
      int number = Integer.parseInt(upper.substring(4));
      return number <= 0xffff ? number : -1;
    }
    return Type.value(upper);
  }

  /** Mnemonic of the type, {@code TYPEnnn} where it has none (RFC 3597 section 5). */
  public static String mnemonic(int type) {
    String mnemonic = MNEMONICS.get(type);
    return mnemonic != null ? mnemonic : "TYPE" + type;
  }
}
