package io.zonegate.verifier.history;

/** What is known of the zones that were released and served before this one. */
public sealed interface History {
  /**
   * A folder was named and its records could not be read.
   *
   * @param reason file, line and reason
   */
  record Unreadable(String reason) implements History {}

  /** No folder was named. */
  record NotGiven() implements History {}
}
