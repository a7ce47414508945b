package io.zonegate.testzones.mutate;

import static io.zonegate.testzones.mutate.Mutation.resigned;

import io.zonegate.testzones.fault.Nsec3Edit;
import io.zonegate.testzones.sign.RrsigFields;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SoftwareKey;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** What a signer or a registry may change. */
final class ValidChanges {
  /** No change but the serial. */
  static final Mutation NONE = resigned("signed-again-as-it-is", "the next serial", s -> {});

  private ValidChanges() {}

  static List<Mutation> list() {
    return List.of(
        NONE,
        resigned("signed-with-jitter", "expirations may be spread", ValidChanges::jitter),
        resigned(
            "signed-one-rrset-again", "signatures are renewed one by one", ValidChanges::again),
        resigned("signed-twice-by-one-key", "both verify", ValidChanges::twice),
        resigned(
            "serial-jumps",
            "any step up to 2^31 - 1 (RFC 1982)",
            s -> s.setSerial(s.serial() + 1_000_000)),
        resigned(
            "delegation-added-unsigned",
            "an insecure delegation, denied or under opt-out",
            s -> add(s, delegation(s.newName()))),
        resigned("delegation-added-signed", "a secure delegation", ValidChanges::addSecure),
        resigned(
            "delegation-added-below-an-empty-non-terminal",
            "an empty non-terminal comes with it",
            ValidChanges::addDeep),
        resigned(
            "name-added-signed",
            "new data",
            s -> add(s, new TXTRecord(s.newName(), DClass.IN, 3600, "new"))),
        resigned("wildcard-added-signed", "RFC 4592", ValidChanges::addWildcard),
        resigned(
            "insecure-delegation-kept-in-an-opt-out-chain",
            "opt-out allows it, it does not ask for it",
            ValidChanges::kept),
        resigned("zonemd-right", "RFC 8976", s -> ContentBugs.zonemd(s, 0, false)),
        resigned("cds-of-the-ksk", "asks for what is there", ValidChanges::cds),
        resigned(
            "standby-zsk-published", "a key that signs nothing", s -> publish(s, s.other(s.zsk()))),
        resigned(
            "standby-ksk-published",
            "a key that signs nothing",
            s -> publish(s, s.other(s.ksk()))));
  }

  private static void jitter(Specimen s) {
    for (RRSIGRecord r : s.zone().rrsigs()) {
      int seconds = s.random().nextInt(86_400);
      SoftwareKey key = r.getTypeCovered() == Type.DNSKEY ? s.ksk() : s.zsk();
      s.zone()
          .resign(
              r.getName(),
              r.getTypeCovered(),
              key,
              f ->
                  f.withTimes(
                      f.inception().minusSeconds(seconds), f.expiration().plusSeconds(seconds)));
    }
  }

  private static void again(Specimen s) throws NoPlaceException {
    RRSIGRecord r = s.someRrsig(t -> t != Type.DNSKEY);
    s.zone()
        .resign(
            r.getName(),
            r.getTypeCovered(),
            s.zsk(),
            f -> f.withTimes(f.inception().plusSeconds(3600), f.expiration().plusSeconds(3600)));
  }

  private static void twice(Specimen s) throws NoPlaceException {
    RRSIGRecord r = s.someRrsig(t -> t != Type.DNSKEY);
    RrsigFields fields = SignedZone.fieldsOf(r);
    s.zone()
        .addSignature(
            r.getName(),
            r.getTypeCovered(),
            s.zsk(),
            f -> fields.withTimes(fields.inception().minusSeconds(60), fields.expiration()));
  }

  private static Record delegation(Name name) {
    return new NSRecord(name, DClass.IN, 3600, Name.fromConstantString("ns.elsewhere.invalid."));
  }

  /** Adds records to what the signer is given, and signs them where they are to be signed. */
  private static void add(Specimen s, Record... records) {
    for (Record r : records) {
      s.unsigned().add(r);
      s.zone().add(r);
    }
    for (Record r : records) {
      if (s.zone().authority().signedTypes(r.getName()).contains(r.getType())) {
        s.zone().resign(r.getName(), r.getType());
      }
    }
    s.settleDenial();
  }

  private static void addSecure(Specimen s) throws NoPlaceException {
    Name name = s.newName();
    byte[] digest = new byte[32];
    s.random().nextBytes(digest);
    add(s, delegation(name), new DSRecord(name, DClass.IN, 3600, 12345, 13, 2, digest));
  }

  private static void addDeep(Specimen s) throws NoPlaceException {
    add(s, delegation(below("deep", s.newName())));
  }

  private static void addWildcard(Specimen s) throws NoPlaceException {
    add(s, new TXTRecord(below("*", s.newName()), DClass.IN, 3600, "any name"));
  }

  private static Name below(String label, Name name) throws NoPlaceException {
    try {
      return Name.concatenate(Name.fromConstantString(label), name);
    } catch (org.xbill.DNS.NameTooLongException e) {
      throw new NoPlaceException("room below " + name);
    }
  }

  private static void kept(Specimen s) throws NoPlaceException {
    if (!s.zone().plan().denial().optOut()) {
      throw new NoPlaceException("opt-out");
    }
    Name cut =
        s.someDelegation(
            n ->
                s.zone().authority().isInsecureDelegation(n)
                    && n.labels() == s.origin().labels() + 1,
            "insecure delegation right below the apex");
    Nsec3Edit.insert(s.zone(), cut, true, Type.NS);
  }

  private static void cds(Specimen s) {
    ContentBugs.put(s, "CDS", s.ksk().ds(s.origin(), 3600, 2).rdataToString());
    ContentBugs.put(s, "CDNSKEY", s.ksk().dnskey(s.origin(), 3600).rdataToString());
    s.settleDenial();
  }

  private static void publish(Specimen s, SoftwareKey key) {
    s.zone().add(key.dnskey(s.origin(), s.zone().ofType(Type.DNSKEY).get(0).getTTL()));
    s.zone().resign(s.origin(), Type.DNSKEY);
  }
}
