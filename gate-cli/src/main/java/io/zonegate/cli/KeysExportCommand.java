package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.generate.KeyImport;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.keyfile.PemFile;
import io.zonegate.hsm.token.SoftwareKeyPair;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.apache.commons.cli.Options;

/** {@code zonegate keys export KEY}. */
final class KeysExportCommand extends Command {
  KeysExportCommand() {
    super(
        "keys export",
        "Write a private key of SoftHSM2 tokens to a file, for test set-ups only",
        KeyChoice.FORM);
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.hsm());
    options.addOption(
        SharedOptions.argument("output", "FILE", "new file for it, PKCS#8 in PEM, mode 0600"));
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    String word = invocation.argument();
    Path output = invocation.path("output");
    if (output == null) {
      throw CommandException.usage("zonegate keys export needs --output FILE");
    }
    HsmConfig config = HsmOptions.config(invocation);
    KeySet keys = HsmOptions.keys(config);
    ZoneKey key = KeyChoice.of(keys, word);
    return HsmOptions.withTokens(
        config,
        tokens -> {
          try (SoftwareKeyPair pair = new KeyImport(tokens, new SecureRandom()).read(key)) {
            PemFile.writeNew(output, key.algorithm(), pair);
          } catch (FileAlreadyExistsException e) {
            throw new CommandException(
                ExitCode.UNDECIDED, output + " is there already and is not overwritten", e);
          } catch (IOException e) {
            throw new CommandException(
                ExitCode.UNDECIDED, output + " cannot be written: " + IoReason.of(e), e);
          }
          invocation
              .console()
              .out()
              .println(
                  "wrote the private key of " + key + " to " + output + ": keep it from others");
          return ExitCode.PASS;
        });
  }
}
