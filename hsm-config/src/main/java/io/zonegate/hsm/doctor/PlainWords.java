package io.zonegate.hsm.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PKCS#11 return codes in plain words, and the causes of an error. */
final class PlainWords {
  private static final String DEAD =
      "The handle of the key is dead: the key was removed, the token was away and came back, or somebody"
          + " logged the token out. A handle does not come back to life with a new login; a new process"
          + " gets new ones.";
  private static final String AWAY =
      "The token is away: unplugged, switched off, or not reachable.";

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry(
              "CKR_PIN_INCORRECT",
              "The PIN is not this token's. It was tried once and is not tried again: a few wrong tries"
                  + " lock a token."),
          Map.entry("CKR_PIN_INVALID", "What the source gives cannot be a PIN of this token."),
          Map.entry(
              "CKR_PIN_LEN_RANGE", "What the source gives is too short or too long for a PIN."),
          Map.entry("CKR_PIN_EXPIRED", "The PIN was right once; the token wants a new one."),
          Map.entry("CKR_PIN_LOCKED", "Too many wrong PINs were tried, and the token is locked."),
          Map.entry("CKR_USER_PIN_NOT_INITIALIZED", "The token was never given a user PIN."),
          Map.entry("CKR_USER_NOT_LOGGED_IN", "Somebody logged the token out in this process."),
          Map.entry("CKR_OBJECT_HANDLE_INVALID", DEAD),
          Map.entry("CKR_KEY_HANDLE_INVALID", DEAD),
          Map.entry(
              "CKR_SESSION_HANDLE_INVALID", "The session was lost, as when a token restarts."),
          Map.entry("CKR_SESSION_CLOSED", "The session was lost, as when a token restarts."),
          Map.entry(
              "CKR_SESSION_COUNT",
              "The token has no session left: others use it, or too many are asked for."),
          Map.entry("CKR_TOKEN_NOT_PRESENT", AWAY),
          Map.entry("CKR_DEVICE_REMOVED", AWAY),
          Map.entry("CKR_DEVICE_ERROR", "The token says that something is wrong with itself."),
          Map.entry("CKR_DEVICE_MEMORY", "The token has no memory left."),
          Map.entry("CKR_MECHANISM_INVALID", "The token cannot, or may not, sign in this way."),
          Map.entry("CKR_KEY_TYPE_INCONSISTENT", "The key under this CKA_ID is of another kind."),
          Map.entry("CKR_KEY_FUNCTION_NOT_PERMITTED", "The key was made without leave to sign."),
          Map.entry(
              "CKR_GENERAL_ERROR",
              "The library could not do it and does not say why; its own log may, and so may its"
                  + " configuration (for SoftHSM2 the file that SOFTHSM2_CONF names)."));

  /** Deep enough for any chain, and an end for one that goes round. */
  private static final int MOST_CAUSES = 10;

  private PlainWords() {}

  /** Empty for a code that is not known, and for none. */
  static String meaning(String ckr) {
    return MEANINGS.getOrDefault(ckr, "");
  }

  /** What was thrown below, each by its kind and its message. */
  static List<String> causes(Throwable error) {
    List<String> causes = new ArrayList<>();
    for (Throwable cause = error.getCause();
        cause != null && causes.size() < MOST_CAUSES;
        cause = cause.getCause()) {
      String kind = cause.getClass().getSimpleName();
      causes.add(cause.getMessage() == null ? kind : kind + ": " + cause.getMessage());
    }
    return causes;
  }
}
