package io.zonegate.verifier.drill;

/** Chooses the records that prove a denial, as an authoritative server does. */
interface Proofs {
  /** The name exists and has not the type (RFC 4035 section 3.1.3.1, RFC 5155 section 7.2.3). */
  Proof noData(KeyedName name) throws BeyondValidatorException;

  /**
   * Neither the name nor a wildcard for it exists (RFC 4035 section 3.1.3.2, RFC 5155 section
   * 7.2.2).
   *
   * @param encloser the closest ancestor that exists
   */
  Proof nameError(KeyedName name, KeyedName encloser) throws BeyondValidatorException;

  /** The name itself does not exist (RFC 4035 section 3.1.3.3, RFC 5155 section 7.2.6). */
  Proof wildcardAnswer(KeyedName name, KeyedName encloser) throws BeyondValidatorException;

  /**
   * The name does not exist and the wildcard has not the type (RFC 4035 section 3.1.3.4, RFC 5155
   * section 7.2.5).
   */
  Proof wildcardNoData(KeyedName name, KeyedName encloser) throws BeyondValidatorException;
}
