package io.zonegate.verifier.verdict;

/**
 * How the signatures of one key tag over one type fared. The tag is the one that the RRSIGs carry,
 * whether or not a key with it is published.
 *
 * @param keyTag key tag, 0 to 65535 (RFC 4034 appendix B)
 * @param algorithm DNSSEC algorithm number
 * @param coveredType mnemonic of the covered type
 * @param total RRSIGs seen
 * @param verified RRSIGs that verify by cryptography
 */
public record SignatureCount(
    int keyTag, int algorithm, String coveredType, long total, long verified) {
  /** Refuses more verified than seen. */
  public SignatureCount {
    if (verified < 0 || verified > total) {
      throw new IllegalArgumentException(verified + " verified of " + total);
    }
  }
}
