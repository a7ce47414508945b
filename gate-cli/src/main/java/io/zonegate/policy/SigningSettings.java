package io.zonegate.policy;

import java.time.Duration;
import java.util.Objects;

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
    SerialRule serial) {
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
          SerialRule.KEEP);

  /** Refuses missing parts. */
  public SigningSettings {
    Objects.requireNonNull(denial);
    Objects.requireNonNull(nsec3Salt);
    Objects.requireNonNull(validity);
    Objects.requireNonNull(dnskeyValidity);
    Objects.requireNonNull(inceptionOffset);
    Objects.requireNonNull(jitter);
    Objects.requireNonNull(serial);
  }
}
