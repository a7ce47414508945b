package io.zonegate.verifier.check.history;

/** How algorithms are to be rolled (RFC 6781 section 4.1.4). */
public enum AlgorithmRollover {
  /** DNSKEY and signatures may come and go together: enough for validators as RFC 6840 has them. */
  LIBERAL,
  /** Signatures come before the DNSKEY and go after it, for validators that want all algorithms. */
  CONSERVATIVE
}
