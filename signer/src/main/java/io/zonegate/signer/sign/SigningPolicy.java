package io.zonegate.signer.sign;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.signer.denial.DenialMode;
import io.zonegate.signer.duty.KeyRoles;
import io.zonegate.signer.reuse.ReusePolicy;
import java.time.Duration;
import java.util.List;

/**
 * How a zone is signed. Immutable.
 *
 * @param validity from the signing time to the latest expiration of a signature over data
 * @param dnskeyValidity the same for signatures of key signing keys (DNSKEY, CDS, CDNSKEY)
 * @param inceptionOffset how long before the signing time signatures begin
 * @param spread over how long, before the latest, expirations over data are spread
 * @param dnskeyTtl TTL of the DNSKEY RRset
 * @param denial NSEC or NSEC3
 * @param zonemd whether a ZONEMD record is made
 * @param serial what becomes of the SOA serial
 * @param request what CDS and CDNSKEY ask of the parent
 * @param roles how the keys share the work
 * @param foreign DNSKEYs of the zone's other signers (RFC 8901), which are published and sign
 *     nothing
 * @param reuse until when signatures of the previous signed zone are kept
 */
public record SigningPolicy(
    Duration validity,
    Duration dnskeyValidity,
    Duration inceptionOffset,
    Duration spread,
    Duration dnskeyTtl,
    DenialMode denial,
    boolean zonemd,
    SerialPolicy serial,
    ParentRequest request,
    KeyRoles roles,
    List<DnskeyRdata> foreign,
    ReusePolicy reuse) {

  /**
   * RFC 4034, 3.1.5: times are compared by serial number arithmetic, so a period is below 2^31
   * seconds.
   */
  private static final Duration LONGEST = Duration.ofSeconds(0x7fffffffL);

  /**
   * NSEC3 with opt-out; 14 days (two weeks give an operator a week to mend a signer that stopped;
   * no RFC gives a figure, the root uses 13 days and .de 7); 21 days for DNSKEY, as the root does;
   * one hour back for validators with slow clocks; one day of spread against all signatures
   * expiring at once; DNSKEY TTL one hour, so that a mistake leaves caches soon.
   */
  public static final SigningPolicy DEFAULT =
      new SigningPolicy(
          Duration.ofDays(14),
          Duration.ofDays(21),
          Duration.ofHours(1),
          Duration.ofDays(1),
          Duration.ofHours(1),
          DenialMode.Nsec3.recommended(true),
          false,
          SerialPolicy.KEEP,
          ParentRequest.AS_GIVEN,
          KeyRoles.SPLIT,
          List.of(),
          ReusePolicy.DEFAULT);

  /** Refuses periods that cannot be or contradict each other. */
  public SigningPolicy {
    foreign = List.copyOf(foreign);
    within("validity", validity, Duration.ofSeconds(1), LONGEST);
    within("dnskey-validity", dnskeyValidity, Duration.ofSeconds(1), LONGEST);
    within("inception-offset", inceptionOffset, Duration.ZERO, LONGEST);
    within("spread", spread, Duration.ZERO, validity.minusSeconds(1));
    within("dnskey-ttl", dnskeyTtl, Duration.ZERO, LONGEST);
    within(
        "validity with inception-offset", validity.plus(inceptionOffset), Duration.ZERO, LONGEST);
    within(
        "dnskey-validity with inception-offset",
        dnskeyValidity.plus(inceptionOffset),
        Duration.ZERO,
        LONGEST);
    Duration rest = validity.minus(spread);
    within("refresh", reuse.refresh(rest), Duration.ZERO, rest.minusSeconds(1));
    within("refresh", reuse.refresh(dnskeyValidity), Duration.ZERO, dnskeyValidity.minusSeconds(1));
  }

  private static void within(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it must be from " + least + " to " + most);
    }
  }

  /**
   * How much of their life signatures that offline KSKs made in advance must have left to be used:
   * as much as kept ones.
   */
  public Duration leastKskLife() {
    return reuse.refresh(dnskeyValidity);
  }

  /** This policy with another way of denial. */
  public SigningPolicy with(DenialMode other) {
    return with(other, zonemd, serial, request, roles, foreign, reuse);
  }

  /** This policy with another serial policy. */
  public SigningPolicy with(SerialPolicy other) {
    return with(denial, zonemd, other, request, roles, foreign, reuse);
  }

  /** This policy with or without ZONEMD. */
  public SigningPolicy withZonemd(boolean on) {
    return with(denial, on, serial, request, roles, foreign, reuse);
  }

  /** This policy with another request to the parent. */
  public SigningPolicy with(ParentRequest other) {
    return with(denial, zonemd, serial, other, roles, foreign, reuse);
  }

  /** This policy with other roles. */
  public SigningPolicy with(KeyRoles other) {
    return with(denial, zonemd, serial, request, other, foreign, reuse);
  }

  /** This policy with another reuse policy. */
  public SigningPolicy with(ReusePolicy other) {
    return with(denial, zonemd, serial, request, roles, foreign, other);
  }

  /** This policy with keys of other signers. */
  public SigningPolicy with(List<DnskeyRdata> other) {
    return with(denial, zonemd, serial, request, roles, other, reuse);
  }

  private SigningPolicy with(
      DenialMode newDenial,
      boolean newZonemd,
      SerialPolicy newSerial,
      ParentRequest newRequest,
      KeyRoles newRoles,
      List<DnskeyRdata> newForeign,
      ReusePolicy newReuse) {
    return new SigningPolicy(
        validity,
        dnskeyValidity,
        inceptionOffset,
        spread,
        dnskeyTtl,
        newDenial,
        newZonemd,
        newSerial,
        newRequest,
        newRoles,
        newForeign,
        newReuse);
  }
}
