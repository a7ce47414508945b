package io.zonegate.cli;

import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.register.KeyEvent.Kind;
import io.zonegate.hsm.register.KeyState;
import io.zonegate.hsm.register.RegisterContent;
import io.zonegate.hsm.register.RegisteredKey;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/** Every key that a zone ever had, with its state and the times of its life. */
final class KeyStates {
  private KeyStates() {}

  /** Prints them; nothing where there is no key set. */
  static void print(PrintStream out, HsmConfig config) throws CommandException {
    if (!Files.exists(config.keys())) {
      return;
    }
    RegisterContent register = KeyBooks.read(config);
    KeySet keys = HsmOptions.keys(config);
    List<RegisteredKey> known = register.keys(keys.zone());
    out.println(
        keys.zone()
            + ": "
            + keys.keys().size()
            + " keys in "
            + config.keys()
            + ", "
            + known.size()
            + " in the register "
            + config.register());
    known.forEach(key -> print(out, register, keys, key));
    for (ZoneKey key : keys.keys()) {
      if (!register.knows(RegisteredKey.of(keys.zone(), key, List.of()))) {
        out.println("  NOT IN THE REGISTER: " + key);
      }
    }
  }

  private static void print(
      PrintStream out, RegisterContent register, KeySet keys, RegisteredKey key) {
    StringBuilder times = new StringBuilder();
    for (Kind kind : Kind.values()) {
      register
          .last(key, kind)
          .ifPresent(
              e ->
                  times
                      .append("; ")
                      .append(kind.word().replace('-', ' '))
                      .append(' ')
                      .append(e.time())
                      .append(" by ")
                      .append(e.by()));
    }
    out.printf(Locale.ROOT, "  %-9s %s%s%n", KeyState.of(register, keys, key).word(), key, times);
  }
}
