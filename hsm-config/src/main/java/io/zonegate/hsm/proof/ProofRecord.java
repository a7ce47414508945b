package io.zonegate.hsm.proof;

import io.zonegate.hsm.token.HsmException;
import java.util.Optional;

/**
 * What one check found for one key on one token.
 *
 * @param checkId TOKEN-ONE-OBJECT, TOKEN-SAME-KEY or TOKEN-PROOF
 * @param severity always {@code BLOCK}: each of them makes a zone bogus
 * @param tokenLabel label of the token
 * @param key the key, for people
 * @param outcome what came out
 * @param text a sentence that starts with the thing at fault
 * @param error what the token answered instead, for a check that could not be made
 */
public record ProofRecord(
    String checkId,
    String severity,
    String tokenLabel,
    String key,
    Outcome outcome,
    String text,
    Optional<HsmException> error) {

  /** A record of a check that was made. */
  public ProofRecord(
      String checkId,
      String severity,
      String tokenLabel,
      String key,
      Outcome outcome,
      String text) {
    this(checkId, severity, tokenLabel, key, outcome, text, Optional.empty());
  }

  /** The outcomes of a check. */
  public enum Outcome {
    /** As it must be. */
    PASSED,
    /** Not as it must be. */
    FAILED,
    /** Could not be judged; counts as little as a failure. */
    UNDECIDED
  }

  /** The severity of every record. */
  public static final String BLOCK = "BLOCK";
}
