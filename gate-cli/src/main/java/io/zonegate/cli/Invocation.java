package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.hsm.file.OwnAccount;
import io.zonegate.policy.Policy;
import io.zonegate.policy.PolicyException;
import io.zonegate.policy.PolicyReader;
import io.zonegate.report.Folded;
import io.zonegate.verifier.parent.ServerAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;

/** One call of a command: its options and arguments, the console, the clock. */
final class Invocation {
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

  /** In a narrower terminal columns have no room. */
  private static final int LEAST_COLUMNS = 40;

  private final Command command;
  private final CommandLine line;
  private final List<String> words;
  private final Console console;
  private final Instant started;
  private final boolean json;

  /**
   * @param words the command line as it was typed, without the program's name
   * @throws CommandException if {@code --format} has a value that it cannot have
   */
  Invocation(Command command, CommandLine line, List<String> words, Console console)
      throws CommandException {
    this.command = command;
    this.line = line;
    this.words = List.copyOf(words);
    this.console = console;
    this.started = console.clock().get();
    this.json = isJson(value("format"));
    if (json && !command.writesJson()) {
      throw CommandException.usage("zonegate " + command.name() + " has no JSON form");
    }
  }

  Console console() {
    return console;
  }

  /** The words that called it, for instance {@code keys list}. */
  String commandName() {
    return command.name();
  }

  boolean has(String option) {
    return line.hasOption(option);
  }

  /** The option's value, or null; an option that has one value is not to be given twice. */
  String value(String option) throws CommandException {
    String[] values = line.getOptionValues(option);
    if (values == null) {
      return null;
    }
    if (values.length > 1) {
      throw CommandException.usage(
          "--" + option + " is given " + values.length + " times; give it once");
    }
    return values[0];
  }

  /** The option's value as a path, or null. */
  Path path(String option) throws CommandException {
    String value = value(option);
    return value == null ? null : path("--" + option, value);
  }

  static Path path(String what, String value) throws CommandException {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw CommandException.usage(what + ": '" + value + "' cannot be a path");
    }
  }

  /** The words of a comma-separated option, all given values together; empty if it is not given. */
  List<String> list(String option) {
    String[] values = line.getOptionValues(option);
    if (values == null) {
      return List.of();
    }
    return Arrays.stream(values)
        .flatMap(v -> Arrays.stream(v.split(",")))
        .map(String::trim)
        .toList();
  }

  /** The option's name servers; empty if it is not given. */
  List<ServerAddress> servers(String option) throws CommandException {
    List<ServerAddress> servers = new ArrayList<>();
    for (String text : list(option)) {
      servers.add(
          ServerAddress.parse(text)
              .orElseThrow(
                  () ->
                      CommandException.usage(
                          "--"
                              + option
                              + ": '"
                              + text
                              + "' is not SERVER or SERVER:PORT (IPv6: [ADDRESS]:PORT)")));
    }
    return servers;
  }

  /** The one argument that the command takes. */
  String argument() throws CommandException {
    List<String> arguments = line.getArgList();
    if (arguments.size() != 1) {
      throw CommandException.usage(
          "zonegate "
              + command.name()
              + " takes one argument ("
              + command.arguments()
              + "), not "
              + arguments.size());
    }
    return arguments.get(0);
  }

  /** The one argument that the command can do without. */
  Optional<String> optionalArgument() throws CommandException {
    return line.getArgList().isEmpty() ? Optional.empty() : Optional.of(argument());
  }

  /**
   * Who stands for what this command does: {@code --by}, or the account.
   *
   * @throws IOException if the account is not known
   */
  String by() throws CommandException, IOException {
    String given = has("by") ? value("by") : OwnAccount.name();
    if (given.isBlank()) {
      throw CommandException.usage("--by: '" + given + "' names nobody");
    }
    return given;
  }

  /** Something that is written to standard output. */
  @FunctionalInterface
  interface Output {
    void writeTo(PrintStream out) throws IOException;
  }

  /** Writes to standard output. */
  void print(Output output) throws CommandException {
    try {
      output.writeTo(console.out());
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "standard output cannot be written: " + IoReason.of(e), e);
    }
  }

  /** A text that is written to standard output. */
  @FunctionalInterface
  interface Text {
    void writeTo(Appendable out) throws IOException;
  }

  /** Writes text to standard output, folded to the width of the terminal if it is one. */
  void printText(Text text) throws CommandException {
    print(
        out -> {
          int columns = columns();
          if (columns < LEAST_COLUMNS) {
            text.writeTo(out);
          } else {
            Folded folded = new Folded(out, columns);
            text.writeTo(folded);
            folded.finish();
          }
        });
  }

  /** Of the terminal, as the launcher says; 0 if there is none, or it is not known. */
  private int columns() {
    String columns = console.environment().getOrDefault("ZONEGATE_COLUMNS", "");
    return console.terminal() && columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : 0;
  }

  /** All arguments, however many. */
  List<String> arguments() {
    return line.getArgList();
  }

  /** Refuses arguments where the command takes none. */
  void noArguments() throws CommandException {
    if (!line.getArgList().isEmpty()) {
      throw CommandException.usage(
          "zonegate " + command.name() + " takes no argument: '" + line.getArgList().get(0) + "'");
    }
  }

  /** The clock of this command: {@code --at}, or the system's when the command began. */
  Instant now() throws CommandException {
    Instant at = time("at");
    return at == null ? started : at;
  }

  /** The option's value as a time, or null. */
  Instant time(String option) throws CommandException {
    String value = value(option);
    if (value == null) {
      return null;
    }
    try {
      return value.matches("[0-9]{14}")
          ? LocalDateTime.parse(value, COMPACT).toInstant(ZoneOffset.UTC)
          : OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException e) {
      throw CommandException.usage(
          "--"
              + option
              + ": '"
              + value
              + "' is neither RFC 3339 (2026-05-05T21:57:00Z) nor YYYYMMDDhhmmss in UTC");
    }
  }

  /** The system's clock when the command began, for run ids and expiry dates in the policy. */
  Instant started() {
    return started;
  }

  /** A duration in seconds or with a unit s, m, h, d, or null if the option is not given. */
  Duration duration(String option) throws CommandException {
    String value = value(option);
    if (value == null) {
      return null;
    }
    if (!value.matches("[0-9]{1,9}[smhd]?")) {
      throw CommandException.usage(
          "--" + option + ": '" + value + "' is not a time such as 300s, 5m or 1h");
    }
    long number = Long.parseLong(value.replaceAll("[a-z]", ""));
    long unit =
        switch (value.charAt(value.length() - 1)) {
          case 'm' -> 60;
          case 'h' -> 3600;
          case 'd' -> 86400;
          default -> 1;
        };
    return Duration.ofSeconds(number * unit);
  }

  /** A number, or null if the option is not given. */
  Integer number(String option, int least, int most) throws CommandException {
    String value = value(option);
    if (value == null) {
      return null;
    }
    if (!value.matches("[0-9]{1,9}")
        || Integer.parseInt(value) < least
        || Integer.parseInt(value) > most) {
      throw CommandException.usage(
          "--" + option + ": '" + value + "' is not a number from " + least + " to " + most);
    }
    return Integer.valueOf(value);
  }

  /** The policy that {@code --policy} names, or the defaults. */
  Policy policy() throws CommandException {
    Path file = path("policy");
    return file == null ? PolicyReader.defaults() : policy(file);
  }

  /** The policy in this file. */
  Policy policy(Path file) throws CommandException {
    try {
      return new PolicyReader(GateCatalogue.descriptions(), started).read(file);
    } catch (PolicyException e) {
      throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
    }
  }

  /** The policies that the arguments name, and that of {@code --policy}; at least one. */
  List<Policy> policies() throws CommandException {
    List<Policy> policies = new ArrayList<>();
    for (String argument : arguments()) {
      policies.add(policy(path("POLICY", argument)));
    }
    if (policies.isEmpty() || has("policy")) {
      policies.add(policy());
    }
    return policies;
  }

  /** The words of the command line as they were typed. */
  List<String> words() {
    return words;
  }

  /** The command line, to be shown and typed again. */
  String typed() {
    return "zonegate " + quoted(words);
  }

  /** Words as a line that a shell reads as these words. */
  static String quoted(List<String> words) {
    return words.stream()
        .map(w -> w.matches("[A-Za-z0-9_@%+=:,./-]+") ? w : "'" + w.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  /** Whether standard output is to be JSON. */
  boolean json() {
    return json;
  }

  /** Whether standard output is to be the one line of a plugin. */
  boolean nagios() throws CommandException {
    if (json && has("nagios")) {
      throw CommandException.usage("give --nagios or --format json, not both");
    }
    return has("nagios");
  }

  private static boolean isJson(String format) throws CommandException {
    if (format == null || format.equals("text")) {
      return false;
    }
    if (!format.equals("json")) {
      throw CommandException.usage("--format: '" + format + "' is neither text nor json");
    }
    return true;
  }

  /** Whether to colour: on a terminal, unless NO_COLOR or --no-color say otherwise. */
  boolean colour() {
    String noColor = console.environment().getOrDefault("NO_COLOR", "");
    return console.terminal() && noColor.isEmpty() && !has("no-color");
  }
}
