package io.zonegate.hsm.token;

/**
 * TOKEN-ERROR: a token did not do what it was asked. Says which token, which object, what the token
 * answered, whether it was asked again, and what to do next. Nothing signed before it may be
 * published.
 */
public final class HsmException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What the token is called when no PKCS#11 code was returned. */
  public static final String NO_CKR = "-";

  private final String tokenLabel;
  private final String object;
  private final String what;
  private final String ckr;
  private final String nextStep;

  /**
   * An error of a token.
   *
   * @param tokenLabel label of the token as in hsm.toml
   * @param object the key or thing concerned, or "" for the token itself
   * @param what what happened, a sentence without its full stop
   * @param ckr name of the PKCS#11 return code, or {@link #NO_CKR}
   * @param nextStep what the operator should do
   * @param cause what was thrown below, or null
   */
  public HsmException(
      String tokenLabel, String object, String what, String ckr, String nextStep, Throwable cause) {
    super(text(tokenLabel, object, what, ckr, nextStep), cause);
    this.tokenLabel = tokenLabel;
    this.object = object;
    this.what = what;
    this.ckr = ckr;
    this.nextStep = nextStep;
  }

  /** An error found by this program itself, without a PKCS#11 code. */
  public HsmException(String tokenLabel, String object, String what, String nextStep) {
    this(tokenLabel, object, what, NO_CKR, nextStep, null);
  }

  private static String text(
      String token, String object, String what, String ckr, String nextStep) {
    String thing = "Token " + token + (object.isEmpty() ? "" : ", " + object);
    String code = ckr.equals(NO_CKR) ? "" : " (" + ckr + ")";
    return thing + ": " + what + code + "; not retried. " + nextStep;
  }

  /** The same error with one more thing to do. */
  public HsmException with(String furtherStep) {
    return new HsmException(
        tokenLabel, object, what, ckr, nextStep + " " + furtherStep, getCause());
  }

  /** Label of the token as in hsm.toml. */
  public String tokenLabel() {
    return tokenLabel;
  }

  /** The key or thing concerned, or "". */
  public String object() {
    return object;
  }

  /** What happened, a sentence without its full stop. */
  public String what() {
    return what;
  }

  /** Name of the PKCS#11 return code, for example CKR_PIN_INCORRECT, or {@link #NO_CKR}. */
  public String ckr() {
    return ckr;
  }

  /** Whether the call was made again. Always false: no call in this module is ever repeated. */
  public boolean retried() {
    return false;
  }

  /** What the operator should do. */
  public String nextStep() {
    return nextStep;
  }
}
