package io.zonegate.verifier.verdict;

import java.util.Objects;

/**
 * What the catalogue says of a check.
 *
 * @param id stable, upper case, never reused, for instance {@code SIG-VERIFY}
 * @param title one line, no full stop
 * @param group the catalogue's chapter
 * @param severity the severity that a finding has unless the check or the policy says otherwise
 * @param suppressible whether a policy may switch the check off
 * @param strictness why it may block a zone of which a resolver accepts every answer
 * @param citation the RFC sections or the outage that the check rests on
 * @param examines what the check counts, in the plural, for instance {@code RRSIGs}
 * @param explanation what it means and why it matters, in plain words
 * @param remedy what to do when it finds something
 */
public record CheckDescription(
    String id,
    String title,
    CheckGroup group,
    Severity severity,
    boolean suppressible,
    Strictness strictness,
    String citation,
    String examines,
    String explanation,
    String remedy) {
  /** Refuses incomplete descriptions: the catalogue is generated from them. */
  public CheckDescription {
    if (!Objects.requireNonNull(id).matches("[A-Z0-9]+(-[A-Z0-9]+)*")) {
      throw new IllegalArgumentException(
          "check id '" + id + "' is not upper case words and hyphens");
    }
    for (String text : new String[] {title, citation, examines, explanation, remedy}) {
      if (text == null || text.isBlank()) {
        throw new IllegalArgumentException("check " + id + " has an empty description field");
      }
    }
    Objects.requireNonNull(group);
    Objects.requireNonNull(severity);
    Objects.requireNonNull(strictness);
  }
}
