package io.zonegate.cli;

import io.zonegate.policy.Suggestion;
import io.zonegate.report.monitor.NagiosLine;
import io.zonegate.report.monitor.NagiosState;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    // Java cannot tell in one way on 17 and 25 whether standard output is a terminal; the launcher
    // can.
    boolean terminal = "1".equals(System.getenv("ZONEGATE_TERMINAL"));
    Console console = new Console(System.in, out, err, System.getenv(), Instant::now, terminal);
    int code = run(List.of(arguments), console).code();
    out.flush();
    if (out.checkError() && code == ExitCode.PASS.code()) {
      // A report that nobody could receive is no reason to go on.
      code = ExitCode.UNDECIDED.code();
    }
    System.exit(code);
  }

  /** Runs a command. Whatever goes wrong is said on {@code err} and ends in a code other than 0. */
  public static ExitCode run(List<String> words, Console console) {
    boolean verbose = words.contains("-v") || words.contains("--verbose");
    try {
      return dispatch(words, console);
    } catch (CommandException e) {
      if (words.contains("--nagios")) {
        // What calls plugins reads one line and knows four codes.
        ExitCode code = e.exitCode() == ExitCode.BLOCK ? ExitCode.BLOCK : ExitCode.UNDECIDED;
        NagiosState state = code == ExitCode.BLOCK ? NagiosState.CRITICAL : NagiosState.UNKNOWN;
        console.out().println(NagiosLine.failure(state, e.getMessage()));
        return code;
      }
      console.err().println("zonegate: " + e.getMessage());
      if (verbose && e.getCause() != null) {
        e.getCause().printStackTrace(console.err());
      }
      return e.exitCode();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      console.err().println("zonegate: this should not have happened, please report it: " + e);
      if (verbose) {
        e.printStackTrace(console.err());
      } else {
        console.err().println("zonegate: -v shows where");
      }
      return ExitCode.UNDECIDED;
    }
  }

  private static ExitCode dispatch(List<String> words, Console console) throws CommandException {
    if (words.isEmpty()
        || words.get(0).equals("--help")
        || words.get(0).equals("-h")
        || words.get(0).equals("help")) {
      Help.overview(console.out());
      return words.isEmpty() ? ExitCode.USAGE : ExitCode.PASS;
    }
    if (words.get(0).equals("--version")) {
      return new VersionCommand().run(console);
    }
    Optional<Command> found = Command.all().stream().filter(c -> isCalled(c, words)).findFirst();
    if (found.isEmpty()) {
      List<Command> family = family(words.get(0));
      if (!family.isEmpty()
          && words.size() == 2
          && (words.get(1).equals("--help") || words.get(1).equals("-h"))) {
        Help.commands(family, console.out());
        return ExitCode.PASS;
      }
      throw unknown(words);
    }
    Command command = found.get();
    int skip = command.name().split(" ").length;
    String[] rest = words.subList(skip, words.size()).toArray(String[]::new);
    if (Arrays.asList(rest).contains("--help") || Arrays.asList(rest).contains("-h")) {
      Help.of(command, console.out());
      return ExitCode.PASS;
    }
    CommandLine line = parse(command, rest);
    return command.run(new Invocation(command, line, words, console));
  }

  private static boolean isCalled(Command command, List<String> words) {
    List<String> name = List.of(command.name().split(" "));
    return words.size() >= name.size() && words.subList(0, name.size()).equals(name);
  }

  /** The commands of two words that begin with this one. */
  private static List<Command> family(String word) {
    return Command.all().stream().filter(c -> c.name().startsWith(word + " ")).toList();
  }

  private static CommandException unknown(List<String> words) {
    List<Command> family = family(words.get(0));
    if (!family.isEmpty()) {
      return CommandException.usage(
          "zonegate "
              + words.get(0)
              + " needs one of: "
              + String.join(
                  ", ",
                  family.stream()
                      .map(c -> c.name().substring(words.get(0).length() + 1))
                      .toList()));
    }
    return CommandException.usage(
        "unknown command '"
            + words.get(0)
            + "'"
            + Suggestion.near(
                words.get(0), Command.all().stream().map(c -> c.name().split(" ")[0]).toList())
            + "; zonegate --help lists them");
  }

  private static CommandLine parse(Command command, String[] rest) throws CommandException {
    Options options = SharedOptions.of(command);
    try {
      return DefaultParser.builder().setAllowPartialMatching(false).get().parse(options, rest);
    } catch (org.apache.commons.cli.UnrecognizedOptionException e) {
      List<String> known =
          options.getOptions().stream().map(Option::getLongOpt).map(o -> "--" + o).toList();
      throw CommandException.usage(
          "zonegate "
              + command.name()
              + ": unknown option "
              + e.getOption()
              + Suggestion.near(e.getOption(), known)
              + "; zonegate "
              + command.name()
              + " --help lists them");
    } catch (ParseException e) {
      throw CommandException.usage("zonegate " + command.name() + ": " + e.getMessage());
    }
  }
}
