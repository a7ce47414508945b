package io.zonegate.hsm.token;

import io.zonegate.hsm.config.TokenConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers for the life of the process which token refused its PIN, so that no later call tries
 * again: three wrong tries lock most HSMs, and a locked HSM is an outage of its own.
 */
final class PinRefusals {

  private record Key(Path module, String label) {}

  private static final Set<String> REFUSALS =
      Set.of(
          "CKR_PIN_INCORRECT",
          "CKR_PIN_INVALID",
          "CKR_PIN_LEN_RANGE",
          "CKR_PIN_EXPIRED",
          "CKR_PIN_LOCKED");

  private static final Map<Key, String> REFUSED = new ConcurrentHashMap<>();

  private PinRefusals() {}

  private static Key key(TokenConfig token) {
    return new Key(token.module(), token.label());
  }

  static void check(TokenConfig token) {
    String ckr = REFUSED.get(key(token));
    if (ckr != null) {
      throw new HsmException(
          token.label(),
          "",
          "the token refused the PIN earlier in this process, so it is not tried again",
          ckr,
          "Correct " + PinReader.describe(token.pin()) + " and start the program anew.",
          null);
    }
  }

  static void note(TokenConfig token, HsmException error) {
    if (REFUSALS.contains(error.ckr())) {
      REFUSED.put(key(token), error.ckr());
    }
  }
}
