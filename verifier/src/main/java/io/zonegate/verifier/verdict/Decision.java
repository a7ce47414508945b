package io.zonegate.verifier.verdict;

/** The decision on a candidate zone. Only {@link #PASS} publishes. */
public enum Decision {
  /** Every check that applies was run to its end and found nothing that blocks. */
  PASS,
  /** At least one blocking finding. */
  BLOCK,
  /** The zone could not be judged; never published, never a pass. */
  UNDECIDED
}
