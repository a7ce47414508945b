package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.hsm.config.ConfigException;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.HsmConfigFile;
import io.zonegate.hsm.config.PinSource;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.file.FileMode;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The tokens and the key set that {@code --hsm} names. */
final class HsmOptions {
  /** Permission bits of the group and of all others. */
  private static final int OTHERS = 077;

  private HsmOptions() {}

  /** The file that {@code --hsm} names. */
  static Path file(Invocation invocation) throws CommandException {
    Path file = invocation.path("hsm");
    return file == null ? Path.of("hsm.toml") : file;
  }

  static HsmConfig config(Invocation invocation) throws CommandException {
    return config(file(invocation));
  }

  /** The tokens that this file names. */
  static HsmConfig config(Path file) throws CommandException {
    try {
      return HsmConfigFile.read(file);
    } catch (ConfigException e) {
      throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
    }
  }

  /** The key set; it must exist. */
  static KeySet keys(HsmConfig config) throws CommandException {
    if (!Files.exists(config.keys())) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          config.keys() + ": no key set there; zonegate keys generate makes one");
    }
    try {
      return KeySetFile.read(config.keys());
    } catch (ConfigException e) {
      throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
    }
  }

  /** Refuses an output that would take the place of what says which tokens and keys there are. */
  static void protect(Path output, Invocation invocation, HsmConfig config)
      throws CommandException {
    for (Path own : List.of(file(invocation), config.keys(), config.register())) {
      if (EarlierReports.isSame(output, own)) {
        throw CommandException.usage(
            "--output " + output + " would replace " + own + "; name another file");
      }
    }
  }

  /** Something to be done with open tokens. */
  @FunctionalInterface
  interface Work<T> {
    T with(Tokens tokens) throws CommandException, IOException;
  }

  /** Opens the tokens, does the work, closes them; errors of a token end in UNDECIDED. */
  static <T> T withTokens(HsmConfig config, Work<T> work) throws CommandException {
    try (Tokens tokens = Tokens.open(config, HsmOptions::ask)) {
      requirePrivatePins(config, tokens);
      return work.with(tokens);
    } catch (HsmException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, "nothing was done: " + IoReason.of(e), e);
    }
  }

  /** A PIN file that others may read is a wrong configuration; a token that is away is not. */
  private static void requirePrivatePins(HsmConfig config, Tokens tokens)
      throws CommandException, IOException {
    for (HsmException error : tokens.unreachable()) {
      for (TokenConfig token : config.tokens()) {
        if (token.label().equals(error.tokenLabel())
            && token.pin() instanceof PinSource.InFile file
            && Files.exists(file.path())
            && (FileMode.of(file.path()) & OTHERS) != 0) {
          throw new CommandException(ExitCode.CONFIGURATION, error.getMessage(), error);
        }
      }
    }
  }

  /**
   * Asks on the terminal. Where there is none, JDK 17 to 21 have no console, and later ones a
   * console whose input has ended: the answer is null both times.
   */
  @SuppressWarnings("SystemConsoleNull")
  static char[] ask(String tokenLabel) {
    java.io.Console console = System.console();
    return console == null ? null : console.readPassword("PIN of token %s: ", tokenLabel);
  }
}
