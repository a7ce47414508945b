package io.zonegate.caching;

import io.zonegate.verifier.history.PublishedKey;

/**
 * Until when resolvers believe what the holder of a key signs: while a DS RRset names the key, or
 * leads to a DNSKEY RRset that has it (RFC 6781 section 4.2). All times are seconds since 1970.
 *
 * @param caches the first second in which no resolver does by what it fetched from the zone's and
 *     the parent's servers; {@link Lifetime#FOREVER} if the key never leaves
 * @param replay the same where someone gives old DNSKEY RRsets to resolvers, which they accept
 *     until the signatures over them expire; not before {@code caches}
 * @param byParent whether a DS RRset that leads to the key has been replaced: who has kept it can
 *     give it out again until the parent's signature over it expires, which is not known here
 */
public record Exposure(long caches, long replay, boolean byParent) {
  /**
   * The exposure by all that caches may hold.
   *
   * @param key SHA-256 of the DNSKEY RDATA in lower-case hex
   */
  public static Exposure of(Caches caches, String key) {
    long held = Long.MIN_VALUE;
    long accepted = Long.MIN_VALUE;
    boolean isReplaced = false;
    for (Version<DsRrset> ds : caches.ds()) {
      long last = ds.life().heldUntil();
      boolean leads = false;
      if (ds.content().links().stream().anyMatch(link -> link.key().equals(key))) {
        leads = true;
        held = Math.max(held, last);
        accepted = Math.max(accepted, last);
      }
      for (Version<DnskeyRrset> keys : caches.keys()) {
        long from = Math.max(ds.life().first(), keys.life().first());
        if (!has(keys.content(), key) || !leadsTo(ds.content(), keys.content())) {
          continue;
        }
        long together = Math.min(last, keys.life().heldUntil());
        long expired = keys.life().lastExpiry();
        long again = Math.min(last, expired == Lifetime.FOREVER ? expired : expired + 1);
        if (from < again) {
          leads = true;
          held = Math.max(held, from < together ? together : held);
          accepted = Math.max(accepted, again);
        }
      }
      isReplaced |= leads && ds.life().isReplaced();
    }
    return new Exposure(held, Math.max(held, accepted), isReplaced);
  }

  private static boolean has(DnskeyRrset keys, String key) {
    return keys.keys().stream()
        .filter(PublishedKey::isUsable)
        .anyMatch(k -> k.sha256().equals(key));
  }

  private static boolean leadsTo(DsRrset ds, DnskeyRrset keys) {
    return ds.isSecure() && Validator.ANY_PATH.entryRefusal(ds, keys).isEmpty();
  }
}
