package io.zonegate.signer.sign;

import io.zonegate.hsm.proof.ProofResult;

/** The tokens were not proved to hold the keys of the zone, so nothing was signed. */
public final class ProofNotPassedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ProofResult result;

  /** The proof that did not pass. */
  public ProofNotPassedException(ProofResult result) {
    super(
        "Token proof: "
            + result.notPassed().size()
            + " of "
            + result.records().size()
            + " checks did not pass; nothing was signed. "
            + (result.records().isEmpty()
                ? "There was no key to prove."
                : result.firstNotPassed().text()));
    this.result = result;
  }

  /** All that was found. */
  public ProofResult result() {
    return result;
  }
}
