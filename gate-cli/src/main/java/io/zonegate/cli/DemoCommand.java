package io.zonegate.cli;

import io.zonegate.demo.Demo;
import io.zonegate.demo.DemoFolder;
import io.zonegate.file.IoReason;
import io.zonegate.hsm.softhsm.ScratchTokens;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code zonegate demo}. */
final class DemoCommand extends Command {
  private static final String DEFAULT_FOLDER = "zonegate-demo";
  private static final String PKCS11_EXPORT =
      "jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED";

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

  /**
   * Starts this program anew with the variable that tells SoftHSM2 where its tokens are: a process
   * cannot change its own environment.
   */
  private static ExitCode again(DemoFolder folder, Path softHsm, Console console)
      throws IOException, CommandException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String classPath = System.getProperty("java.class.path");
    if (classPath.endsWith("zonegate.jar") && !classPath.contains(File.pathSeparator)) {
      // The jar's manifest opens what the tokens and the native provider need.
      command.addAll(List.of("-jar", classPath));
    } else {
      command.addAll(List.of("--add-exports", PKCS11_EXPORT, "-cp", classPath));
      command.add(Main.class.getName());
    }
    command.addAll(List.of("demo", "--dir", folder.path().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(ScratchTokens.CONFIG_VARIABLE, softHsm.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    process.getInputStream().transferTo(console.out());
    try {
      int code = process.waitFor();
      if (code != ExitCode.PASS.code()) {
        throw new CommandException(ExitCode.UNDECIDED, "the demo ended with exit code " + code);
      }
      return ExitCode.PASS;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.UNDECIDED, "the demo was interrupted", e);
    }
  }
}
