package io.zonegate.verifier.check.keys;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What the policy asks of the keys and the way from the parent. Every default has its reason in the
 * example policy.
 *
 * @param responseSize the signed DNSKEY response should not be larger than this, in octets
 * @param mostKeys the DNSKEY RRset should not have more keys than this
 * @param dsDigests the digest types that DS records should have
 * @param cdsDelete whether the zone may ask its parent to delete its DS records (RFC 8078 section
 *     4)
 * @param roles which keys may sign what
 * @param dsSource where the parent's DS set has to come from
 * @param plan the DNSKEY RRset by time; empty if there is no plan
 */
public record KeyRules(
    int responseSize,
    int mostKeys,
    Set<Integer> dsDigests,
    boolean cdsDelete,
    Roles roles,
    DsOrigin dsSource,
    List<PlannedKey> plan) {
  /** What holds where the policy says nothing. */
  public static final KeyRules DEFAULT =
      new KeyRules(1232, 8, Set.of(2, 4), false, Roles.ANY, DsOrigin.ANY, List.of());

  /** Which keys may sign what. */
  public enum Roles {
    /** Every key may sign everything. */
    ANY,
    /** Keys with the SEP bit sign the DNSKEY RRset, those without it the rest. */
    SPLIT,
    /** Keys with the SEP bit sign everything. */
    SINGLE
  }

  /** Where the parent's DS set has to come from. */
  public enum DsOrigin {
    /** A file is as good as the parent's servers. */
    ANY,
    /** It must have been read from the parent's servers and validated. */
    SERVERS
  }

  /** Refuses numbers out of range. */
  public KeyRules {
    Objects.requireNonNull(roles);
    Objects.requireNonNull(dsSource);
    dsDigests = Set.copyOf(dsDigests);
    plan = List.copyOf(plan);
    if (responseSize < 512 || responseSize > 65_535 || mostKeys < 1) {
      throw new IllegalArgumentException(
          "response of " + responseSize + " octets, " + mostKeys + " keys");
    }
    if (dsDigests.isEmpty() || dsDigests.stream().anyMatch(t -> t < 1 || t > 255)) {
      throw new IllegalArgumentException("DS digest types " + dsDigests);
    }
  }
}
