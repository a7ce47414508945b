package io.zonegate.rehearsal;

import io.zonegate.hsm.file.Sha256;
import io.zonegate.hsm.file.WholeFile;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A part of an unsigned zone that is a zone itself: the apex, and below it the names with the
 * smallest SHA-256, each with all that lies below it and with the hosts that it needs. The same
 * zone always gives the same sample.
 */
public final class Sample {
  private static final int SERIAL_FROM_END = 20;

  /** What signing adds; an unsigned zone that has some of it gets it anew. */
  private static final Set<Integer> OF_SIGNING = Set.of(46, 47, 48, 50, 51, 59, 60, 63);

  private static final int NS = 2;
  private static final int SOA = 6;

  private final Zone zone;
  private final Set<Integer> owners;
  private final int names;
  private final int of;

  private Sample(Zone zone, Set<Integer> owners, int names, int of) {
    this.zone = zone;
    this.owners = owners;
    this.names = names;
    this.of = of;
  }

  /**
   * Takes a sample.
   *
   * @param most names right below the apex, those that hosts need not counted; 0 for all
   */
  public static Sample of(Zone zone, int most) {
    Map<String, Set<Integer>> branches = new TreeMap<>();
    for (int owner = 0; owner < zone.owners(); owner++) {
      branches.computeIfAbsent(branch(zone, owner), b -> new HashSet<>()).add(owner);
    }
    Set<Integer> apex = branches.remove("");
    List<String> chosen =
        branches.keySet().stream()
            .sorted(Comparator.comparing(b -> Sha256.hex(b.getBytes(StandardCharsets.ISO_8859_1))))
            .limit(most == 0 ? Integer.MAX_VALUE : most)
            .toList();
    Deque<String> open = new ArrayDeque<>(chosen);
    Set<String> taken = new HashSet<>(chosen);
    Set<Integer> owners = new HashSet<>(apex);
    needed(zone, apex, branches, taken, open);
    while (!open.isEmpty()) {
      Set<Integer> more = branches.get(open.pop());
      owners.addAll(more);
      needed(zone, more, branches, taken, open);
    }
    return new Sample(zone, owners, taken.size(), branches.size());
  }

  /** Puts the branches in which hosts of these names lie on the list, each once. */
  private static void needed(
      Zone zone,
      Set<Integer> owners,
      Map<String, Set<Integer>> branches,
      Set<String> taken,
      Deque<String> open) {
    for (int owner : owners) {
      int rrset = zone.findRrset(owner, NS);
      if (rrset < 0) {
        continue;
      }
      for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
        byte[] key = new byte[NameKey.MAX_BYTES];
        int length = NameKey.fromWire(zone.rdata(r), 0, key);
        int host = zone.findOwner(key, 0, length);
        String branch = host < 0 ? "" : branch(zone, host);
        if (branches.containsKey(branch) && taken.add(branch)) {
          open.push(branch);
        }
      }
    }
  }

  /** The label right below the apex; empty for the apex. */
  private static String branch(Zone zone, int owner) {
    byte[] key =
        Arrays.copyOfRange(
            zone.keyArray(owner),
            zone.keyOffset(owner) + zone.apexKeyLength(),
            zone.keyOffset(owner) + zone.keyLength(owner));
    int end = 0;
    while (end < key.length && key[end] != 0) {
      end++;
    }
    return new String(key, 0, end, StandardCharsets.ISO_8859_1);
  }

  /** Number of names right below the apex in it. */
  public int names() {
    return names;
  }

  /** Number of names right below the apex in the whole zone. */
  public int of() {
    return of;
  }

  /** SOA serial of the zone that it was taken from. */
  public long serial() {
    return zone.serial();
  }

  /** The whole zone. */
  public Zone zone() {
    return zone;
  }

  /** Writes it as a master file, with another serial. */
  public void write(Path file, long serial) throws IOException {
    StringBuilder text = new StringBuilder();
    Map<Integer, String> ownerNames = new HashMap<>();
    int soa = zone.soa();
    text.append(line(ownerNames, soa, withSerial(zone.rdata(soa), serial)));
    for (int rrset = 0; rrset < zone.rrsets(); rrset++) {
      int type = zone.type(rrset);
      int first = zone.firstRecord(rrset);
      if (OF_SIGNING.contains(type) || type == SOA || !zone.hasData(rrset)) {
        continue;
      }
      if (owners.contains(zone.owner(first))) {
        for (int r = first; r < zone.firstSignature(rrset); r++) {
          text.append(line(ownerNames, r, zone.rdata(r), type));
        }
      }
    }
    byte[] octets = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    WholeFile.write(file, out -> out.write(octets));
  }

  private String line(Map<Integer, String> ownerNames, int record, byte[] rdata) {
    return line(ownerNames, record, rdata, SOA);
  }

  /** In the form of RFC 3597 section 5, which any type has. */
  private String line(Map<Integer, String> ownerNames, int record, byte[] rdata, int type) {
    String owner = ownerNames.computeIfAbsent(zone.owner(record), zone::ownerName);
    return owner
        + " "
        + zone.ttl(record)
        + " IN TYPE"
        + type
        + " \\# "
        + rdata.length
        + (rdata.length == 0 ? "" : " " + HexFormat.of().formatHex(rdata))
        + "\n";
  }

  private static byte[] withSerial(byte[] soa, long serial) {
    byte[] changed = soa.clone();
    ByteBuffer.wrap(changed).putInt(changed.length - SERIAL_FROM_END, (int) serial);
    return changed;
  }

  /** Largest TTL of an RRset that is to be signed, in seconds. */
  public long largestTtl() {
    return largestTtl(zone);
  }

  /**
   * Largest TTL that caches may hold an authoritative RRset or a denial of a zone for, in seconds;
   * that of the DNSKEY RRset counts for itself.
   */
  public static long largestTtl(Zone zone) {
    long largest = zone.soaMinimum();
    for (int rrset = 0; rrset < zone.rrsets(); rrset++) {
      int record = zone.firstRecord(rrset);
      int type = zone.type(rrset);
      if (zone.hasData(rrset)
          && type != RecordType.RRSIG
          && type != RecordType.DNSKEY
          && zone.structure().isAuthoritative(zone.owner(record), type)) {
        largest = Math.max(largest, zone.ttl(record));
      }
    }
    return largest;
  }

  /** How long caches hold that something is not there, in seconds (RFC 2308 section 5). */
  public long negativeTtl() {
    return zone.negativeTtl();
  }
}
