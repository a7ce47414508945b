package io.zonegate.hsm.key;

import io.zonegate.hsm.algorithm.SoftwareVerifier;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Verification in software with each key of a key set, and the count of it. Thread-safe. */
public final class KeyVerifiers {

  private final Map<ZoneKey, SoftwareVerifier> verifiers = new HashMap<>();

  /** Verifiers of all keys, the published-only ones included. */
  public KeyVerifiers(KeySet keySet) {
    keySet.keys().forEach(key -> verifiers.put(key, new SoftwareVerifier(key.dnskey())));
  }

  /** Whether the signature is one of this message by this key, which must be in the key set. */
  public boolean verify(ZoneKey key, byte[] message, byte[] signature) {
    return verifiers.get(key).verify(message, signature);
  }

  /** How many signatures each library has found good so far. */
  public Map<String, Long> accepted() {
    Map<String, Long> byLibrary = new TreeMap<>();
    for (SoftwareVerifier verifier : verifiers.values()) {
      if (verifier.accepted() > 0) {
        byLibrary.merge(verifier.provider(), verifier.accepted(), Long::sum);
      }
    }
    return byLibrary;
  }
}
