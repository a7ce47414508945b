package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.register.Bookkeeping;
import io.zonegate.hsm.register.KeyEvent;
import io.zonegate.hsm.register.KeyEvent.Kind;
import io.zonegate.hsm.register.KeyRegister;
import io.zonegate.hsm.register.RegisterContent;
import io.zonegate.hsm.register.RegisterException;
import io.zonegate.hsm.register.RegisterTurn;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The register of keys, as commands read it and write to it. */
final class KeyBooks {
  private KeyBooks() {}

  /** The options of a command that changes what is known of a key. */
  static Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.hsm());
    options.addOption(by());
    return options;
  }

  /** Who stands for what a command does to a key. */
  static Option by() {
    return SharedOptions.by("the register of keys");
  }

  /** Something to be done while nobody else can write to the register. */
  @FunctionalInterface
  interface Work<T> {
    T with(RegisterTurn register) throws CommandException;
  }

  /** Takes the register, does the work, gives it back. */
  static <T> T withRegister(HsmConfig config, Work<T> work) throws CommandException {
    try (RegisterTurn register = new KeyRegister(config.register()).take()) {
      return work.with(register);
    } catch (RegisterException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    } catch (IOException e) {
      throw unusable(config, e);
    }
  }

  /** What the register says. */
  static RegisterContent read(HsmConfig config) throws CommandException {
    try {
      return new KeyRegister(config.register()).read();
    } catch (RegisterException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    } catch (IOException e) {
      throw unusable(config, e);
    }
  }

  private static CommandException unusable(HsmConfig config, IOException reason) {
    return new CommandException(
        ExitCode.UNDECIDED,
        "the register of keys, "
            + config.register()
            + ", cannot be used: "
            + IoReason.of(reason)
            + "; mend that, or name another file with register = \"FILE\" in hsm.toml",
        reason);
  }

  /** Lines for what this command does now. */
  static Bookkeeping lines(Invocation invocation, HsmConfig config, RegisterContent register)
      throws CommandException, IOException {
    // The time of the record is the system's, whatever --at says and however long the gate runs.
    Instant time = invocation.console().clock().get();
    return new Bookkeeping(register, config.tokens(), time, invocation.by());
  }

  /** Notes that keys signed; what is known already is not written again. */
  static void signed(
      Invocation invocation, HsmConfig config, KeySet keys, Set<String> signersByName)
      throws CommandException {
    List<ZoneKey> signers =
        keys.keys().stream().filter(k -> signersByName.contains(k.toString())).toList();
    try {
      RegisterContent before = read(config);
      if (lines(invocation, config, before).signed(keys, signers).isEmpty()) {
        return;
      }
      try (RegisterTurn register = new KeyRegister(config.register()).take()) {
        List<KeyEvent> news = lines(invocation, config, register.content()).signed(keys, signers);
        register.append(news);
        if (!before.keys(keys.zone()).isEmpty()) {
          warnOfAdopted(invocation, config, news);
        }
      }
    } catch (RegisterException e) {
      throw new CommandException(ExitCode.UNDECIDED, notNoted(e.getMessage()), e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, notNoted(unusable(config, e).getMessage()), e);
    }
  }

  private static String notNoted(String reason) {
    return "all was signed, but that the keys signed could not be noted, so do not use it: "
        + reason;
  }

  private static void warnOfAdopted(
      Invocation invocation, HsmConfig config, List<KeyEvent> events) {
    for (KeyEvent event : events) {
      if (event.kind() == Kind.ADOPTED) {
        invocation
            .console()
            .err()
            .println(
                "zonegate: "
                    + event.key()
                    + " is in "
                    + config.keys()
                    + " and was not in the register "
                    + config.register()
                    + "; it is now. Find out who put it there.");
      }
    }
  }
}
