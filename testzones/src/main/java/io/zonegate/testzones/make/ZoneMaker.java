package io.zonegate.testzones.make;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * Makes unsigned zones by seed. Nothing is kept per name, so that a zone of a million delegations
 * needs no more memory than one of ten. Delegations are not in canonical order, as in a real
 * registry's database dump; the SOA comes first.
 */
public final class ZoneMaker {

  private static final HexFormat HEX = HexFormat.of();
  private static final int DS_TTL = 3_600;

  private final ZoneShape shape;
  private final MasterFileText text;
  private final Random random;
  private final Labels labels;
  private final Labels hosters;
  private final int hosterCount;
  private int secure;
  private long glue;

  private ZoneMaker(ZoneShape shape, Writer out) {
    this.shape = shape;
    this.text = new MasterFileText(shape, out);
    this.random = new Random(shape.seed());
    this.labels = new Labels(shape.seed(), shape.delegations());
    this.hosterCount = 3 + shape.delegations() / 50;
    this.hosters = new Labels(shape.seed() + 1, hosterCount);
  }

  /**
   * Writes the zone as a master file in ASCII with {@code \n} line ends. The writer is neither
   * flushed nor closed.
   *
   * @return how much was written
   * @throws IOException as the writer throws it
   */
  public static ZoneCounts write(ZoneShape shape, Writer out) throws IOException {
    return new ZoneMaker(shape, out).write();
  }

  /** The records of a small zone, as dnsjava reads what {@link #write} writes. */
  public static List<Record> records(ZoneShape shape) {
    StringWriter out = new StringWriter();
    try {
      write(shape, out);
      return parse(out.toString(), Name.fromString(shape.origin()));
    } catch (IOException e) {
      throw new IllegalStateException("zone " + shape.origin() + " cannot be read back", e);
    }
  }

  /**
   * Reads master file text with dnsjava.
   *
   * @throws IOException when dnsjava cannot read the text
   */
  public static List<Record> parse(String masterFile, Name origin) throws IOException {
    List<Record> records = new ArrayList<>();
    byte[] bytes = masterFile.getBytes(StandardCharsets.ISO_8859_1);
    try (Master master =
        new Master(new ByteArrayInputStream(bytes), origin, MasterFileText.DEFAULT_TTL)) {
      for (Record r = master.nextRecord(); r != null; r = master.nextRecord()) {
        records.add(r);
      }
    }
    return records;
  }

  private ZoneCounts write() throws IOException {
    text.head();
    apex();
    hosts();
    for (int i = 0; i < shape.delegations(); i++) {
      delegation(i);
    }
    return new ZoneCounts(text.records(), shape.delegations(), secure, glue);
  }

  private void apex() throws IOException {
    text.record(
        "",
        3_600,
        "SOA",
        text.absolute("a.nic")
            + " "
            + text.absolute("hostmaster.nic")
            + " 2026110100 1800 900 604800 900");
    text.record("", "NS", text.absolute("a.nic"));
    text.record("", "NS", text.absolute("b.nic"));
    text.record("", "NS", text.withCase("c.anycast." + outside()));
    if (shape.apexData()) {
      text.record("", 300, "A", ipv4());
      text.record("", 300, "AAAA", ipv6());
      text.record("", "MX", "10 " + text.absolute("mail.nic"));
      text.record("", "MX", "20 " + text.withCase("mx." + outside()));
      text.record("", "TXT", "\"registry of " + shape.origin() + "\" \"see www.nic\"");
      text.record("", "CAA", "0 issue \"ca." + outside() + "\"");
    }
  }

  private void hosts() throws IOException {
    for (String host : List.of("a.nic", "b.nic", "mail.nic", "www.nic")) {
      text.record(host, "A", ipv4());
      text.record(host, "AAAA", ipv6());
    }
    for (int i = 0; i < shape.wildcards(); i++) {
      String owner = "*.wild" + i;
      text.record(owner, "TXT", "\"any name below wild" + i + "\"");
      text.record(owner, 300, i % 2 == 0 ? "A" : "AAAA", i % 2 == 0 ? ipv4() : ipv6());
    }
    for (int i = 0; i < shape.emptyNonTerminals(); i += 2) {
      text.record("host.dept" + i, "A", ipv4());
    }
    for (int i = 0; i < shape.longNames(); i++) {
      text.record(longName(i), "TXT", "\"a name of 255 octets\"");
    }
  }

  private void delegation(int index) throws IOException {
    // Odd empty non-terminals take one delegation each; all others lie right below the apex.
    int ent = 2 * index + 1;
    String owner = labels.label(index) + (ent < shape.emptyNonTerminals() ? ".dept" + ent : "");
    int servers = 2 + random.nextInt(2);
    if (picked(index, shape.glueShare())) {
      for (int s = 1; s <= servers; s++) {
        text.record(owner, "NS", text.absolute("ns" + s + "." + owner));
      }
      for (int s = 1; s <= servers; s++) {
        glue("ns" + s + "." + owner);
      }
    } else {
      String hoster = hosters.label(random.nextInt(hosterCount));
      for (int s = 1; s <= servers; s++) {
        text.record(owner, "NS", text.withCase("ns" + s + "." + hoster + "." + outside()));
      }
    }
    // The other end of the same even spread, so that glue and DS meet in every combination.
    if (picked((index + shape.delegations() / 3) % shape.delegations(), shape.dsShare())) {
      ds(owner);
      secure++;
    }
  }

  private void glue(String owner) throws IOException {
    text.record(owner, "A", ipv4());
    glue++;
    if (random.nextInt(2) == 0) {
      text.record(owner, "AAAA", ipv6());
      glue++;
    }
  }

  private void ds(String owner) throws IOException {
    int count = random.nextInt(8) == 0 ? 2 : 1;
    for (int i = 0; i < count; i++) {
      byte[] digest = new byte[32];
      random.nextBytes(digest);
      String algorithm = random.nextInt(4) == 0 ? "8" : "13";
      text.record(
          owner,
          DS_TTL,
          "DS",
          random.nextInt(65_536) + " " + algorithm + " 2 " + HEX.formatHex(digest));
    }
  }

  /** Spreads a share evenly and exactly: of the first n indices, floor(n * share) are picked. */
  private static boolean picked(int index, double share) {
    return Math.floor((index + 1) * share) > Math.floor(index * share);
  }

  /** A name below which nothing of this zone can lie. */
  private String outside() {
    return shape.origin().endsWith("example.") ? "test." : "example.";
  }

  private String longName(int index) {
    int room = 255 - wireLength(shape.origin());
    StringBuilder name = new StringBuilder();
    int number = 0;
    while (room > 1) {
      // A label takes its length octet too; never leave room for an empty label.
      int length = Math.min(63, room - 1);
      if (room - 1 - length == 1) {
        length--;
      }
      String start = "l" + index + (char) ('a' + number++);
      name.append(start.substring(0, Math.min(start.length(), length)));
      name.append("x".repeat(Math.max(0, length - start.length()))).append('.');
      room -= 1 + length;
    }
    return name.substring(0, name.length() - 1);
  }

  private static int wireLength(String name) {
    return name.length() + 1;
  }

  private String ipv4() {
    int[] documentation = {0x0A_00_00_00, 0xC6_12_00_00};
    int net = documentation[random.nextInt(2)];
    return (net >>> 24)
        + "."
        + (net >>> 16 & 0xff)
        + "."
        + random.nextInt(256)
        + "."
        + (1 + random.nextInt(254));
  }

  private String ipv6() {
    return "2001:db8:"
        + Integer.toHexString(1 + random.nextInt(0xfffe))
        + "::"
        + Integer.toHexString(1 + random.nextInt(0xfffe));
  }
}
