package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.register.Bookkeeping;
import io.zonegate.hsm.register.KeyEvent;
import io.zonegate.hsm.register.KeyEvent.Kind;
import io.zonegate.hsm.register.RegisterTurn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code zonegate keys retire KEY}. */
final class KeysRetireCommand extends Command {
  KeysRetireCommand() {
    super("keys retire", "Take a key out of signing; it stays published and known", KeyChoice.FORM);
  }

  @Override
  Options options() {
    return KeyBooks.options();
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    String word = invocation.argument();
    HsmConfig config = HsmOptions.config(invocation);
    return KeyBooks.withRegister(config, register -> retire(invocation, config, register, word));
  }

  private static ExitCode retire(
      Invocation invocation, HsmConfig config, RegisterTurn register, String word)
      throws CommandException {
    KeySet keys = HsmOptions.keys(config);
    ZoneKey key = KeyChoice.of(keys, word);
    if (!key.active()) {
      throw CommandException.usage(key + " does not sign; there is nothing to retire");
    }
    boolean staysSigned =
        keys.active(key.role()).stream().anyMatch(k -> !k.equals(key) && k.published());
    if (key.published() && !staysSigned) {
      throw CommandException.usage(
          key
              + " is the last active "
              + key.role()
              + " in the DNSKEY RRset of "
              + keys.zone()
              + "; make another one active first: zonegate keys generate --zone "
              + keys.zone()
              + " --role "
              + key.role());
    }
    try {
      Bookkeeping lines = KeyBooks.lines(invocation, config, register.content());
      List<KeyEvent> events = new ArrayList<>(lines.adopted(keys));
      events.addAll(lines.all(Kind.RETIRED, keys.zone(), List.of(key)));
      // First the register: a retirement that is noted and did not happen does no harm.
      register.append(events);
      KeySetFile.write(config.keys(), keys.withRetired(key));
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, key + " still signs: " + IoReason.of(e), e);
    }
    if (!invocation.has("quiet")) {
      invocation
          .console()
          .out()
          .println(
              "retired "
                  + key
                  + ": it no longer signs"
                  + (key.published()
                      ? " and stays in the DNSKEY RRset"
                      : "; it is not in the DNSKEY RRset either")
                  + ". Take it out of "
                  + config.keys()
                  + " when no cache holds its signatures; the checks ROLL-* tell when");
    }
    return ExitCode.PASS;
  }
}
