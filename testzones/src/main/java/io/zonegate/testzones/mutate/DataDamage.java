package io.zonegate.testzones.mutate;

import static io.zonegate.testzones.mutate.Mutation.damage;

import io.zonegate.testzones.sign.CanonicalForm;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.ZoneAuthority;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Records that were changed, lost or added after signing. */
final class DataDamage {
  private static final String BOGUS = "the RRset is bogus";
  private static final String UNSEEN = "none: referrals and glue are not signed";
  private static final String DENIED = "answers about the name are bogus";

  private DataDamage() {}

  static List<Mutation> list() {
    return List.of(
        damage("data-bit-flipped", BOGUS, DataDamage::flipData, "SIG-VERIFY"),
        damage(
            "data-dnskey-bit-flipped",
            "the whole zone is bogus",
            DataDamage::flipKey,
            "SIG-VERIFY",
            "SIG-KEY"),
        damage(
            "data-nsec3param-changed",
            "none for a resolver; a secondary cannot answer",
            DataDamage::flipParam,
            "SIG-VERIFY",
            "NSEC3-PARAM"),
        damage(
            "data-record-lost-of-several",
            BOGUS,
            DataDamage::loseOne,
            "SIG-VERIFY",
            "SIG-KEY",
            "SIG-COVERAGE",
            "DS-CHAIN",
            "DS-MATCH"),
        damage("data-record-added-to-an-rrset", BOGUS, DataDamage::addToRrset, "SIG-VERIFY"),
        damage(
            "data-rrset-lost",
            DENIED,
            DataDamage::loseRrset,
            "NSEC-BITMAP",
            "NSEC-CHAIN",
            "NSEC3-BITMAP",
            "NSEC3-COVERAGE",
            "DENIAL-EXTRA",
            "ZONE-UNCHANGED"),
        damage("data-rrset-added-unsigned", BOGUS, DataDamage::addRrset, "SIG-COVERAGE"),
        damage(
            "data-name-added-unsigned",
            "the name is denied with proof",
            DataDamage::addName,
            "SIG-COVERAGE"),
        damage(
            "data-ttl-above-the-original",
            "resolvers cut it; the zone is not what was signed",
            s -> ttl(s, 1),
            "SIG-TTL"),
        damage(
            "data-ttl-below-the-original",
            "none; the zone is not what was signed",
            s -> ttl(s, -1),
            "SIG-TTL"),
        damage(
            "data-ttls-differ-in-an-rrset",
            "resolvers take the least (RFC 2181 5.2)",
            DataDamage::oneTtl,
            "ZONE-RULES",
            "SIG-TTL"),
        damage(
            "data-soa-serial-changed",
            "SOA and every negative answer are bogus",
            DataDamage::soaSerial,
            "SIG-VERIFY"),
        damage(
            "data-soa-twice",
            "servers refuse the zone, or take either",
            DataDamage::soaTwice,
            "ZONE-RULES",
            "ZONE-READ"),
        damage(
            "data-soa-lost",
            "servers refuse the zone",
            s -> s.zone().removeRrset(s.origin(), Type.SOA),
            "ZONE-READ"),
        damage(
            "data-apex-ns-lost",
            "no referral to the zone can be confirmed",
            s -> s.zone().removeRrset(s.origin(), Type.NS),
            "ZONE-APEX",
            "ZONE-RULES",
            "NSEC-BITMAP",
            "NSEC3-BITMAP"),
        damage(
            "data-dnskey-rrset-lost",
            "the whole zone is bogus",
            s -> s.zone().removeRrset(s.origin(), Type.DNSKEY),
            "ZONE-SIGNED",
            "DS-MATCH"),
        damage(
            "data-cname-beside-other-data",
            "which of them answers depends on the server (RFC 2181 10.1)",
            DataDamage::cname,
            "ZONE-RULES"),
        damage(
            "data-outside-the-zone",
            "servers drop the record or refuse the zone",
            DataDamage::outside,
            "ZONE-READ"),
        damage("ds-digest-changed", "the child is bogus", DataDamage::flipDs, "SIG-VERIFY"),
        damage(
            "ds-lost",
            "the referral is bogus: DS is said to be there",
            DataDamage::loseDs,
            "NSEC-BITMAP",
            "NSEC3-BITMAP",
            "NSEC3-COVERAGE",
            "DENIAL-EXTRA"),
        damage("ds-added-unsigned", "the child is bogus", DataDamage::addDs, "SIG-COVERAGE"),
        damage(
            "ds-without-ns",
            "none; no server refers to the child",
            DataDamage::dsWithoutNs,
            "ZONE-RULES",
            "NSEC-BITMAP",
            "NSEC3-BITMAP"),
        damage(
            "delegation-lost",
            "the names below no longer exist",
            DataDamage::loseDelegation,
            "ZONE-UNCHANGED"),
        damage("delegation-name-server-lost", UNSEEN, DataDamage::loseNameServer, "ZONE-UNCHANGED"),
        damage(
            "delegation-name-server-changed",
            UNSEEN,
            DataDamage::changeNameServer,
            "ZONE-UNCHANGED"),
        damage(
            "delegation-added",
            "the referral is bogus without opt-out",
            DataDamage::addDelegation,
            "ZONE-UNCHANGED"),
        damage("glue-lost", UNSEEN, s -> s.zone().remove(s.someGlue()), "ZONE-UNCHANGED"),
        damage("glue-address-changed", UNSEEN, s -> flip(s, s.someGlue()), "ZONE-UNCHANGED"),
        damage(
            "denial-record-lost",
            "denial there is bogus",
            DataDamage::loseDenial,
            "NSEC-CHAIN",
            "NSEC3-CHAIN"),
        damage(
            "denial-record-bit-flipped",
            "denial there is bogus",
            s -> flip(s, s.someSigned(r -> Specimen.isDenial(r.getType()))),
            "SIG-VERIFY",
            "NSEC-CHAIN",
            "NSEC3-CHAIN",
            "NSEC3-PARAM",
            "ZONE-READ"),
        damage(
            "denial-all-lost",
            "every denial and referral is bogus",
            DataDamage::loseAllDenial,
            "NSEC-CHAIN",
            "NSEC3-CHAIN",
            "ZONE-SIGNED"));
  }

  /** Changes one bit of the RDATA's last octet: of an address, a digest, a key. */
  private static void flip(Specimen s, Record old) {
    byte[] rdata = CanonicalForm.plainRdata(old);
    rdata[rdata.length - 1] ^= (byte) (1 << s.random().nextInt(5));
    s.zone().replace(old, with(old, rdata));
  }

  private static Record with(Record old, byte[] rdata) {
    return Record.newRecord(old.getName(), old.getType(), DClass.IN, old.getTTL(), rdata);
  }

  private static void flipData(Specimen s) throws NoPlaceException {
    flip(
        s,
        s.someSigned(
            r -> r.getType() == Type.A || r.getType() == Type.AAAA || r.getType() == Type.DS));
  }

  private static void flipKey(Specimen s) throws NoPlaceException {
    flip(s, s.someSigned(r -> r.getType() == Type.DNSKEY));
  }

  private static void flipParam(Specimen s) throws NoPlaceException {
    Record old = s.someSigned(r -> r.getType() == Type.NSEC3PARAM);
    byte[] rdata = CanonicalForm.plainRdata(old);
    rdata[3] ^= 1;
    s.zone().replace(old, with(old, rdata));
  }

  private static void flipDs(Specimen s) throws NoPlaceException {
    flip(s, s.someSigned(r -> r.getType() == Type.DS));
  }

  private static void loseOne(Specimen s) throws NoPlaceException {
    s.zone().remove(s.someSigned(r -> s.zone().find(r.getName(), r.getType()).size() > 1));
  }

  private static void addToRrset(Specimen s) throws NoPlaceException {
    Record model =
        s.someSigned(
            r ->
                r.getType() == Type.A
                    || r.getType() == Type.AAAA
                    || r.getType() == Type.DS
                    || r.getType() == Type.NS);
    byte[] rdata = CanonicalForm.plainRdata(model);
    if (rdata.length < 3) {
      throw new NoPlaceException("name server with a label there");
    }
    // The first letter of a name, or some octet that is not a length.
    rdata[1] ^= 2;
    s.zone().add(with(model, rdata));
  }

  private static void loseRrset(Specimen s) throws NoPlaceException {
    Record r = s.someSigned(Specimen::isData);
    s.zone().removeRrset(r.getName(), r.getType());
  }

  private static void addRrset(Specimen s) throws NoPlaceException {
    Record place =
        s.someSigned(
            r -> Specimen.isData(r) && r.getType() != Type.DS && r.getType() != Type.CNAME);
    if (!s.zone().find(place.getName(), Type.HINFO).isEmpty()) {
      throw new NoPlaceException("name without HINFO");
    }
    s.zone().add(new org.xbill.DNS.HINFORecord(place.getName(), DClass.IN, 3600, "none", "none"));
  }

  private static void addName(Specimen s) throws NoPlaceException {
    s.zone().add(new TXTRecord(s.newName(), DClass.IN, 3600, "not signed"));
  }

  private static void ttl(Specimen s, int more) throws NoPlaceException {
    Record some = s.someSigned(r -> r.getTTL() > 0 && Specimen.isData(r));
    for (Record r : s.zone().find(some.getName(), some.getType())) {
      s.zone().replace(r, SignedZone.withTtl(r, r.getTTL() + more));
    }
    for (Record r : s.zone().rrsigs(some.getName(), some.getType())) {
      s.zone().replace(r, SignedZone.withTtl(r, r.getTTL() + more));
    }
  }

  private static void oneTtl(Specimen s) throws NoPlaceException {
    Record r = s.someSigned(x -> s.zone().find(x.getName(), x.getType()).size() > 1);
    s.zone().replace(r, SignedZone.withTtl(r, r.getTTL() + 1));
  }

  private static void soaSerial(Specimen s) {
    Record old = s.zone().ofType(Type.SOA).get(0);
    s.zone().replace(old, SignedZone.withSerial((org.xbill.DNS.SOARecord) old, s.serial() + 1));
  }

  private static void soaTwice(Specimen s) {
    s.zone()
        .add(
            SignedZone.withSerial(
                (org.xbill.DNS.SOARecord) s.zone().ofType(Type.SOA).get(0), s.serial() + 1));
  }

  private static void cname(Specimen s) throws NoPlaceException {
    Record r = s.someSigned(x -> Specimen.isData(x) && x.getType() != Type.CNAME);
    s.zone().add(new org.xbill.DNS.CNAMERecord(r.getName(), DClass.IN, 3600, s.origin()));
  }

  private static void outside(Specimen s) throws NoPlaceException {
    if (s.origin().equals(Name.root)) {
      throw new NoPlaceException("name outside the zone");
    }
    s.zone()
        .add(
            new TXTRecord(
                Name.fromConstantString("zonegate-outside."), DClass.IN, 3600, "not here"));
  }

  private static void loseDs(Specimen s) throws NoPlaceException {
    s.zone().removeRrset(s.someSecureDelegation(), Type.DS);
  }

  private static void addDs(Specimen s) throws NoPlaceException {
    s.zone()
        .add(
            new org.xbill.DNS.DSRecord(
                s.someInsecureDelegation(), DClass.IN, 3600, 1, 13, 2, new byte[32]));
  }

  private static void dsWithoutNs(Specimen s) throws NoPlaceException {
    s.zone().removeRrset(s.someSecureDelegation(), Type.NS);
  }

  private static void loseDelegation(Specimen s) throws NoPlaceException {
    Name cut = s.someDelegation(n -> true, "delegation");
    s.zone().records().stream().filter(r -> r.getName().subdomain(cut)).forEach(s.zone()::remove);
  }

  private static Record someNameServer(Specimen s, int least) throws NoPlaceException {
    ZoneAuthority authority = s.zone().authority();
    return s.pick(
        s.zone().ofType(Type.NS).stream()
            .filter(r -> authority.isDelegation(r.getName()))
            .filter(r -> s.zone().find(r.getName(), Type.NS).size() >= least)
            .toList(),
        "delegation with " + least + " name servers");
  }

  private static void loseNameServer(Specimen s) throws NoPlaceException {
    s.zone().remove(someNameServer(s, 2));
  }

  private static void changeNameServer(Specimen s) throws NoPlaceException {
    Record old = someNameServer(s, 1);
    s.zone()
        .replace(
            old,
            new NSRecord(
                old.getName(),
                DClass.IN,
                old.getTTL(),
                Name.fromConstantString("ns.elsewhere.invalid.")));
  }

  private static void addDelegation(Specimen s) throws NoPlaceException {
    s.zone()
        .add(
            new NSRecord(
                s.newName(), DClass.IN, 3600, Name.fromConstantString("ns.elsewhere.invalid.")));
  }

  private static void loseDenial(Specimen s) throws NoPlaceException {
    Record r = s.someSigned(x -> Specimen.isDenial(x.getType()));
    s.zone().removeRrset(r.getName(), r.getType());
  }

  private static void loseAllDenial(Specimen s) {
    for (int type : new int[] {Type.NSEC, Type.NSEC3}) {
      for (Record r : s.zone().ofType(type)) {
        s.zone().removeRrset(r.getName(), type);
      }
    }
  }
}
