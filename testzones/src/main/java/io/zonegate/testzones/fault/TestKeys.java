package io.zonegate.testzones.fault;

import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SoftwareKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** RSA keys that all cases share whatever their seed, because to find primes takes long. */
public final class TestKeys {

  private static final Map<String, SoftwareKey> MADE = new ConcurrentHashMap<>();

  private TestKeys() {}

  /** A KSK and a ZSK of 2048 bits. */
  public static SigningKeys rsaPair(KeyAlgorithm algorithm) {
    return rsaPair(algorithm, 2048);
  }

  /** A KSK of 2048 bits and a ZSK of so many bits. */
  static SigningKeys rsaPair(KeyAlgorithm algorithm, int zskBits) {
    return new SigningKeys(
        List.of(rsa(algorithm, KeyRole.KSK, 2048, 65_537)),
        List.of(rsa(algorithm, KeyRole.ZSK, zskBits, 65_537)),
        List.of());
  }

  /** A pair with the public exponent 3. */
  static SigningKeys rsaExponent3() {
    return new SigningKeys(
        List.of(rsa(KeyAlgorithm.RSASHA256, KeyRole.KSK, 2048, 3)),
        List.of(rsa(KeyAlgorithm.RSASHA256, KeyRole.ZSK, 2048, 3)),
        List.of());
  }

  private static SoftwareKey rsa(KeyAlgorithm algorithm, KeyRole role, int bits, int exponent) {
    return MADE.computeIfAbsent(
        algorithm + "/" + role + "/" + bits + "/" + exponent,
        id -> SoftwareKey.rsa(algorithm, role, bits, exponent, exponent));
  }
}
