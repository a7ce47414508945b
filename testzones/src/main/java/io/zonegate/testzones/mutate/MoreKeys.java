package io.zonegate.testzones.mutate;

import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SoftwareKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keys beside those of a zone, each made once: RSA keys take long. */
final class MoreKeys {
  private static final long SEED = 2;
  private static final Map<String, SoftwareKey> MADE = new ConcurrentHashMap<>();

  private MoreKeys() {}

  /** A key of the same algorithm and flags. */
  static SoftwareKey like(SoftwareKey key) {
    KeyAlgorithm algorithm = KeyAlgorithm.of(key.algorithm()).orElseThrow();
    return of(algorithm, key.flags() == KeyRole.ZSK.flags() ? KeyRole.ZSK : KeyRole.KSK);
  }

  /** A pair of keys of another algorithm. */
  static SigningKeys ofOtherAlgorithm(SoftwareKey key) {
    KeyAlgorithm algorithm =
        key.algorithm() == KeyAlgorithm.ED25519.number()
            ? KeyAlgorithm.ECDSAP256
            : KeyAlgorithm.ED25519;
    return new SigningKeys(
        List.of(of(algorithm, KeyRole.KSK)), List.of(of(algorithm, KeyRole.ZSK)), List.of());
  }

  private static SoftwareKey of(KeyAlgorithm algorithm, KeyRole role) {
    return MADE.computeIfAbsent(
        algorithm + "/" + role, k -> SoftwareKey.generate(algorithm, role, SEED));
  }
}
