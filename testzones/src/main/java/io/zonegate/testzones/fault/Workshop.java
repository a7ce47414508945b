package io.zonegate.testzones.fault;

import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.testzones.sign.SoftwareKey;
import io.zonegate.testzones.sign.ZoneAuthority;
import io.zonegate.testzones.sign.ZoneSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Where a case is made: edit the unsigned zone and the plan, sign, edit the signed zone, rewrite
 * its text, in this order; every step may be left out.
 */
public final class Workshop {

  /** The apex of every case. */
  public static final Name ORIGIN = BaseZone.ORIGIN;

  private static final long DNSKEY_TTL = 3_600;
  private static final int DS_TTL = 86_400;

  private final String name;
  private final long seed;
  private final Instant clock;
  private final Random random;
  private final List<Record> unsigned;
  private final List<Record> parent = new ArrayList<>();
  private UnaryOperator<String> rewriting = text -> text;
  private String unsignedText;
  private String previous = "";
  private final List<PastEvent> history = new ArrayList<>();
  private String policy = "";
  private SigningPlan plan;
  private SignedZone zone;

  Workshop(long seed, String name, Instant clock) {
    this.name = name;
    this.seed = seed;
    this.clock = clock;
    this.random = new Random(seed * 31 + name.hashCode());
    this.unsigned = BaseZone.records(seed);
    this.plan =
        new SigningPlan(
            SigningKeys.pair(KeyAlgorithm.ECDSAP256, seed),
            Denial.nsec(),
            clock.minus(Duration.ofDays(1)),
            clock.plus(Duration.ofDays(14)),
            DNSKEY_TTL);
  }

  /** What chooses keys, names and places. */
  public long seed() {
    return seed;
  }

  /** When the case is to be judged. */
  public Instant clock() {
    return clock;
  }

  Random random() {
    return random;
  }

  /** One of these, by chance. */
  public <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** The name with this text; relative to the origin if it has no final dot. */
  public Name name(String relative) {
    try {
      return Name.fromString(relative, ORIGIN);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("no name: " + relative, e);
    }
  }

  // Before signing.

  /** What is to be signed; may be changed until the first call of {@link #zone()}. */
  public List<Record> unsigned() {
    return unsigned;
  }

  /** Adds records to the unsigned zone; owners are relative to the origin, the TTL is 3600. */
  public void addUnsigned(String masterFile) {
    unsigned.addAll(BaseZone.parse("$TTL 3600\n" + masterFile + "\n"));
  }

  /** Delegations, glue and so on of the unsigned zone. */
  public ZoneAuthority authority() {
    return new ZoneAuthority(ORIGIN, unsigned);
  }

  /** How the zone is to be signed. */
  public SigningPlan plan() {
    return plan;
  }

  /** Signs by this plan. */
  public void plan(SigningPlan newPlan) {
    this.plan = newPlan;
  }

  /** Signs with these keys. */
  public void keys(SigningKeys keys) {
    plan = plan.withKeys(keys);
  }

  /** Signs with this denial of existence. */
  public void denial(Denial denial) {
    plan = plan.withDenial(denial);
  }

  /** The first key that signs the DNSKEY RRset. */
  public SoftwareKey ksk() {
    return plan.keys().dnskeySigners().get(0);
  }

  /** The first key that signs the data. */
  public SoftwareKey zsk() {
    return plan.keys().zoneSigners().get(0);
  }

  // The signed zone.

  /** Signs as planned at the first call, and returns the zone at every call. */
  public SignedZone zone() {
    if (zone == null) {
      zone = ZoneSigner.sign(ORIGIN, unsigned, plan);
    }
    return zone;
  }

  /** Some RRSIG of the zone with a fitting type covered. */
  RRSIGRecord someRrsig(IntPredicate covered) {
    return pick(zone().rrsigs().stream().filter(r -> covered.test(r.getTypeCovered())).toList());
  }

  /** Some RRSIG over data: not over DNSKEY, SOA, NSEC or NSEC3. */
  RRSIGRecord someDataRrsig() {
    return someRrsig(t -> t != Type.DNSKEY && t != Type.SOA && t != Type.NSEC && t != Type.NSEC3);
  }

  /** Some delegation with DS. */
  public Name someSecureDelegation() {
    ZoneAuthority authority = authority();
    return pick(
        authority.delegations().stream().filter(n -> !authority.isInsecureDelegation(n)).toList());
  }

  /** Some insecure delegation right below the apex. */
  public Name someInsecureDelegation() {
    ZoneAuthority authority = authority();
    return pick(
        authority.delegations().stream()
            .filter(n -> authority.isInsecureDelegation(n) && n.labels() == ORIGIN.labels() + 1)
            .toList());
  }

  /** Some address record below a cut. */
  Record someGlue() {
    ZoneAuthority authority = authority();
    return pick(unsigned.stream().filter(r -> authority.isOccluded(r.getName())).toList());
  }

  /** Signs the zone again after a change of many RRsets at the apex or elsewhere. */
  void resignAll(IntPredicate covered) {
    for (RRSIGRecord old : zone().rrsigs()) {
      if (covered.test(old.getTypeCovered())) {
        zone().resign(old.getName(), old.getTypeCovered());
      }
    }
  }

  // The texts.

  /** The parent's records instead of the DS of the first KSK. */
  public void parent(Record... records) {
    parent.addAll(List.of(records));
  }

  /** The unsigned input instead of what was signed. */
  public void unsignedText(String text) {
    this.unsignedText = text;
  }

  /** The zone that was released before, a master file. */
  public void previous(String text) {
    this.previous = text;
  }

  /** A zone of the past; the oldest first. */
  void event(PastEvent event) {
    history.add(event);
  }

  /** Sections of a policy file to judge by, in place of the defaults. */
  public void policy(String toml) {
    this.policy = toml;
  }

  /** Changes the master file of the candidate at the very end. */
  public void rewrite(UnaryOperator<String> change) {
    this.rewriting = change;
  }

  FaultCase finish() {
    SignedZone signed = zone();
    signed.sort();
    if (parent.isEmpty()) {
      parent.add(ksk().ds(ORIGIN, DS_TTL, 2));
    }
    return new FaultCase(
        name,
        ORIGIN.toString(),
        rewriting.apply(signed.text()),
        lines(parent),
        unsignedText == null ? lines(unsigned) : unsignedText,
        previous,
        history,
        policy,
        clock);
  }

  /** Records as a master file. */
  public static String lines(List<Record> records) {
    StringBuilder text = new StringBuilder();
    for (Record r : records) {
      text.append(r).append('\n');
    }
    return text.toString();
  }
}
