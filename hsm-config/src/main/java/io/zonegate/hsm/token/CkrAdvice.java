package io.zonegate.hsm.token;

import java.util.Locale;
import java.util.Map;
import sun.security.pkcs11.wrapper.PKCS11Exception;

/** Turns a PKCS#11 return code into an {@link HsmException} that says what to do. */
final class CkrAdvice {

  private static final String PIN =
      "Correct the PIN source and start again; a second wrong try may lock the token, so none is made.";
  private static final String GONE =
      "Check that the token is connected and powered, then run \"keys prove\" before anything is signed.";

  private static final String NOT_WRAPPABLE =
      "This library does not wrap such a key: SoftHSM2 2.6.1 wraps RSA, P-256 and P-384, not Ed25519 and"
          + " Ed448. Use algorithm 8, 10, 13 or 14, or another way of [replication].";

  private static final Map<String, String> ADVICE =
      Map.ofEntries(
          Map.entry("CKR_PIN_INCORRECT", PIN),
          Map.entry("CKR_PIN_INVALID", PIN),
          Map.entry("CKR_PIN_LEN_RANGE", PIN),
          Map.entry("CKR_PIN_EXPIRED", "Set a new user PIN with the vendor's tool."),
          Map.entry(
              "CKR_PIN_LOCKED", "The user PIN is locked; the security officer must reset it."),
          Map.entry(
              "CKR_USER_PIN_NOT_INITIALIZED", "The security officer must set a user PIN first."),
          Map.entry(
              "CKR_MECHANISM_INVALID",
              "This token cannot do this algorithm; see \"pkcs11-tool -M\"."),
          Map.entry(
              "CKR_MECHANISM_PARAM_INVALID", "This token cannot do this algorithm in this form."),
          Map.entry("CKR_KEY_NOT_WRAPPABLE", NOT_WRAPPABLE),
          Map.entry("CKR_KEY_UNEXTRACTABLE", NOT_WRAPPABLE),
          Map.entry("CKR_OBJECT_HANDLE_INVALID", "The key or its token is gone. " + GONE),
          Map.entry("CKR_KEY_HANDLE_INVALID", "The key or its token is gone. " + GONE),
          Map.entry("CKR_TOKEN_NOT_PRESENT", GONE),
          Map.entry("CKR_DEVICE_REMOVED", GONE),
          Map.entry("CKR_DEVICE_ERROR", GONE),
          Map.entry("CKR_SESSION_HANDLE_INVALID", "The session was lost. " + GONE),
          Map.entry(
              "CKR_SESSION_COUNT",
              "Lower sessions-per-token in hsm.toml or end other users of the token."),
          Map.entry(
              "CKR_TOKEN_WRITE_PROTECTED",
              "The token does not let this user write; check its policy."),
          Map.entry("CKR_USER_NOT_LOGGED_IN", "Another user of the token logged out; start again."),
          Map.entry(
              "CKR_DEVICE_MEMORY", "The token is full; remove keys that are no longer needed."),
          Map.entry(
              "CKR_FUNCTION_NOT_SUPPORTED",
              "The library lacks this function; see the vendor's example."));

  private CkrAdvice() {}

  /** The name of the code, for example CKR_PIN_INCORRECT; vendor codes come as numbers. */
  static String name(PKCS11Exception e) {
    String message = e.getMessage();
    // The JDK's message is the name, on newer versions followed by details.
    String first = message == null ? "" : message.trim().split("[\\s:]", 2)[0];
    return first.startsWith("CKR_")
        ? first
        : "CKR 0x" + Long.toHexString(e.getErrorCode()).toUpperCase(Locale.ROOT);
  }

  static HsmException error(String token, String object, String function, PKCS11Exception e) {
    String ckr = name(e);
    String next =
        ADVICE.getOrDefault(ckr, "See the token's own log; run \"keys prove\" when it is mended.");
    return new HsmException(token, object, function + " was refused", ckr, next, e);
  }
}
