package io.zonegate.policy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How zones are signed.
 *
 * @param denial kind of denial of existence
 * @param nsec3Iterations additional iterations, 0 to 50
 * @param nsec3Salt salt in lower-case hex, at most 255 octets; empty for none
 * @param validity from inception to expiration of a signature, before the jitter is taken off
 * @param dnskeyValidity the same for signatures over the DNSKEY RRset
 * @param inceptionOffset how long before the signing time the inception lies
 * @param jitter up to this much is taken off the validity, spread over the RRsets
 * @param dnskeyTtl TTL of the DNSKEY RRset in seconds, 0 to 2^31-1
 * @param zonemd whether a ZONEMD record is made (RFC 8976)
 * @param serial which SOA serial the signed zone gets
 * @param cds which CDS and CDNSKEY records it gets
 * @param roles how the keys share the work
 * @param foreignDnskeys file with DNSKEY records of the zone's other signers
 * @param reuse whether a run keeps signatures of the live file
 * @param refresh the remaining life above which a signature is kept; empty for a third of the
 *     shortest life of a new one
 * @param keyChange what becomes of signatures of a ZSK that is published and no longer active
 */
public record SigningSettings(
    Denial denial,
    int nsec3Iterations,
    String nsec3Salt,
    Duration validity,
    Duration dnskeyValidity,
    Duration inceptionOffset,
    Duration jitter,
    long dnskeyTtl,
    boolean zonemd,
    SerialRule serial,
    CdsRule cds,
    RoleRule roles,
    Optional<Path> foreignDnskeys,
    boolean reuse,
    Optional<Duration> refresh,
    KeyChangeRule keyChange) {
  /** The defaults; their reasons are in the example policy. */
  public static final SigningSettings DEFAULT =
      new SigningSettings(
          Denial.NSEC3_OPT_OUT,
          0,
          "",
          Duration.ofDays(14),
          Duration.ofDays(21),
          Duration.ofHours(1),
          Duration.ofDays(1),
          3_600,
          false,
          SerialRule.KEEP,
          CdsRule.AS_GIVEN,
          RoleRule.SPLIT,
          Optional.empty(),
          false,
          Optional.empty(),
          KeyChangeRule.AT_ONCE);

  /** Refuses missing parts. */
  public SigningSettings {
    Objects.requireNonNull(denial);
    Objects.requireNonNull(nsec3Salt);
    Objects.requireNonNull(validity);
    Objects.requireNonNull(dnskeyValidity);
    Objects.requireNonNull(inceptionOffset);
    Objects.requireNonNull(jitter);
    Objects.requireNonNull(serial);
    Objects.requireNonNull(cds);
    Objects.requireNonNull(roles);
    Objects.requireNonNull(foreignDnskeys);
    Objects.requireNonNull(refresh);
    Objects.requireNonNull(keyChange);
  }

  /** The shortest life of a new signature. */
  Duration shortestLife() {
    Duration life = validity.minus(jitter);
    return life.compareTo(dnskeyValidity) < 0 ? life : dnskeyValidity;
  }
}
