package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.report.html.HtmlFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of an earlier run that this run's reports will replace. */
final class EarlierReports {
  /** Options that name files which are no reports. */
  private static final List<String> OTHER_FILES =
      List.of(
          "policy",
          "ds",
          "trust-anchor",
          "unsigned",
          "previous",
          "candidate",
          "hsm",
          "output",
          "tsig");

  private EarlierReports() {}

  /**
   * Deletes what an earlier run wrote where this one will: whoever finds a report there must not
   * take it for this run's, whatever becomes of it. A file for Prometheus stays, since it has the
   * time of its verdict in it, and metrics that come and go set off alarms.
   *
   * @param name of the files in {@code --report-dir}, without ending
   * @param others files that this run reads or writes beside those that its options name
   */
  static void discard(Invocation invocation, String name, Path... others) throws CommandException {
    discard(invocation, name, invocation.path("html"), others);
  }

  /** As above, for a command whose page is not a verdict's. */
  static void discardButPage(Invocation invocation, String name, Path... others)
      throws CommandException {
    discard(invocation, name, null, others);
  }

  private static void discard(Invocation invocation, String name, Path page, Path[] others)
      throws CommandException {
    List<Path> files = new ArrayList<>();
    for (String option : List.of("json", "junit")) {
      if (invocation.path(option) != null) {
        files.add(invocation.path(option));
      }
    }
    Path folder = invocation.path("report-dir");
    if (folder != null) {
      for (String ending : List.of(".json", ".xml", ".txt")) {
        files.add(folder.resolve(name + ending));
      }
    }
    if (page != null) {
      files.add(page.resolve(HtmlFolder.INDEX));
    }
    List<Path> inUse = new ArrayList<>(List.of(others));
    for (String option : OTHER_FILES) {
      if (invocation.path(option) != null) {
        inUse.add(invocation.path(option));
      }
    }
    if (invocation.path("prom") != null) {
      refuse(invocation.path("prom"), inUse);
    }
    for (Path file : files) {
      refuse(file, inUse);
    }
    try {
      if (page != null) {
        HtmlFolder.requireOurs(page);
      }
      for (Path file : files) {
        discard(file);
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          "the report of an earlier run cannot be removed: " + IoReason.of(e),
          e);
    }
  }

  private static void refuse(Path file, List<Path> inUse) throws CommandException {
    for (Path other : inUse) {
      if (isSame(file, other)) {
        throw CommandException.usage(
            "a report cannot go to " + file + ", which this command reads or writes otherwise");
      }
    }
  }

  /** Whether both are there and are one file. */
  static boolean isSame(Path file, Path other) throws CommandException {
    try {
      return Files.exists(file) && Files.exists(other) && Files.isSameFile(file, other);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, file + " cannot be written: " + IoReason.of(e), e);
    }
  }

  private static void discard(Path file) throws IOException {
    // Not a device such as /dev/stdout; and a link stays, for its target is what will be looked at.
    if (Files.isSymbolicLink(file) && Files.isRegularFile(file)) {
      Files.write(file, new byte[0]);
    } else if (Files.isRegularFile(file)) {
      Files.delete(file);
    }
  }
}
