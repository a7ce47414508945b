package io.zonegate.testzones.mutate;

import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.testzones.fault.PastEvent;
import io.zonegate.testzones.fault.PreviousZone;
import io.zonegate.testzones.sign.DenialChain;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SoftwareKey;
import io.zonegate.testzones.sign.ZoneAuthority;
import io.zonegate.testzones.sign.ZoneSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A copy of a valid zone that one change is made to, and all that it is judged with. */
final class Specimen {
  private static final int DS_TTL = 86_400;

  private final SignedZone zone;
  private final Instant clock;
  private final Random random;
  private final List<Record> parent;
  private final List<Record> unsigned;
  private final List<PastEvent> history = new ArrayList<>();
  private String previous;
  private UnaryOperator<String> rewriting = text -> text;
  private String signedAnew;

  Specimen(
      SignedZone zone,
      List<Record> parent,
      List<Record> unsigned,
      String previous,
      Instant clock,
      Random random) {
    this.zone = zone;
    this.parent = new ArrayList<>(parent);
    this.unsigned = new ArrayList<>(unsigned);
    this.previous = previous;
    this.clock = clock;
    this.random = random;
  }

  SignedZone zone() {
    return zone;
  }

  Name origin() {
    return zone.origin();
  }

  Instant clock() {
    return clock;
  }

  Random random() {
    return random;
  }

  /** The parent's records. */
  List<Record> parent() {
    return parent;
  }

  /** What the signer was given. */
  List<Record> unsigned() {
    return unsigned;
  }

  // Places.

  <T> T pick(List<T> from, String wanted) throws NoPlaceException {
    if (from.isEmpty()) {
      throw new NoPlaceException(wanted);
    }
    return from.get(random.nextInt(from.size()));
  }

  /** Some RRSIG with a fitting type covered. */
  RRSIGRecord someRrsig(IntPredicate covered) throws NoPlaceException {
    return pick(
        zone.rrsigs().stream().filter(r -> covered.test(r.getTypeCovered())).toList(),
        "such a signature");
  }

  /** Some record of a fitting type that is signed. */
  Record someSigned(Predicate<Record> wanted) throws NoPlaceException {
    ZoneAuthority authority = zone.authority();
    return pick(
        zone.records().stream()
            .filter(r -> r.getType() != Type.RRSIG && wanted.test(r))
            .filter(
                r ->
                    isDenial(r.getType())
                        || authority.signedTypes(r.getName()).contains(r.getType()))
            .toList(),
        "such a signed record");
  }

  static boolean isDenial(int type) {
    return type == Type.NSEC || type == Type.NSEC3;
  }

  /** Whether it is data of the zone: neither denial nor keys nor SOA. */
  static boolean isData(Record r) {
    return switch (r.getType()) {
      case Type.RRSIG, Type.NSEC, Type.NSEC3, Type.NSEC3PARAM, Type.DNSKEY, Type.SOA -> false;
      default -> true;
    };
  }

  Name someDelegation(Predicate<Name> wanted, String what) throws NoPlaceException {
    return pick(zone.authority().delegations().stream().filter(wanted).toList(), what);
  }

  Name someSecureDelegation() throws NoPlaceException {
    ZoneAuthority authority = zone.authority();
    return someDelegation(n -> !authority.isInsecureDelegation(n), "secure delegation");
  }

  Name someInsecureDelegation() throws NoPlaceException {
    return someDelegation(zone.authority()::isInsecureDelegation, "insecure delegation");
  }

  /** Some address record below a cut. */
  Record someGlue() throws NoPlaceException {
    ZoneAuthority authority = zone.authority();
    return pick(
        zone.records().stream()
            .filter(r -> r.getType() == Type.A || r.getType() == Type.AAAA)
            .filter(r -> authority.isOccluded(r.getName()))
            .toList(),
        "glue");
  }

  /** A name right below the apex that the zone has not. */
  Name newName() throws NoPlaceException {
    try {
      Name name =
          Name.concatenate(
              Name.fromString("zonegate-" + Integer.toHexString(random.nextInt(1 << 24))),
              origin());
      if (zone.records().stream().anyMatch(r -> r.getName().subdomain(name))) {
        throw new NoPlaceException("room for " + name);
      }
      return name;
    } catch (NameTooLongException | TextParseException e) {
      throw new IllegalStateException("no name below " + origin(), e);
    }
  }

  // Keys.

  SoftwareKey ksk() {
    return zone.plan().keys().dnskeySigners().get(0);
  }

  SoftwareKey zsk() {
    return zone.plan().keys().zoneSigners().get(0);
  }

  /** The DNSKEY record of a key. */
  DNSKEYRecord dnskey(SoftwareKey key) {
    return zone.ofType(Type.DNSKEY).stream()
        .map(DNSKEYRecord.class::cast)
        .filter(r -> r.getFootprint() == key.tag() && r.getFlags() == key.flags())
        .findFirst()
        .orElseThrow();
  }

  /** Keys of the zone's algorithm that it has never had. */
  SoftwareKey other(SoftwareKey like) {
    return MoreKeys.like(like);
  }

  void parentDs(SoftwareKey... keys) {
    parent.clear();
    for (SoftwareKey key : keys) {
      parent.add(key.ds(origin(), DS_TTL, 2));
    }
  }

  // Changes by a signer.

  /** Gives the SOA another serial and signs it. */
  static void setSerial(SignedZone zone, long serial) {
    SOARecord soa = (SOARecord) zone.ofType(Type.SOA).get(0);
    zone.replace(soa, SignedZone.withSerial(soa, serial));
    zone.resign(zone.origin(), Type.SOA);
  }

  /** Sets the serial in the zone and in what the signer was given. */
  void setSerial(long serial) {
    setSerial(zone, serial);
    PreviousZone.withSerial(unsigned, serial);
  }

  long serial() {
    return ((SOARecord) zone.ofType(Type.SOA).get(0)).getSerial();
  }

  /** Makes the denial of existence fit the zone's data again, and signs what is new of it. */
  void settleDenial() {
    List<Record> right = DenialChain.of(zone, zone.plan().denial());
    Comparator<Record> order = Comparator.comparing(Record::toString);
    TreeSet<Record> wanted = new TreeSet<>(order);
    wanted.addAll(right);
    TreeSet<Record> present = new TreeSet<>(order);
    present.addAll(zone.ofType(Type.NSEC));
    present.addAll(zone.ofType(Type.NSEC3));
    for (Record r : present) {
      if (!wanted.contains(r)) {
        zone.removeRrset(r.getName(), r.getType());
      }
    }
    for (Record r : wanted) {
      if (!present.contains(r)) {
        zone.add(r);
        zone.resign(r.getName(), r.getType());
      }
    }
  }

  /** Signs the whole zone with these keys in place of what was there. */
  void signWith(SigningKeys keys) {
    signedAnew = signed(keys, serial());
  }

  private String signed(SigningKeys keys, long serial) {
    List<Record> records = new ArrayList<>(unsigned);
    PreviousZone.withSerial(records, serial);
    return ZoneSigner.sign(origin(), records, zone.plan().withKeys(keys)).text();
  }

  // The past.

  /** The zone before was signed with these keys. */
  void before(SigningKeys keys) {
    previous = signed(keys, serial() - 1);
  }

  /** The zone with these keys was released so long ago, with these keys' DS at the parent. */
  void released(Duration ago, SigningKeys keys, SoftwareKey... ds) {
    StringBuilder parentThen = new StringBuilder();
    for (SoftwareKey key : ds) {
      parentThen.append(key.ds(origin(), DS_TTL, 2)).append('\n');
    }
    String text = signed(keys, serial() - 1);
    history.add(new PastEvent(true, clock.minus(ago), text, parentThen.toString()));
  }

  // The text.

  /** Changes the master file at the very end. */
  void rewrite(UnaryOperator<String> change) {
    rewriting = change;
  }

  FaultCase finish(String name) {
    zone.sort();
    return new FaultCase(
        name,
        origin().toString(),
        rewriting.apply(signedAnew == null ? zone.text() : signedAnew),
        lines(parent),
        lines(unsigned),
        previous,
        history,
        "",
        clock);
  }

  private static String lines(List<Record> records) {
    StringBuilder text = new StringBuilder();
    for (Record r : records) {
      text.append(r).append('\n');
    }
    return text.toString();
  }
}
