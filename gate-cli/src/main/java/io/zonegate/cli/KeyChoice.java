package io.zonegate.cli;

import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.CkaId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The key that a word on the command line means. */
final class KeyChoice {
  /** The word for it, for the help. */
  static final String FORM = "TAG|CKA_ID";

  /** As many digits of a CKA_ID as messages show. */
  private static final int FEWEST_DIGITS = 8;

  private KeyChoice() {}

  /** Whether the word is this tag, or the beginning of this CKA_ID. */
  static boolean means(String word, int tag, CkaId id) {
    return word.equals(Integer.toString(tag))
        || (word.length() >= FEWEST_DIGITS && id.hex().startsWith(word.toLowerCase(Locale.ROOT)));
  }

  /** The one key of the key set with this tag, or whose CKA_ID begins so. */
  static ZoneKey of(KeySet keys, String word) throws CommandException {
    List<ZoneKey> found =
        keys.keys().stream().filter(k -> means(word, k.keyTag(), k.id())).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw CommandException.usage(
        "'"
            + word
            + "' means "
            + found.size()
            + " keys of "
            + keys.zone()
            + ", it must mean one; there are "
            + keys.keys().stream().map(ZoneKey::toString).collect(Collectors.joining(", ")));
  }
}
