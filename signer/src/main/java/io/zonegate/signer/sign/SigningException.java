package io.zonegate.signer.sign;

/** A signature could not be made or is not right; nothing was written. */
public final class SigningException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A token failed. */
  public static final String TOKEN_ERROR = "TOKEN-ERROR";

  /** A signature did not verify in software straight after it was made. */
  public static final String TOKEN_SIGNATURE = "TOKEN-SIGNATURE";

  private final String checkId;
  private final String tokenLabel;

  /**
   * An error over one RRset.
   *
   * @param checkId {@link #TOKEN_ERROR} or {@link #TOKEN_SIGNATURE}
   * @param rrset owner and type
   * @param reason a sentence naming token and key
   */
  public SigningException(
      String checkId, String tokenLabel, String rrset, String reason, Throwable cause) {
    super(
        "Signature over " + rrset + ": " + reason + " Nothing was written. [" + checkId + "]",
        cause);
    this.checkId = checkId;
    this.tokenLabel = tokenLabel;
  }

  /** {@link #TOKEN_ERROR} or {@link #TOKEN_SIGNATURE}. */
  public String checkId() {
    return checkId;
  }

  /** Label of the token. */
  public String tokenLabel() {
    return tokenLabel;
  }
}
