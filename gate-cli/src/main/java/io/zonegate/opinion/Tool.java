package io.zonegate.opinion;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An outside verifier that this program knows how to call. */
public enum Tool {
  /** ISC BIND. It has no option for the clock. */
  DNSSEC_VERIFY("dnssec-verify", "-V", false) {
    @Override
    List<String> arguments(Question question) {
      // -z: the zone is signed by keys of one role; without it BIND asks for a key without SEP.
      List<String> arguments = new ArrayList<>(List.of("-q", "-o", question.origin));
      if (question.oneRole) {
        arguments.add("-z");
      }
      return arguments;
    }
  },
  /** NLnet Labs' ldns. */
  LDNS_VERIFY_ZONE("ldns-verify-zone", "-v", true) {
    @Override
    List<String> arguments(Question question) {
      List<String> arguments = new ArrayList<>(List.of("-V", "1", "-t", STAMP.format(question.at)));
      if (question.anchors != null) {
        arguments.addAll(List.of("-k", question.anchors.toAbsolutePath().toString()));
      }
      return arguments;
    }
  },
  /** CZ.NIC Knot DNS. */
  KZONECHECK("kzonecheck", "-V", true) {
    @Override
    List<String> arguments(Question question) {
      return List.of(
          "-d", "on", "-t", Long.toString(question.at.getEpochSecond()), "-o", question.origin);
    }
  };

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);

  private final String command;
  private final String versionOption;
  private final boolean takesClock;

  Tool(String command, String versionOption, boolean takesClock) {
    this.command = command;
    this.versionOption = versionOption;
    this.takesClock = takesClock;
  }

  /**
   * What a tool is asked.
   *
   * @param origin the zone's name, absolute
   * @param file the zone as a master file
   * @param anchors file of the parent's DS set or of trust anchors; null if there is none
   * @param oneRole whether all keys have the SEP flag
   * @param at the clock
   */
  record Question(String origin, Path file, Path anchors, boolean oneRole, Instant at) {}

  /** The options before the file. */
  abstract List<String> arguments(Question question);

  /** The whole command, to be run without a shell. */
  List<String> command(Question question) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(arguments(question));
    words.add(question.file.toAbsolutePath().toString());
    return words;
  }

  List<String> versionCommand() {
    return List.of(command, versionOption);
  }

  /** Whether it can be told the time; if not, it judges by the system's clock. */
  boolean takesClock() {
    return takesClock;
  }

  /** The tool's name, as it is typed. */
  public String command() {
    return command;
  }

  /** The names of all tools. */
  public static List<String> commands() {
    return List.of(values()).stream().map(Tool::command).toList();
  }

  /** The tool of this name. */
  public static Optional<Tool> named(String command) {
    return List.of(values()).stream().filter(t -> t.command.equals(command)).findFirst();
  }
}
