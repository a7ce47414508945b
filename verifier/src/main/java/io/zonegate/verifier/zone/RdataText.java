package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.WKSRecord;

/**
 * Turns the RDATA tokens of an entry into wire form in canonical form. One instance serves one
 * reader; {@link #bytes()} is overwritten by each call.
 */
final class RdataText {
  private static final Map<String, Integer> ALGORITHMS =
      Map.ofEntries(
          Map.entry("RSAMD5", 1),
          Map.entry("DH", 2),
          Map.entry("DSA", 3),
          Map.entry("ECC", 4),
          Map.entry("RSASHA1", 5),
          Map.entry("NSEC3DSA", 6),
          Map.entry("DSA-NSEC3-SHA1", 6),
          Map.entry("NSEC3RSASHA1", 7),
          Map.entry("RSASHA1-NSEC3-SHA1", 7),
          Map.entry("RSASHA256", 8),
          Map.entry("RSASHA512", 10),
          Map.entry("ECCGOST", 12),
          Map.entry("ECC-GOST", 12),
          Map.entry("ECDSAP256SHA256", 13),
          Map.entry("ECDSAP384SHA384", 14),
          Map.entry("ED25519", 15),
          Map.entry("ED448", 16),
          Map.entry("INDIRECT", 252),
          Map.entry("PRIVATEDNS", 253),
          Map.entry("PRIVATEOID", 254));
  private static final Map<String, Integer> CERTIFICATE_TYPES =
      Map.of(
          "PKIX", 1, "SPKI", 2, "PGP", 3, "IPKIX", 4, "ISPKI", 5, "IPGP", 6, "ACPKIX", 7, "IACPKIX",
          8, "URI", 253, "OID", 254);

  /** Longest RDATA in octets. */
  static final int MAX_RDATA = 65535;

  private final byte[] out = new byte[MAX_RDATA + 512];
  private int length;
  private final TimeText times = new TimeText();
  private Entry entry;
  private int token;
  private byte[] origin;
  private int recordType;

  /** The RDATA of the last call, from index 0. */
  byte[] bytes() {
    return out;
  }

  /**
   * Parses the tokens from {@code first} on and returns the length of the RDATA in octets.
   *
   * @param origin completes relative names; may be null
   */
  int parse(int type, Entry entry, int first, byte[] origin) throws FormException {
    this.entry = entry;
    this.token = first;
    this.origin = origin;
    this.length = 0;
    this.recordType = type;
    if (first < entry.tokens && entry.is(first, "\\#")) {
      generic(type);
      return length;
    }
    RdataField[] form = RecordType.form(type);
    if (form == null) {
      byDnsjava(type);
      return length;
    }
    for (RdataField field : form) {
      field(field);
      if (length > MAX_RDATA) {
        throw new FormException("RDATA is longer than 65,535 octets");
      }
    }
    if (token != entry.tokens) {
      throw new FormException(
          "unexpected '" + entry.text(token) + "' after the RDATA of " + RecordType.mnemonic(type));
    }
    return length;
  }

  /** RFC 3597 section 5. */
  private void generic(int type) throws FormException {
    token++;
    int declared = (int) number(MAX_RDATA);
    hex(token, entry.tokens);
    if (length != declared) {
      throw new FormException("\\# declares " + declared + " octets and gives " + length);
    }
    RdataWire.canonicalise(type, out, 0, length);
  }

  /**
   * dnsjava's text parsers are right for the types without a row of fields; the plain wire form is
   * taken and brought to canonical form here.
   */
  private void byDnsjava(int type) throws FormException {
    StringBuilder text = new StringBuilder();
    for (int i = token; i < entry.tokens; i++) {
      text.append(i == token ? "" : " ").append(entry.source(i));
    }
    try {
      Name base = origin == null ? Name.root : new Name(origin);
      Record read = Record.fromString(base, type, DClass.IN, 0, text.toString(), base);
      byte[] wire = read.toWire(org.xbill.DNS.Section.ANSWER);
      int header = base.length() + 10;
      length = wire.length - header;
      System.arraycopy(wire, header, out, 0, length);
      RdataWire.canonicalise(type, out, 0, length);
    } catch (IOException | RuntimeException e) {
      throw new FormException(
          "RDATA of "
              + RecordType.mnemonic(type)
              + " cannot be read: "
              + e.getMessage()
              + "; the generic form \\# of RFC 3597 is always understood");
    }
  }

  private int next() throws FormException {
    if (token >= entry.tokens) {
      throw new FormException("the RDATA ends too early");
    }
    return token++;
  }

  private void put16(int value) {
    out[length++] = (byte) (value >>> 8);
    out[length++] = (byte) value;
  }

  private void put32(long value) {
    put16((int) (value >>> 16) & 0xffff);
    put16((int) value & 0xffff);
  }

  private void field(RdataField field) throws FormException {
    switch (field) {
      case U8 -> out[length++] = (byte) number(255);
      case U16 -> put16((int) number(65535));
      case U32 -> put32(number(0xffffffffL));
      case U64 -> u64();
      case SECONDS -> put32(TimeText.seconds(entry, next(), 0xffffffffL));
      case TIME -> put32(time());
      case NAME -> name(true);
      case NAME_AS_IS -> name(false);
      case IPV4 -> ipv4();
      case IPV6 -> ipv6();
      case STRING -> string(true);
      case STRINGS -> {
        do {
          string(true);
        } while (token < entry.tokens && length <= MAX_RDATA);
      }
      case STRING_REST -> string(false);
      case HEX -> {
        int start = length;
        hex(token, entry.tokens);
        filled(start);
      }
      case HEX_COUNTED -> length = EncodedText.hexCounted(entry, next(), out, length);
      case BASE32_COUNTED -> length = EncodedText.base32Counted(entry, next(), out, length);
      case BASE64 -> {
        int start = length;
        base64(token, entry.tokens);
        filled(start);
      }
      case BASE64_OR_NONE -> {
        if (token + 1 == entry.tokens && entry.is(token, "-")) {
          token++;
        } else {
          int start = length;
          base64(token, entry.tokens);
          filled(start);
        }
      }
      case BITMAP -> bitmap();
      case TYPE -> put16(type(next()));
      case ALGORITHM -> out[length++] = (byte) mnemonic(ALGORITHMS, 255, "algorithm");
      case CERTIFICATE_TYPE -> put16(mnemonic(CERTIFICATE_TYPES, 65535, "certificate type"));
      case SCHEME -> out[length++] = (byte) mnemonic(Map.of("NOTIFY", 1), 255, "scheme");
      case EUI48 -> groups(6, 2, '-');
      case EUI64 -> groups(8, 2, '-');
      case LOCATOR64 -> groups(4, 4, ':');
      case ATM_ADDRESS -> atmAddress();
      case HOST_IDENTITY -> hostIdentity();
      case RELAY -> relay();
      case GATEWAY -> gateway();
      case BASE64_OR_NOTHING -> base64(token, entry.tokens);
      case LOCATION -> {
        LocationText.parse(entry, token, out, length);
        token = entry.tokens;
        length += LocationText.OCTETS;
      }
      case SERVICES -> services();
      case SERVICE_PARAMETERS -> {
        byte[] parameters = ServiceParameters.parse(entry, token);
        token = entry.tokens;
        if (length + parameters.length > MAX_RDATA) {
          throw new FormException("RDATA is longer than 65,535 octets");
        }
        System.arraycopy(parameters, 0, out, length, parameters.length);
        length += parameters.length;
      }
    }
  }

  private void hostIdentity() throws FormException {
    int lengthsAt = length;
    int algorithm = (int) number(255);
    length += 4;
    int hitAt = length;
    int hit = next();
    hex(hit, hit + 1);
    int keyAt = length;
    int key = next();
    base64(key, key + 1);
    if (keyAt - hitAt > 255) {
      throw new FormException("HIT of " + (keyAt - hitAt) + " octets, over 255");
    }
    out[lengthsAt] = (byte) (keyAt - hitAt);
    out[lengthsAt + 1] = (byte) algorithm;
    Bytes.put16(out, lengthsAt + 2, length - keyAt);
    while (token < entry.tokens && length <= MAX_RDATA) {
      name(false);
    }
  }

  private void atmAddress() throws FormException {
    int t = next();
    String address = entry.text(t);
    boolean e164 = address.startsWith("+");
    // As BIND and ldns read it: a dot stands between two digits, never two dots in a row.
    if (!address.matches(e164 ? "\\+[0-9]+(\\.[0-9]+)*" : "[0-9A-Fa-f]+(\\.[0-9A-Fa-f]+)*")) {
      throw new FormException(
          "'"
              + address
              + "' is not "
              + (e164 ? "+ and digits" : "hexadecimal")
              + ", with single dots between digits");
    }
    String digits = address.replace(".", "").replace("+", "");
    if (!e164 && digits.length() % 2 != 0) {
      throw new FormException("the hexadecimal data has an odd number of digits");
    }
    byte[] octets =
        e164 ? digits.getBytes(StandardCharsets.US_ASCII) : HexFormat.of().parseHex(digits);
    if (octets.length >= MAX_RDATA) {
      throw new FormException("RDATA is longer than 65,535 octets");
    }
    out[length++] = (byte) (e164 ? 1 : 0);
    System.arraycopy(octets, 0, out, length, octets.length);
    length += octets.length;
  }

  /** A protocol and ports in any order, as numbers or by the names that dnsjava knows. */
  private void services() throws FormException {
    String protocol = entry.text(next());
    int number = named(protocol, 255, WKSRecord.Protocol::value);
    if (number < 0) {
      throw new FormException("'" + protocol + "' is not a known protocol; give its number");
    }
    out[length++] = (byte) number;
    BitSet ports = new BitSet();
    while (token < entry.tokens) {
      String service = entry.text(next());
      int port = named(service, 65535, WKSRecord.Service::value);
      if (port < 0) {
        throw new FormException("'" + service + "' is not a known service; give its port number");
      }
      ports.set(port);
    }
    Arrays.fill(out, length, length + (ports.length() + 7) / 8, (byte) 0);
    for (int port = ports.nextSetBit(0); port >= 0; port = ports.nextSetBit(port + 1)) {
      out[length + port / 8] |= (byte) (0x80 >> port % 8);
    }
    length += (ports.length() + 7) / 8;
  }

  /** The number that the text is or names, or -1. */
  private static int named(String text, int most, ToIntFunction<String> numbers) {
    if (text.matches("[0-9]{1,5}")) {
      int value = Integer.parseInt(text);
      return value <= most ? value : -1;
    }
    return numbers.applyAsInt(text.toLowerCase(Locale.ROOT));
  }

  private void relay() throws FormException {
    int discovery = (int) number(1);
    int relayType = (int) number(3);
    out[length++] = (byte) (discovery << 7 | relayType);
    address(relayType);
  }

  private void gateway() throws FormException {
    int gatewayType = (int) number(3);
    out[length++] = (byte) gatewayType;
    out[length++] = (byte) number(255);
    address(gatewayType);
  }

  /** Nothing, an address or a name, by a type of 0 to 3. */
  private void address(int addressType) throws FormException {
    switch (addressType) {
      case 1 -> ipv4();
      case 2 -> ipv6();
      case 3 -> name(false);
      default -> {
        int t = next();
        if (!entry.is(t, ".")) {
          throw new FormException("'" + entry.text(t) + "' for none, where type 0 wants '.'");
        }
      }
    }
  }

  /** Digests, keys and signatures of no octet: servers refuse to load them. */
  private void filled(int start) throws FormException {
    if (length == start && recordType != RecordType.KEY) {
      throw new FormException("the RDATA ends before its data");
    }
  }

  private long number(long max) throws FormException {
    int t = next();
    int start = entry.start[t];
    int end = entry.end[t];
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = entry.buffer[i] - '0';
      if (digit < 0 || digit > 9 || end - start > 10) {
        throw new FormException("'" + entry.text(t) + "' is not a number from 0 to " + max);
      }
      value = value * 10 + digit;
    }
    if (value > max || start == end) {
      throw new FormException("'" + entry.text(t) + "' is not a number from 0 to " + max);
    }
    return value;
  }

  private void u64() throws FormException {
    String digits = entry.text(next());
    BigInteger value =
        digits.matches("[0-9]{1,20}") ? new BigInteger(digits) : BigInteger.ONE.shiftLeft(64);
    if (value.bitLength() > 64) {
      throw new FormException("'" + digits + "' is not a number from 0 to 18446744073709551615");
    }
    put32(value.shiftRight(32).longValue());
    put32(value.longValue());
  }

  private long time() throws FormException {
    int t = token;
    if (t < entry.tokens && entry.end[t] - entry.start[t] == 14) {
      return times.time(entry, next());
    }
    return number(0xffffffffL);
  }

  /** Octets of the tokens {@code [first, last)} in hexadecimal. */
  private void hex(int first, int last) throws FormException {
    length = EncodedText.hex(entry, first, last, out, length);
    token = last;
  }

  /** Octets of the tokens {@code [first, last)} in base64. */
  private void base64(int first, int last) throws FormException {
    length = EncodedText.base64(entry, first, last, out, length);
    token = last;
  }

  private void name(boolean lower) throws FormException {
    int t = next();
    int octets = NameText.parse(entry.buffer, entry.start[t], entry.end[t], origin, out, length);
    if (lower) {
      for (int i = length; i < length + octets; i++) {
        out[i] = NameKey.lower(out[i]);
      }
    }
    length += octets;
  }

  private void ipv4() throws FormException {
    int t = next();
    if (!AddressText.ipv4(entry.buffer, entry.start[t], entry.end[t], out, length)) {
      throw new FormException("'" + entry.text(t) + "' is not an IPv4 address");
    }
    length += 4;
  }

  private void ipv6() throws FormException {
    int t = next();
    if (!AddressText.ipv6(entry.buffer, entry.start[t], entry.end[t], out, length)) {
      throw new FormException("'" + entry.text(t) + "' is not an IPv6 address");
    }
    length += 16;
  }

  private void string(boolean counted) throws FormException {
    int t = next();
    int countAt = length;
    if (counted) {
      length++;
    }
    for (int i = entry.start[t]; i < entry.end[t]; i++) {
      byte b = entry.buffer[i];
      if (b == '\\' && i + 1 < entry.end[t]) {
        if (NameText.isDigit(entry.buffer[i + 1])) {
          b = (byte) NameText.decimalEscape(entry.buffer, i + 1, entry.end[t]);
          i += 3;
        } else {
          b = entry.buffer[++i];
        }
      }
      if (length > MAX_RDATA) {
        throw new FormException("RDATA is longer than 65,535 octets");
      }
      out[length++] = b;
    }
    if (counted) {
      int octets = length - countAt - 1;
      if (octets > 255) {
        throw new FormException("character-string of " + octets + " octets, over 255");
      }
      out[countAt] = (byte) octets;
    }
  }

  private int type(int t) throws FormException {
    int type = RecordType.parse(entry.buffer, entry.start[t], entry.end[t]);
    if (type < 0) {
      throw new FormException("'" + entry.text(t) + "' is not an RR type");
    }
    return type;
  }

  private void bitmap() throws FormException {
    int[] types = new int[entry.tokens - token];
    int n = 0;
    while (token < entry.tokens) {
      types[n++] = type(token++);
    }
    length = TypeBitmap.write(types, n, out, length);
  }

  private int mnemonic(Map<String, Integer> known, int max, String what) throws FormException {
    int t = next();
    if (NameText.isDigit(entry.buffer[entry.start[t]])) {
      token--;
      return (int) number(max);
    }
    Integer value = known.get(entry.text(t).toUpperCase(Locale.ROOT));
    if (value == null) {
      throw new FormException(
          "'" + entry.text(t) + "' is not a known " + what + "; give its number");
    }
    return value;
  }

  private void groups(int groups, int digits, char separator) throws FormException {
    int t = next();
    String text =
        new String(
            entry.buffer,
            entry.start[t],
            entry.end[t] - entry.start[t],
            StandardCharsets.ISO_8859_1);
    String[] parts = text.split(String.valueOf(separator), -1);
    if (parts.length != groups) {
      throw new FormException("'" + entry.text(t) + "' does not have " + groups + " groups");
    }
    for (String part : parts) {
      if (!part.matches("[0-9A-Fa-f]{1," + digits + "}")) {
        throw new FormException(
            "'" + entry.text(t) + "' is not made of groups of hexadecimal digits");
      }
      int value = Integer.parseInt(part, 16);
      if (digits == 4) {
        put16(value);
      } else {
        out[length++] = (byte) value;
      }
    }
  }
}
