package io.zonegate.caching;

import io.zonegate.verifier.history.PublishedKey;
import io.zonegate.verifier.history.Signer;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Short names for the parts of caches: a key is a number, its algorithm the hundreds of it. */
final class Parts {
  private Parts() {}

  static PublishedKey key(int key) {
    return new PublishedKey(257, key / 100, key, "key" + key);
  }

  static Signer signer(int key) {
    return new Signer(key, key / 100, "key" + key);
  }

  static Set<Signer> signers(int... keys) {
    return Arrays.stream(keys).mapToObj(Parts::signer).collect(Collectors.toSet());
  }

  static DsRrset ds(int... keys) {
    return new DsRrset(
        Arrays.stream(keys)
            .mapToObj(k -> new DsRrset.Link(k, k / 100, 2, "key" + k))
            .collect(Collectors.toSet()));
  }

  static DnskeyRrset keys(int[] keys, int... signers) {
    return new DnskeyRrset(Arrays.stream(keys).mapToObj(Parts::key).toList(), signers(signers));
  }

  static SignedRrsets data(int... signers) {
    return new SignedRrsets(signers(signers));
  }

  static <C extends Content<C>> CacheTimeline.Published<C> ttl(long ttl, C content) {
    return CacheTimeline.Published.plain(content, ttl);
  }
}
