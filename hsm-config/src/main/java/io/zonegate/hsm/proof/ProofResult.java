package io.zonegate.hsm.proof;

import java.util.List;

/**
 * The outcome of a proof, with what was examined. A proof that examined nothing has not passed.
 *
 * @param records one for every check, key and token, in the order of tokens, keys, checks
 * @param tokens tokens named in the configuration
 * @param keys keys in the key set
 * @param publicKeysCompared public keys read from tokens and compared
 * @param probesVerified probe signatures that verified in software
 */
public record ProofResult(
    List<ProofRecord> records, int tokens, int keys, int publicKeysCompared, int probesVerified) {

  /** Copies the list. */
  public ProofResult {
    records = List.copyOf(records);
  }

  /** Whether every check of every key on every token passed, and there was at least one. */
  public boolean allPassed() {
    return !records.isEmpty()
        && records.stream().allMatch(r -> r.outcome() == ProofRecord.Outcome.PASSED);
  }

  /** The records that did not pass. */
  public List<ProofRecord> notPassed() {
    return records.stream().filter(r -> r.outcome() != ProofRecord.Outcome.PASSED).toList();
  }

  /**
   * Whether a check failed; if none did and {@link #allPassed} is false, the proof is undecided.
   */
  public boolean anyFailed() {
    return records.stream().anyMatch(r -> r.outcome() == ProofRecord.Outcome.FAILED);
  }

  /** The first record that did not pass; throws IllegalStateException when there is none. */
  public ProofRecord firstNotPassed() {
    return notPassed().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Every record passed"));
  }
}
