package io.zonegate.verifier.check;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The numbers that checks judge by. Every default has its reason here; the operator's policy may
 * set others.
 *
 * @param inceptionSkew an RRSIG's inception must be at least this long past; not negative
 * @param minimumRemaining least remaining validity of the soonest-expiring RRSIG; empty for the
 *     computed default, which is the largest TTL of a signed RRset plus the publication interval,
 *     and never less than {@link #REMAINING_FLOOR}
 * @param publicationInterval longest time until the next release; positive
 * @param refusedRsaBits an RSA modulus shorter than this blocks, in bits
 * @param weakRsaBits an RSA modulus shorter than this is warned of, in bits
 * @param keysPerTag more DNSKEYs than this under one algorithm and key tag block
 * @param nsec3Iterations more additional NSEC3 iterations than this block
 * @param findingsListed number of findings listed per check; all are counted
 * @param paranoid whether the library verifies again every signature that the program's own
 *     verifier accepts, and not only a share
 */
public record Limits(
    Duration inceptionSkew,
    Optional<Duration> minimumRemaining,
    Duration publicationInterval,
    int refusedRsaBits,
    int weakRsaBits,
    int keysPerTag,
    int nsec3Iterations,
    int findingsListed,
    boolean paranoid) {
  /**
   * A zone whose signatures end in less than 12 hours leaves an on-call person no night to mend the
   * signer; Zonemaster's DNSSEC04 draws the line at the same place.
   */
  public static final Duration REMAINING_FLOOR = Duration.ofHours(12);

  /** The defaults, each with its reason. */
  public static final Limits DEFAULT =
      new Limits(
          // RFC 4035 5.3.1 asks no more than that inception is not in the future.
          Duration.ZERO,
          Optional.empty(),
          // Registries that publish hourly still have to survive a day without a release.
          Duration.ofHours(24),
          // RFC 8624 and RFC 3110 leave it open; validators built on OpenSSL 3 refuse below 1024.
          1024,
          // NIST SP 800-57: 112 bits of strength.
          2048,
          // KeyTrap (CVE-2023-50387): validators give up after three keys with one tag.
          3,
          // RFC 9276 3.2: validators treat higher counts as insecure or as SERVFAIL.
          50,
          100,
          // The re-checked share finds a verifier that is wrong once in a thousand times.
          false);

  /** Refuses numbers out of range. */
  public Limits {
    Objects.requireNonNull(minimumRemaining);
    if (inceptionSkew.isNegative()) {
      throw new IllegalArgumentException("inception skew " + inceptionSkew + " is negative");
    }
    if (publicationInterval.isNegative() || publicationInterval.isZero()) {
      throw new IllegalArgumentException(
          "publication interval " + publicationInterval + " is not positive");
    }
    if (minimumRemaining.isPresent() && minimumRemaining.get().isNegative()) {
      throw new IllegalArgumentException(
          "minimum remaining validity " + minimumRemaining.get() + " is negative");
    }
    if (refusedRsaBits < 512 || weakRsaBits < refusedRsaBits) {
      throw new IllegalArgumentException(
          "RSA limits: refuse below " + refusedRsaBits + ", warn below " + weakRsaBits);
    }
    if (keysPerTag < 1 || nsec3Iterations < 0 || findingsListed < 1) {
      throw new IllegalArgumentException("a limit is below its least value");
    }
  }

  /**
   * What must remain of the validity of the soonest-expiring RRSIG.
   *
   * @param largestSignedTtl largest TTL in seconds that counts of an RRset with an RRSIG ({@link
   *     io.zonegate.verifier.crypto.Rrsig#countedTtl}); -1 if there is none
   */
  public Duration leastRemaining(int largestSignedTtl) {
    if (minimumRemaining.isPresent()) {
      return minimumRemaining.get();
    }
    Duration computed = publicationInterval.plusSeconds(largestSignedTtl);
    return computed.compareTo(REMAINING_FLOOR) < 0 ? REMAINING_FLOOR : computed;
  }

  /** The same, with every signature verified twice. */
  public Limits whenParanoid() {
    return new Limits(
        inceptionSkew,
        minimumRemaining,
        publicationInterval,
        refusedRsaBits,
        weakRsaBits,
        keysPerTag,
        nsec3Iterations,
        findingsListed,
        true);
  }
}
