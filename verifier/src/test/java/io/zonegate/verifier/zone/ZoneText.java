package io.zonegate.verifier.zone;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Zones from text for tests, and zones as lists of lines that can be compared. */
public final class ZoneText {
  /** Wire form of {@code example.}, the origin of the texts. */
  public static final byte[] EXAMPLE = NameText.wire("example.");

  /** What a text needs to be a zone. */
  public static final String HEAD =
      """
      $ORIGIN example.
      $TTL 3600
      @ IN SOA ns hostmaster 1 7200 3600 1209600 300
      @ IN NS ns
      ns IN A 192.0.2.53
      """;

  private ZoneText() {}

  /** The zone {@code example.} that the text describes. */
  public static Zone read(String text) throws ZoneReadException {
    return read(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The zone {@code example.} that the octets describe. */
  public static Zone read(byte[] text) throws ZoneReadException {
    return ZoneSource.read(new ByteArrayInputStream(text), "test.zone", EXAMPLE);
  }

  /** The zone of {@link #HEAD} and these lines. */
  public static Zone withHead(String... lines) throws ZoneReadException {
    return read(HEAD + String.join("\n", lines) + "\n");
  }

  /** All records, sorted, as {@code OWNER TTL TYPE RDATA-IN-HEX}. */
  public static List<String> records(Zone zone) {
    List<String> lines = new ArrayList<>();
    for (int s = 0; s < zone.rrsets(); s++) {
      for (int r = zone.firstRecord(s); r < zone.firstRecord(s + 1); r++) {
        int type = r < zone.firstSignature(s) ? zone.type(s) : RecordType.RRSIG;
        lines.add(line(zone.ownerName(zone.owner(r)), zone.ttl(r), type, zone.rdata(r)));
      }
    }
    lines.sort(null);
    return lines;
  }

  /** The RDATA in hex of the first record of this name and type. */
  public static String rdata(Zone zone, String owner, String type) {
    int s = zone.findRrset(owner(zone, owner), RecordType.parse(type));
    return HexFormat.of().formatHex(zone.rdata(zone.firstRecord(s)));
  }

  /** The TTL of the first record of this name and type. */
  public static int ttl(Zone zone, String owner, String type) {
    int s = zone.findRrset(owner(zone, owner), RecordType.parse(type));
    return zone.ttl(zone.firstRecord(s));
  }

  /** The owner with this absolute name; fails if there is none. */
  public static int owner(Zone zone, String name) {
    byte[] key = new byte[NameKey.MAX_BYTES];
    int owner = zone.findOwner(key, 0, NameKey.fromWire(NameText.wire(name), 0, key));
    if (owner < 0) {
      throw new AssertionError("no owner " + name + " in " + owners(zone));
    }
    return owner;
  }

  /** All owner names in canonical order. */
  public static List<String> owners(Zone zone) {
    List<String> names = new ArrayList<>();
    for (int o = 0; o < zone.owners(); o++) {
      names.add(zone.ownerName(o));
    }
    return names;
  }

  static String line(String owner, long ttl, int type, byte[] rdata) {
    return owner + " " + ttl + " " + type + " " + HexFormat.of().formatHex(rdata);
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static byte[] join(byte[]... parts) {
    byte[] whole = new byte[0];
    for (byte[] part : parts) {
      int at = whole.length;
      whole = Arrays.copyOf(whole, at + part.length);
      System.arraycopy(part, 0, whole, at, part.length);
    }
    return whole;
  }
}
