package io.zonegate.cli;

import io.zonegate.hsm.softhsm.ScratchTokens;
import io.zonegate.process.BoundProcess;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * This program, started anew with the variable that tells SoftHSM2 where its tokens are: a process
 * cannot change its own environment.
 */
final class OwnProcess {
  private static final String PKCS11_EXPORT =
      "jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED";

  private OwnProcess() {}

  /** Whether this process knows these tokens. */
  static boolean knows(Path softHsm, Console console) {
    return softHsm.toString().equals(console.environment().get(ScratchTokens.CONFIG_VARIABLE));
  }

  /**
   * Runs it and waits for its end. If this process is ended before, so is it, which ends what it
   * runs itself.
   *
   * @param words the command line, without the program's name
   * @param errors where its standard error goes
   * @return its exit code
   */
  static int run(List<String> words, Path softHsm, Console console, OutputStream errors)
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
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(ScratchTokens.CONFIG_VARIABLE, softHsm.toString());
    Process process = builder.start();
    BoundProcess bound = BoundProcess.bind(process, Process::destroy);
    try {
      process.getOutputStream().close();
      Thread forwarding = new Thread(() -> forward(process, errors), "zonegate-errors");
      forwarding.start();
      process.getInputStream().transferTo(console.out());
      int code = process.waitFor();
      forwarding.join();
      return code;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.UNDECIDED, "interrupted", e);
    } finally {
      bound.close();
      process.destroy();
    }
  }

  private static void forward(Process process, OutputStream errors) {
    try {
      process.getErrorStream().transferTo(errors);
    } catch (IOException e) {
      // Whoever read it is gone; the exit code tells how it ended.
      process.destroy();
    }
  }
}
