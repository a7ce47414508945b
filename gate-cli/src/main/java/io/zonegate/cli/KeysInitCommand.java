package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.hsm.config.ExampleConfigs;
import io.zonegate.hsm.softhsm.ScratchTokens;
import io.zonegate.hsm.softhsm.SoftHsmLibrary;
import io.zonegate.hsm.token.HsmException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code zonegate keys init}. */
final class KeysInitCommand extends Command {
  KeysInitCommand() {
    super(
        "keys init",
        "Write a commented hsm.toml for an HSM family, or make SoftHSM2 scratch tokens",
        "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.hsm());
    options.addOption(
        SharedOptions.argument(
            "vendor", "NAME", "write the example for this HSM family; '?' shows which there are"));
    options.addOption(
        SharedOptions.argument(
            "softhsm", "LABEL,..", "make SoftHSM2 tokens beside hsm.toml, for trials only"));
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    Path file = HsmOptions.file(invocation).toAbsolutePath();
    List<String> labels = invocation.list("softhsm");
    String vendor = invocation.value("vendor");
    if (labels.isEmpty() == (vendor == null)) {
      throw CommandException.usage(
          "zonegate keys init needs one of --vendor NAME and --softhsm LABEL,..");
    }
    try {
      if (Files.exists(file)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      return vendor != null ? example(invocation, vendor, file) : scratch(invocation, labels, file);
    } catch (FileAlreadyExistsException e) {
      throw new CommandException(
          ExitCode.CONFIGURATION, e.getMessage() + " is there already and is not overwritten", e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, file + " cannot be made: " + IoReason.of(e), e);
    }
  }

  private static ExitCode example(Invocation invocation, String vendor, Path file)
      throws CommandException, IOException {
    if (!ExampleConfigs.names().contains(vendor)) {
      throw CommandException.usage(
          "--vendor: '" + vendor + "' is none of " + String.join(", ", ExampleConfigs.names()));
    }
    Files.writeString(file, ExampleConfigs.text(vendor), StandardOpenOption.CREATE_NEW);
    invocation
        .console()
        .out()
        .println("wrote " + file + ": read its comments, set labels, module and PIN source");
    return ExitCode.PASS;
  }

  private static ExitCode scratch(Invocation invocation, List<String> labels, Path file)
      throws CommandException, IOException {
    if (!file.getFileName().toString().equals("hsm.toml")) {
      throw CommandException.usage("--softhsm: the file that --hsm names must be called hsm.toml");
    }
    ScratchTokens tokens = new ScratchTokens(file.getParent(), new SecureRandom());
    PrintStream out = invocation.console().out();
    try {
      tokens.create(labels, SoftHsmLibrary.find(invocation.console().environment()));
    } catch (HsmException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    }
    out.println(
        "made "
            + labels.size()
            + " SoftHSM2 tokens ("
            + String.join(", ", labels)
            + ") in "
            + tokens.tokenFolder());
    out.println("wrote " + tokens.hsmConfig());
    out.println("before you use them: export SOFTHSM2_CONF=" + tokens.softHsmConfig());
    return ExitCode.PASS;
  }
}
