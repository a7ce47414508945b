package io.zonegate.testzones.mutate;

import static io.zonegate.testzones.mutate.Mutation.signer;

import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.ZoneMessageDigest;
import java.io.IOException;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Well signed zones with content that is not what the signer was given, or that steps back. */
final class ContentBugs {
  private static final String NOT_THERE = "none: the content is denied, or wrong, with proof";
  private static final int ZONEMD = ZoneMessageDigest.ZONEMD;

  private ContentBugs() {}

  static List<Mutation> list() {
    return List.of(
        signer(
            "serial-as-before",
            "none; secondaries keep the old zone",
            s -> {
              addName(s);
              s.setSerial(s.serial() - 1);
            },
            "ZONE-SERIAL"),
        signer(
            "serial-less-than-before",
            "none; secondaries keep the old zone",
            s -> s.setSerial(s.serial() - 5),
            "ZONE-SERIAL"),
        signer(
            "serial-half-way-round",
            "none; which is newer is not defined (RFC 1982)",
            s -> s.setSerial(s.serial() - 1 + (1L << 31)),
            "ZONE-SERIAL"),
        signer("content-delegation-lost", NOT_THERE, ContentBugs::loseDelegation, "ZONE-UNCHANGED"),
        signer("content-ds-lost", "the child is insecure", ContentBugs::loseDs, "ZONE-UNCHANGED"),
        signer("content-name-added", NOT_THERE, ContentBugs::addName, "ZONE-UNCHANGED"),
        signer(
            "content-half-of-the-delegations-lost",
            NOT_THERE,
            ContentBugs::loseHalf,
            "ZONE-UNCHANGED"),
        signer("content-rrset-lost", NOT_THERE, ContentBugs::loseRrset, "ZONE-UNCHANGED"),
        signer("content-ttl-changed", "none", ContentBugs::ttl, "ZONE-UNCHANGED"),
        signer(
            "zonemd-digest-wrong",
            "none; verifying secondaries refuse the zone",
            s -> zonemd(s, 0, true),
            "ZONEMD"),
        signer(
            "zonemd-serial-of-the-zone-before",
            "none; no digest for this serial",
            s -> zonemd(s, -1, false),
            "ZONEMD"));
  }

  private static void loseDelegation(Specimen s) throws NoPlaceException {
    Name cut = s.someDelegation(n -> true, "delegation");
    lose(s, cut);
    s.settleDenial();
  }

  private static void lose(Specimen s, Name cut) {
    s.zone().records().stream()
        .filter(r -> r.getName().subdomain(cut))
        .filter(r -> !Specimen.isDenial(r.getType()))
        .filter(r -> r.getType() != Type.RRSIG)
        .map(r -> List.of(r.getName(), r.getType()))
        .distinct()
        .forEach(k -> s.zone().removeRrset((Name) k.get(0), (Integer) k.get(1)));
  }

  private static void loseHalf(Specimen s) throws NoPlaceException {
    List<Name> cuts = s.zone().authority().delegations();
    if (cuts.size() < 2) {
      throw new NoPlaceException("two delegations");
    }
    cuts.subList(cuts.size() / 2, cuts.size()).forEach(cut -> lose(s, cut));
    s.settleDenial();
  }

  private static void loseDs(Specimen s) throws NoPlaceException {
    s.zone().removeRrset(s.someSecureDelegation(), Type.DS);
    s.settleDenial();
  }

  private static void loseRrset(Specimen s) throws NoPlaceException {
    Record r = s.someSigned(x -> Specimen.isData(x) && !isApexNs(s, x));
    s.zone().removeRrset(r.getName(), r.getType());
    s.settleDenial();
  }

  private static boolean isApexNs(Specimen s, Record r) {
    return r.getName().equals(s.origin()) && r.getType() == Type.NS;
  }

  private static void addName(Specimen s) throws NoPlaceException {
    Name name = s.newName();
    s.zone().add(new TXTRecord(name, DClass.IN, 3600, "nobody asked for it"));
    s.zone().resign(name, Type.TXT);
    s.settleDenial();
  }

  private static void ttl(Specimen s) throws NoPlaceException {
    Record some = s.someSigned(x -> Specimen.isData(x) && x.getTTL() > 0);
    for (Record r : s.zone().find(some.getName(), some.getType())) {
      s.zone().replace(r, SignedZone.withTtl(r, r.getTTL() + 1));
    }
    s.zone().resign(some.getName(), some.getType());
  }

  /** Puts a record at the apex and signs it; the denial has still to be settled. */
  static void put(Specimen s, String type, String rdata) {
    try {
      s.zone()
          .add(Record.fromString(s.origin(), Type.value(type), DClass.IN, 3600, rdata, s.origin()));
    } catch (IOException e) {
      throw new IllegalStateException(type + " " + rdata, e);
    }
    s.zone().resign(s.origin(), Type.value(type));
  }

  /** Gives the zone a ZONEMD record, right or with another serial or digest. */
  static void zonemd(Specimen s, int serialOff, boolean wrong) {
    SignedZone zone = s.zone();
    Name apex = s.origin();
    zone.add(
        Record.newRecord(
            apex, ZONEMD, DClass.IN, 3600, ZoneMessageDigest.rdata(zone, s.serial(), 1)));
    zone.resign(apex, ZONEMD);
    s.settleDenial();
    zone.removeRrset(apex, ZONEMD);
    byte[] rdata = ZoneMessageDigest.rdata(zone, s.serial() + serialOff, 1);
    if (wrong) {
      rdata[6 + s.random().nextInt(48)] ^= 1;
    }
    zone.add(Record.newRecord(apex, ZONEMD, DClass.IN, 3600, rdata));
    zone.resign(apex, ZONEMD);
  }
}
