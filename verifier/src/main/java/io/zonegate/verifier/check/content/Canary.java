package io.zonegate.verifier.check.content;

import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.RecordType;
import java.util.ArrayList;
import java.util.List;

/**
 * A name that must be in the zone, with types that it must have.
 *
 * @param name absolute name in presentation form
 * @param types type numbers, at least one; not RRSIG
 */
public record Canary(String name, List<Integer> types) {
  /** Refuses what is no name and what is no type to look for. */
  public Canary {
    NameText.wire(name);
    types = List.copyOf(types);
    if (types.isEmpty() || types.contains(RecordType.RRSIG)) {
      throw new IllegalArgumentException("canary " + name + " needs types other than RRSIG");
    }
  }

  /**
   * Reads {@code NAME TYPE [TYPE ...]}.
   *
   * @throws IllegalArgumentException if it is not of this form, with the reason
   */
  public static Canary parse(String text) {
    String[] words = text.strip().split("\\s+");
    List<Integer> types = new ArrayList<>();
    for (String word : List.of(words).subList(1, words.length)) {
      int type = RecordType.parse(word);
      if (type < 0) {
        throw new IllegalArgumentException("'" + word + "' is no RR type");
      }
      types.add(type);
    }
    return new Canary(words[0], types);
  }
}
