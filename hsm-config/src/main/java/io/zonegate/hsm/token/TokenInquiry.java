package io.zonegate.hsm.token;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.PinSource;
import io.zonegate.hsm.config.TokenConfig;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import sun.security.pkcs11.wrapper.CK_TOKEN_INFO;
import sun.security.pkcs11.wrapper.PKCS11Exception;

/**
 * Asks a token, one thing at a time, what can be known without a login. Each method throws {@link
 * HsmException} when the answer is not as it should be; they build on each other in the order in
 * which they stand here.
 */
public final class TokenInquiry {
  private static final long PIN_INITIALIZED = 0x8;
  private static final long PIN_COUNT_LOW = 0x10000;
  private static final long PIN_FINAL_TRY = 0x20000;
  private static final long PIN_LOCKED = 0x40000;

  private final TokenConfig config;

  /** Questions about this token. */
  public TokenInquiry(TokenConfig config) {
    this.config = config;
  }

  private Pkcs11Module module() {
    return Pkcs11Module.load(config.module(), config.label());
  }

  private CK_TOKEN_INFO info() {
    Pkcs11Module module = module();
    try {
      return module.functions().C_GetTokenInfo(module.slotOf(config.label()));
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(config.label(), "", "C_GetTokenInfo", e);
    }
  }

  /** Loads the library; what it says of itself. */
  public String library() {
    return module().describe(config.label());
  }

  /** Finds the token by its label; what it says of itself. */
  public String token() {
    CK_TOKEN_INFO info = info();
    return "one token has it: "
        + Pkcs11Module.text(info.model)
        + ", serial number "
        + Pkcs11Module.text(info.serialNumber);
  }

  /** Whether a PIN can be tried at all; says so without trying one. */
  public String pinState() {
    long flags = info().flags;
    if ((flags & PIN_LOCKED) != 0) {
      throw refused("the user PIN is locked", "CKR_PIN_LOCKED", "The security officer resets it.");
    }
    if ((flags & PIN_INITIALIZED) == 0) {
      throw refused(
          "the token has no user PIN yet",
          "CKR_USER_PIN_NOT_INITIALIZED",
          "The security officer sets one.");
    }
    if ((flags & PIN_FINAL_TRY) != 0) {
      throw refused(
          "one more wrong PIN locks the token, so none is tried",
          HsmException.NO_CKR,
          "Find out who tried wrong PINs; log in once with the vendor's tool and the right PIN.");
    }
    return (flags & PIN_COUNT_LOW) != 0
        ? "usable, but a wrong PIN was tried since the last login"
        : "usable, no wrong PIN since the last login that the token tells of";
  }

  private HsmException refused(String what, String ckr, String next) {
    return new HsmException(config.label(), "PIN", what, ckr, next, null);
  }

  /** Whether a PIN can be got from its source. It is wiped at once; nobody is asked for it. */
  public String pinSource() {
    if (!(config.pin() instanceof PinSource.Prompted)) {
      Arrays.fill(PinReader.read(config, PinPrompt.none()), '\0');
    }
    return PinReader.describe(config.pin());
  }

  /** Whether the token has the mechanism that an algorithm signs with. */
  public String mechanism(DnssecAlgorithm algorithm) {
    long wanted = KeyAttributes.signMechanism(algorithm);
    String name = "mechanism 0x" + Long.toHexString(wanted).toUpperCase(Locale.ROOT);
    if (Arrays.stream(mechanisms()).noneMatch(m -> m == wanted)) {
      throw new HsmException(
          config.label(),
          algorithm.toString(),
          "the token does not have " + name + ", with which " + algorithm + " signs",
          "CKR_MECHANISM_INVALID",
          "Look at the token's policy and FIPS mode (pkcs11-tool -M), or use another algorithm.",
          null);
    }
    return name;
  }

  /** The mechanisms that the token can wrap and unwrap private keys with, the newest first. */
  public Set<WrapMechanism> wrapMechanisms() {
    long[] offered = mechanisms();
    Set<WrapMechanism> known = EnumSet.noneOf(WrapMechanism.class);
    for (WrapMechanism mechanism : WrapMechanism.values()) {
      if (Arrays.stream(offered).anyMatch(number -> number == mechanism.number())) {
        known.add(mechanism);
      }
    }
    return known;
  }

  private long[] mechanisms() {
    Pkcs11Module module = module();
    try {
      return module.functions().C_GetMechanismList(module.slotOf(config.label()));
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(config.label(), "", "C_GetMechanismList", e);
    }
  }
}
