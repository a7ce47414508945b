package io.zonegate.cli;

import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.register.KeyEvent;
import io.zonegate.hsm.register.KeyEvent.Kind;
import io.zonegate.hsm.register.RegisterContent;
import io.zonegate.hsm.register.RegisterTurn;
import io.zonegate.hsm.register.RegisteredKey;
import io.zonegate.hsm.token.Token;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;

/** {@code zonegate keys destroyed KEY}. */
final class KeysDestroyedCommand extends Command {
  KeysDestroyedCommand() {
    super(
        "keys destroyed",
        "Note that a key's private key was destroyed, after a look at every token",
        KeyChoice.FORM);
  }

  @Override
  Options options() {
    return KeyBooks.options();
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    String word = invocation.argument();
    HsmConfig config = HsmOptions.config(invocation);
    return KeyBooks.withRegister(config, register -> note(invocation, config, register, word));
  }

  private static ExitCode note(
      Invocation invocation, HsmConfig config, RegisterTurn register, String word)
      throws CommandException {
    KeySet keys = HsmOptions.keys(config);
    RegisteredKey key = choose(register.content(), keys, word);
    if (key.role() == KeyRole.KSK && config.kskBundles().isPresent()) {
      throw CommandException.usage(
          key
              + " is offline, and its tokens are not those of this hsm.toml; note it where they are,"
              + " with the hsm.toml of the ceremony");
    }
    return HsmOptions.withTokens(
        config,
        tokens -> {
          for (Token token : tokens.all()) {
            if (!token.with(session -> session.findPrivate(key.id())).isEmpty()) {
              throw new CommandException(
                  ExitCode.UNDECIDED,
                  "nothing was noted: token "
                      + token.label()
                      + " still has a private key with CKA_ID "
                      + key.id()
                      + "; destroy it with the token's own tool, and see to backups");
            }
          }
          String by = invocation.by();
          register.append(List.of(new KeyEvent(invocation.started(), Kind.DESTROYED, key, by)));
          if (!invocation.has("quiet")) {
            invocation
                .console()
                .out()
                .println(
                    "noted that "
                        + key
                        + " is destroyed: none of "
                        + tokens.all().size()
                        + " tokens has it; its tag stays taken");
          }
          return ExitCode.PASS;
        });
  }

  private static RegisteredKey choose(RegisterContent register, KeySet keys, String word)
      throws CommandException {
    List<RegisteredKey> known = register.keys(keys.zone());
    List<RegisteredKey> found =
        known.stream().filter(k -> KeyChoice.means(word, k.keyTag(), k.id())).toList();
    if (found.size() != 1) {
      throw CommandException.usage(
          "'"
              + word
              + "' means "
              + found.size()
              + " keys of the register, it must mean one; there are "
              + known.stream().map(RegisteredKey::toString).collect(Collectors.joining(", ")));
    }
    RegisteredKey key = found.get(0);
    if (keys.keys().stream().map(ZoneKey::id).anyMatch(key.id()::equals)) {
      throw CommandException.usage(
          key + " is in the key set; retire it, wait, and take it out of keys.toml first");
    }
    if (register.last(key, Kind.DESTROYED).isPresent()) {
      throw CommandException.usage(key + " is noted as destroyed already");
    }
    return key;
  }
}
