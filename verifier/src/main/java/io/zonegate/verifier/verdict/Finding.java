package io.zonegate.verifier.verdict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One thing that a check found.
 *
 * @param checkId id of the check
 * @param severity weight of this finding
 * @param owner owner name in presentation form, absolute; empty where none applies
 * @param type RR type mnemonic; empty where none applies
 * @param position {@code file:line} of the record; empty where none applies
 * @param arguments the values behind the text, for machines; insertion order is kept
 * @param text one sentence: what is at fault, the value, the limit
 */
public record Finding(
    String checkId,
    Severity severity,
    String owner,
    String type,
    String position,
    Map<String, String> arguments,
    String text) {
  /** Copies the arguments in their order. */
  public Finding {
    Objects.requireNonNull(checkId);
    Objects.requireNonNull(severity);
    Objects.requireNonNull(owner);
    Objects.requireNonNull(type);
    Objects.requireNonNull(position);
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    if (text.isBlank()) {
      throw new IllegalArgumentException(checkId + ": a finding without text");
    }
  }
}
