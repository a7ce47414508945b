package io.zonegate.policy;

/** How urgent something is for people, in ascending order. */
public enum AlarmLevel {
  /** All is as it should be. */
  INFO,
  /** Somebody should look in working hours. */
  WARN,
  /** Somebody should look now. */
  CRITICAL
}
