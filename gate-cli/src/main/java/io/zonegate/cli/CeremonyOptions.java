package io.zonegate.cli;

import io.zonegate.hsm.config.ConfigException;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.proof.ProofResult;
import io.zonegate.hsm.proof.TokenProof;
import io.zonegate.hsm.register.TagFreshness;
import io.zonegate.hsm.token.Tokens;
import io.zonegate.signer.sign.ProofNotPassedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/** What the commands of an offline KSK demand, each said once. */
final class CeremonyOptions {
  private CeremonyOptions() {}

  /** The output file, which must not be there: what was read aloud is not to be replaced. */
  static Path output(Invocation invocation) throws CommandException {
    Path output = invocation.path("output");
    if (output == null) {
      throw CommandException.usage("zonegate " + invocation.commandName() + " needs --output FILE");
    }
    if (Files.exists(output)) {
      throw CommandException.usage(
          "--output: " + output + " is there already and is not overwritten; name another file");
    }
    return output;
  }

  /** The configuration of a signer whose KSKs are offline. */
  static HsmConfig signer(Invocation invocation) throws CommandException {
    HsmConfig config = HsmOptions.config(invocation);
    if (config.kskBundles().isEmpty()) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          HsmOptions.file(invocation)
              + ": KSKs are on tokens here; ksk-bundles = \"FOLDER\" says that they are offline");
    }
    return config;
  }

  /** The configuration of a machine whose tokens hold KSKs. */
  static HsmConfig ceremony(Invocation invocation) throws CommandException {
    HsmConfig config = HsmOptions.config(invocation);
    if (config.kskBundles().isPresent()) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          HsmOptions.file(invocation)
              + ": has ksk-bundles, so its tokens hold no KSKs; name the ceremony's hsm.toml");
    }
    return config;
  }

  /** Something that is read from a file. */
  @FunctionalInterface
  interface Reading<T> {
    T read();
  }

  /** What is wrong in a file that others sent is no wrong configuration. */
  static <T> T read(Reading<T> reading) throws CommandException {
    try {
      return reading.read();
    } catch (ConfigException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    }
  }

  /** Ends with the verdict of the proof unless every token holds its keys. */
  static void demandProof(Invocation invocation, Tokens tokens, KeySet keys)
      throws CommandException {
    ProofResult proof = TokenProof.prove(tokens, keys, new SecureRandom());
    if (!proof.allPassed()) {
      throw CommandException.of(
          KeysProveCommand.verdict(
              invocation,
              keys,
              proof,
              TagFreshness.of(KeyBooks.read(tokens.config()), keys),
              Duration.ZERO),
          new ProofNotPassedException(proof));
    }
  }
}
