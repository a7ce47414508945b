package io.zonegate.verifier.crypto;

/** What the sweep found out about an RRSIG. */
public final class SignatureStatus {
  /** Not looked at. No check may take it for anything else. */
  public static final byte NOT_JUDGED = 0;

  /** Verifies with a usable key of the zone. */
  public static final byte VALID = 1;

  /** Verifies with none of the keys of its tag and algorithm. */
  public static final byte BOGUS = 2;

  /** Its tag and algorithm name no DNSKEY of the zone. */
  public static final byte NO_KEY = 3;

  /** Has not the length that its algorithm and key demand; cannot verify. */
  public static final byte WRONG_LENGTH = 4;

  /** The signer's name is not the zone's. */
  public static final byte WRONG_SIGNER = 5;

  /** The algorithm or the key cannot be verified by this program. */
  public static final byte UNSUPPORTED = 6;

  /** Covers a type that its owner does not have. */
  public static final byte ORPHAN = 7;

  /** The cryptographic providers disagree. */
  public static final byte DISPUTED = 8;

  /** Verifies, but only with a key that a validator must not use (REVOKE, no Zone bit). */
  public static final byte UNUSABLE_KEY = 9;

  private SignatureStatus() {}
}
