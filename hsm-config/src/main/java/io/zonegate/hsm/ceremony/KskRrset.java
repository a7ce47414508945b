package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

/**
 * An RRset at the apex that KSKs sign: DNSKEY, CDS or CDNSKEY. None of these types has names in its
 * RDATA, so their canonical form is the wire form (RFC 4034, 6.2).
 *
 * @param type type number
 * @param ttl seconds, 0 to 2^31 - 1
 * @param rdata RDATA in presentation form, in canonical order (RFC 4034, 6.3); none twice
 */
public record KskRrset(int type, long ttl, List<String> rdata) {

  /** The types, in the order in which they are signed. */
  static final List<Integer> TYPES = List.of(Type.DNSKEY, Type.CDS, Type.CDNSKEY);

  /**
   * Brings RDATA into its one form and order.
   *
   * @throws IllegalArgumentException for another type, a TTL that cannot be, no record, a record
   *     twice, or RDATA that is not of the type
   */
  public KskRrset {
    if (!TYPES.contains(type)) {
      throw new IllegalArgumentException("KSKs do not sign " + Type.string(type) + " here");
    }
    if (ttl < 0 || ttl > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("TTL is " + ttl + "; it must be from 0 to 2^31 - 1");
    }
    int number = type;
    List<Record> records =
        rdata.stream().map(text -> record(number, text)).sorted(KskRrset::canonically).toList();
    rdata = records.stream().map(Record::rdataToString).toList();
    if (rdata.isEmpty() || Set.copyOf(rdata).size() != rdata.size()) {
      throw new IllegalArgumentException(
          Type.string(type) + " has no record, or one twice; it needs different ones");
    }
  }

  /** The RRset with these RDATA in wire form. */
  public static KskRrset ofWire(int type, long ttl, Collection<byte[]> rdata) {
    return new KskRrset(type, ttl, rdata.stream().map(octets -> text(type, octets)).toList());
  }

  /** The DNSKEY RRset. */
  static KskRrset dnskey(long ttl, Collection<DnskeyRdata> keys) {
    return ofWire(Type.DNSKEY, ttl, keys.stream().map(DnskeyRdata::wire).toList());
  }

  private static String text(int type, byte[] octets) {
    try {
      return Record.newRecord(Name.root, type, DClass.IN, 0, octets).rdataToString();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          Type.string(type) + " record of " + octets.length + " octets cannot be read", e);
    }
  }

  private static Record record(int type, String text) {
    try {
      return Record.fromString(Name.root, type, DClass.IN, 0, new Tokenizer(text), Name.root);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          Type.string(type) + " \"" + text + "\" is refused: " + e.getMessage(), e);
    }
  }

  private static int canonically(Record a, Record b) {
    return Arrays.compareUnsigned(a.rdataToWireCanonical(), b.rdataToWireCanonical());
  }

  /** The RRset as dnsjava has it. */
  RRset at(Name zone) {
    RRset set = new RRset();
    for (String text : rdata) {
      Record record = record(type, text);
      set.addRR(Record.newRecord(zone, type, DClass.IN, ttl, record.rdataToWireCanonical()));
    }
    return set;
  }

  /** What tells this RRset, which is to be published, from one that was signed; empty for none. */
  List<String> differences(KskRrset signed) {
    List<String> found = new ArrayList<>();
    rdata.stream()
        .filter(text -> !signed.rdata.contains(text))
        .forEach(text -> found.add(shown(text) + " is to be published and was not signed"));
    signed.rdata.stream()
        .filter(text -> !rdata.contains(text))
        .forEach(text -> found.add(shown(text) + " was signed and is not to be published"));
    if (ttl != signed.ttl) {
      found.add("the TTL of " + name() + " is " + ttl + " and was signed as " + signed.ttl);
    }
    return found;
  }

  private String shown(String text) {
    if (type != Type.DNSKEY) {
      return name() + " " + text;
    }
    return CeremonyKey.shown(DnskeyRdata.parse(text));
  }

  /** The type's mnemonic. */
  public String name() {
    return Type.string(type);
  }
}
