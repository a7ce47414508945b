package io.zonegate.cli;

import io.zonegate.demo.Demo;
import io.zonegate.demo.DemoFolder;
import io.zonegate.file.IoReason;
import io.zonegate.hsm.softhsm.ScratchTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code zonegate demo}. */
final class DemoCommand extends Command {
  private static final String DEFAULT_FOLDER = "zonegate-demo";

  DemoCommand() {
    super(
        "demo",
        "Sign, judge and publish a zone on three SoftHSM2 tokens, then block the .de fault of 2026",
        "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(
        SharedOptions.argument("dir", "DIR", "work folder; default ./" + DEFAULT_FOLDER));
    options.addOption(SharedOptions.flag("clean", "remove the work folder of an earlier demo"));
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    Path named = invocation.path("dir");
    DemoFolder folder = new DemoFolder(named == null ? Path.of(DEFAULT_FOLDER) : named);
    Console console = invocation.console();
    try {
      if (invocation.has("clean")) {
        boolean there = folder.delete();
        console
            .out()
            .println(
                there
                    ? "removed " + folder.path()
                    : "nothing to remove: " + folder.path() + " is not there");
        return ExitCode.PASS;
      }
      Path softHsm = new ScratchTokens(folder.path(), new SecureRandom()).softHsmConfig();
      if (!softHsm.toString().equals(console.environment().get(ScratchTokens.CONFIG_VARIABLE))) {
        return again(folder, softHsm, console);
      }
      Demo demo =
          new Demo(folder, words -> run(words, console), console.out(), invocation.started());
      demo.run();
      return ExitCode.PASS;
    } catch (Demo.FailedException e) {
      throw new CommandException(ExitCode.UNDECIDED, "the demo failed: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, "the demo failed: " + IoReason.of(e), e);
    }
  }

  private static int run(List<String> words, Console console) {
    int code = Main.run(words, console).code();
    console.out().flush();
    return code;
  }

  /** In a process that knows where SoftHSM2's tokens are. */
  private static ExitCode again(DemoFolder folder, Path softHsm, Console console)
      throws IOException, CommandException {
    List<String> words = List.of("demo", "--dir", folder.path().toString());
    int code = OwnProcess.run(words, softHsm, console, console.out());
    if (code != ExitCode.PASS.code()) {
      throw new CommandException(ExitCode.UNDECIDED, "the demo ended with exit code " + code);
    }
    return ExitCode.PASS;
  }
}
