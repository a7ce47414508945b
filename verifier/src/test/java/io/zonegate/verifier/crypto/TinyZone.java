package io.zonegate.verifier.crypto;

import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneText;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** A zone {@code example.} of a few RRsets, signed as dnsjava says what is to be signed. */
public final class TinyZone {
  static final Name APEX = Name.fromConstantString("example.");
  private static final Instant FROM = Instant.ofEpochSecond(1_700_000_000);
  private static final Instant UNTIL = Instant.ofEpochSecond(1_800_000_000);

  private final List<RRset> rrsets = new ArrayList<>();
  private final List<Record> records = new ArrayList<>();

  /** SOA, NS and the DNSKEYs. */
  public TinyZone(SigningKey... keys) throws IOException {
    add("@ SOA ns hostmaster 1 7200 3600 1209600 300");
    add("@ NS ns");
    RRset dnskeys = new RRset();
    for (SigningKey key : keys) {
      dnskeys.addRR(key.dnskey());
      records.add(key.dnskey());
    }
    rrsets.add(dnskeys);
  }

  /** Adds an RRset of one record, {@code OWNER TYPE RDATA}. */
  public TinyZone add(String text) throws IOException {
    String[] words = text.split(" ", 3);
    Name owner = words[0].equals("@") ? APEX : new Name(words[0], APEX);
    Record record = Record.fromString(owner, Type.value(words[1]), DClass.IN, 3600, words[2], APEX);
    records.add(record);
    rrsets.add(new RRset(record));
    return this;
  }

  /** Signs every RRset with the key. */
  public TinyZone signAll(SigningKey key) throws GeneralSecurityException {
    for (RRset rrset : rrsets) {
      records.add(sign(rrset, key));
    }
    return this;
  }

  /** The RRset of this owner and type. */
  RRset rrset(String owner, int type) throws IOException {
    Name name = owner.equals("@") ? APEX : new Name(owner, APEX);
    return rrsets.stream()
        .filter(s -> s.getType() == type && s.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static RRSIGRecord sign(RRset rrset, SigningKey key) throws GeneralSecurityException {
    return sign(rrset, key, APEX);
  }

  static RRSIGRecord sign(RRset rrset, SigningKey key, Name signer)
      throws GeneralSecurityException {
    RRSIGRecord empty = record(rrset, key, signer, new byte[0]);
    return record(rrset, key, signer, key.sign(DNSSEC.digestRRset(empty, rrset)));
  }

  /** The octets that a signature of this RRset by this key is made over. */
  static byte[] message(RRset rrset, SigningKey key) {
    return DNSSEC.digestRRset(record(rrset, key, APEX, new byte[0]), rrset);
  }

  static RRSIGRecord record(RRset rrset, SigningKey key, byte[] signature) {
    return record(rrset, key, APEX, signature);
  }

  private static RRSIGRecord record(RRset rrset, SigningKey key, Name signer, byte[] signature) {
    return new RRSIGRecord(
        rrset.getName(),
        DClass.IN,
        rrset.getTTL(),
        rrset.getType(),
        key.algorithm().number(),
        rrset.getTTL(),
        UNTIL,
        FROM,
        key.tag(),
        signer,
        signature);
  }

  TinyZone add(Record record) {
    records.add(record);
    return this;
  }

  /** The zone as text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    records.forEach(r -> text.append(r).append('\n'));
    return text.toString();
  }

  /** The zone as the verifier reads it. */
  public Zone read() throws ZoneReadException {
    return ZoneText.read(text());
  }
}
