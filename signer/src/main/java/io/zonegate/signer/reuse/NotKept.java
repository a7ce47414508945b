package io.zonegate.signer.reuse;

/** Why a signature of the previous zone is not kept. */
public enum NotKept {
  /** Nothing to sign is there any more. */
  GONE("their RRset is gone or is not signed any more"),
  /** Other records, TTL or labels; it would not verify. */
  CHANGED("their RRset or its TTL is not as it was"),
  /** No key of the key set that signs the RRset has its tag and algorithm. */
  KEY("their key does not sign any more"),
  /** The signatures made in advance take their place, which may be the same ones. */
  IN_ADVANCE("those that offline KSKs made in advance are taken"),
  /** As planned. */
  EXPIRING("they are due for refresh"),
  /** A clock that was wrong, or a policy that was longer. */
  PERIOD("they begin later than now, or live longer than the policy allows"),
  /** Another one does its work. */
  SUPERFLUOUS("another signature by the key is kept"),
  /** The previous zone is bogus there. */
  DAMAGED("they do not verify, although their RRset is as it was");

  private final String reason;

  NotKept(String reason) {
    this.reason = reason;
  }

  /** The reason, after "because". */
  public String reason() {
    return reason;
  }
}
