package io.zonegate.signer.sign;

/** Whether the token proof and the verification of every signature are made. */
public enum SafetyChecks {
  /** Both: the only setting for a zone that anybody relies on. */
  ON,
  /** Neither, to show what happens without them. Nothing signed this way may be published. */
  OFF_FOR_DEMONSTRATION
}
