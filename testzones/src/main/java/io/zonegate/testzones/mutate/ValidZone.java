package io.zonegate.testzones.mutate;

import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.testzones.sign.SoftwareKey;
import io.zonegate.testzones.sign.ZoneSigner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.NSEC3PARAMRecord;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * A signed zone that is known to be valid, and the same zone signed by keys of our own: by the same
 * algorithm, with the same denial of existence. Small zones only, for every search walks all
 * records.
 */
public final class ValidZone {
  /** Most records of a zone; the root zone has some 25,000. */
  public static final int MOST_RECORDS = 50_000;

  private static final int DS_TTL = 86_400;
  private static final int ZONEMD = 63;

  /** What a signer adds to a zone. */
  private static final Set<Integer> SIGNERS_TYPES =
      Set.of(Type.RRSIG, Type.NSEC, Type.NSEC3, Type.NSEC3PARAM, Type.DNSKEY);

  /** Types at the apex that tell of keys or of the zone's bytes. */
  private static final Set<Integer> APEX_TYPES = Set.of(ZONEMD, Type.CDS, Type.CDNSKEY);

  private final Name origin;
  private final List<Record> signed;
  private final List<Record> parentDs;
  private final Instant clock;
  private final SignedZone standIn;
  private final SignedZone standInBefore;
  private final FaultCase given;
  private final FaultCase byOurKeys;

  /** The zone cannot be used; the message says why. */
  public static final class UnfitException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
      super(message);
    }
  }

  private ValidZone(Name origin, List<Record> signed, List<Record> parentDs, Instant clock)
      throws UnfitException {
    this.origin = origin;
    this.signed = signed;
    this.parentDs = parentDs;
    this.clock = clock;
    SigningPlan plan = plan();
    this.standInBefore = ZoneSigner.sign(origin, unsigned(signed), plan);
    this.standIn = standInBefore.copy();
    Specimen.setSerial(standIn, soa(signed).getSerial() + 1);
    this.given = asGiven(0).finish(Rewritings.NONE.name());
    this.byOurKeys = signedByOurKeys(0).finish(ValidChanges.NONE.name());
  }

  /**
   * Reads a signed zone.
   *
   * @param masterFile the zone; each char is one octet
   * @param parentDs the parent's DS records as a master file; empty to take those that the zone's
   *     keys with the SEP flag would have
   * @param clock when the zone is valid
   * @throws UnfitException if it cannot be read, is not signed or is too large
   */
  public static ValidZone read(String masterFile, String parentDs, Instant clock)
      throws UnfitException {
    List<Record> signed = records(masterFile, Name.root);
    if (signed.size() > MOST_RECORDS) {
      throw new UnfitException(
          "it has "
              + signed.size()
              + " records, of at most "
              + MOST_RECORDS
              + "; give a smaller one");
    }
    Name origin = soa(signed).getName();
    if (signed.stream().noneMatch(DNSKEYRecord.class::isInstance)) {
      throw new UnfitException("it is not signed: it has no DNSKEY record");
    }
    return new ValidZone(origin, signed, parent(origin, signed, parentDs), clock);
  }

  /**
   * A zone of the generator, signed by a plan.
   *
   * @param clock when the plan makes it valid
   * @throws UnfitException as {@link #read}
   */
  public static ValidZone of(ZoneShape shape, SigningPlan plan, Instant clock)
      throws UnfitException {
    Name origin = Name.fromConstantString(shape.origin());
    return read(ZoneSigner.sign(origin, ZoneMaker.records(shape), plan).text(), "", clock);
  }

  /** The DS records that are given, those of the keys that are given, or of the zone's own. */
  private static List<Record> parent(Name origin, List<Record> signed, String given)
      throws UnfitException {
    List<Record> records = given.isEmpty() ? signed : records(given, origin);
    List<Record> ds = records.stream().filter(r -> r.getType() == Type.DS).toList();
    if (given.isEmpty() || ds.isEmpty()) {
      ds = dsOf(origin, records);
    }
    if (ds.isEmpty()) {
      throw new UnfitException(
          given.isEmpty()
              ? "it has no DNSKEY with the SEP flag to make a DS of; give the parent's with --ds"
              : "the file of --ds has neither a DS nor a DNSKEY with the SEP flag");
    }
    return ds;
  }

  private static List<Record> records(String masterFile, Name origin) throws UnfitException {
    try {
      return ZoneMaker.parse(masterFile, origin);
    } catch (IOException e) {
      throw new UnfitException(
          "dnsjava, which the self-test uses, cannot read it: " + e.getMessage());
    }
  }

  private static SOARecord soa(List<Record> records) throws UnfitException {
    return records.stream()
        .filter(SOARecord.class::isInstance)
        .map(SOARecord.class::cast)
        .findFirst()
        .orElseThrow(() -> new UnfitException("it has no SOA record"));
  }

  private static List<Record> dsOf(Name origin, List<Record> signed) {
    return signed.stream()
        .filter(DNSKEYRecord.class::isInstance)
        .map(DNSKEYRecord.class::cast)
        .filter(key -> (key.getFlags() & DNSKEYRecord.Flags.SEP_KEY) != 0)
        .map(key -> (Record) new org.xbill.DNS.DSRecord(origin, key.getDClass(), DS_TTL, 2, key))
        .toList();
  }

  /** How the zone is signed, with other keys. */
  private SigningPlan plan() throws UnfitException {
    List<Record> keys = signed.stream().filter(r -> r.getType() == Type.DNSKEY).toList();
    int number = ((DNSKEYRecord) keys.get(0)).getAlgorithm();
    KeyAlgorithm algorithm =
        KeyAlgorithm.of(number)
            .orElseThrow(() -> new UnfitException("no key can be made for algorithm " + number));
    long longest = signed.stream().mapToLong(Record::getTTL).max().orElseThrow();
    Duration validity =
        Duration.ofSeconds(2 * (longest + soa(signed).getExpire())).plus(Duration.ofDays(7));
    return new SigningPlan(
        keys.size() == 1
            ? SigningKeys.single(SoftwareKey.generate(algorithm, KeyRole.CSK, 1))
            : SigningKeys.pair(algorithm, 1),
        denial(),
        clock.minus(Duration.ofDays(1)),
        clock.plus(validity),
        keys.get(0).getTTL());
  }

  private Denial denial() {
    boolean optOut =
        signed.stream()
            .anyMatch(r -> r instanceof NSEC3Record nsec3 && (nsec3.getFlags() & 1) != 0);
    return signed.stream()
        .filter(NSEC3PARAMRecord.class::isInstance)
        .map(NSEC3PARAMRecord.class::cast)
        .findFirst()
        .map(p -> new Denial(true, optOut, p.getIterations(), hex(p.getSalt())))
        .orElse(Denial.nsec());
  }

  private static String hex(byte[] salt) {
    return salt == null ? "" : HexFormat.of().formatHex(salt);
  }

  /** What was signed: without what the signer added, and without what tells of its keys. */
  private List<Record> unsigned(List<Record> records) {
    return records.stream()
        .filter(r -> !SIGNERS_TYPES.contains(r.getType()))
        .filter(r -> !APEX_TYPES.contains(r.getType()) || !r.getName().equals(origin))
        .toList();
  }

  /** The zone's name. */
  public Name origin() {
    return origin;
  }

  /** What a change of the zone as it was given, or as our keys sign it, begins with. */
  FaultCase unchanged(boolean signedByOurKeys) {
    return signedByOurKeys ? byOurKeys : given;
  }

  /** The zone as it was given, to be damaged or rewritten. */
  Specimen asGiven(long seed) {
    return new Specimen(
        SignedZone.unsigned(origin, signed), parentDs, unsigned(signed), "", clock, random(seed));
  }

  /** The zone with the serial after its own, signed by our keys, and the one before it. */
  Specimen signedByOurKeys(long seed) {
    List<Record> ds = new java.util.ArrayList<>();
    for (SoftwareKey key : standIn.plan().keys().dnskeySigners()) {
      ds.add(key.ds(origin, DS_TTL, 2));
    }
    SignedZone zone = standIn.copy();
    return new Specimen(
        zone, ds, unsigned(zone.records()), standInBefore.text(), clock, random(seed));
  }

  private static Random random(long seed) {
    // Seeds one after the other begin alike otherwise.
    return new Random(new SplittableRandom(seed).nextLong());
  }
}
