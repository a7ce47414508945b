package io.zonegate.probe;

/** What one probe of one server says. */
public enum ProbeOutcome {
  /** It serves what was judged. */
  GOOD,
  /** It answers soundly with an older serial: it has not loaded the zone yet. */
  OLDER,
  /** No answer that one could judge: none at all, an error, not authoritative. */
  MISSING,
  /** It serves something else than what was judged. */
  WRONG
}
