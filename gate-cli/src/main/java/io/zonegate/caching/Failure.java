package io.zonegate.caching;

import java.util.Optional;

/**
 * Three versions that some resolver has at the same time and that do not validate.
 *
 * @param ds the DS RRset
 * @param keys the DNSKEY RRset
 * @param data the other RRsets
 * @param from first second in which a resolver may have all three
 * @param until the first second after it; {@link Lifetime#FOREVER} if nothing ends it
 * @param reason why they do not go together
 * @param witness one resolver that fails
 * @param safeFrom the first second in which the step that began it would have been safe; empty if
 *     waiting does not help, because the step itself takes away what it needs
 */
public record Failure(
    Version<DsRrset> ds,
    Version<DnskeyRrset> keys,
    Version<SignedRrsets> data,
    long from,
    long until,
    String reason,
    Witness witness,
    Optional<Long> safeFrom) {
  /**
   * A resolver that fails, by what it fetched when; the one that fails longest.
   *
   * @param ds second in which it fetched the DS RRset
   * @param keys second in which it fetched the DNSKEY RRset
   * @param data second in which it fetched the other RRsets
   * @param from first second in which it fails
   * @param until the first second after it
   */
  public record Witness(long ds, long keys, long data, long from, long until) {}
}
