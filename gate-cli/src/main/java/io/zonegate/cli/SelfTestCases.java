package io.zonegate.cli;

import io.zonegate.policy.Suggestion;
import io.zonegate.testzones.Cases;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.incident.Incident;
import io.zonegate.testzones.incident.Incidents;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which cases a self-test is to judge. */
final class SelfTestCases {
  private SelfTestCases() {}

  /** Whether somebody wants to look at a few of them closely. */
  static boolean isCloseLook(Invocation invocation) {
    return invocation.has("incident") || invocation.has("case");
  }

  static List<Fault> of(Invocation invocation) throws CommandException {
    if (Stream.of("check", "incident", "case").filter(invocation::has).count() > 1) {
      throw CommandException.usage("give one of --check, --incident and --case, not several");
    }
    if (invocation.has("incident")) {
      Incident incident = incident("--incident ", invocation.value("incident"));
      if (incident.cases().isEmpty()) {
        throw CommandException.usage(
            "--incident " + incident.id() + " has no case; zonegate incidents says why");
      }
      return incident.cases();
    }
    if (invocation.has("case")) {
      return List.of(named(invocation.value("case")));
    }
    return forChecks(invocation.value("check"));
  }

  /**
   * The incident of that id.
   *
   * @param what goes before the id in the message
   */
  static Incident incident(String what, String id) throws CommandException {
    String wanted = id.toUpperCase(Locale.ROOT);
    List<String> ids = Incidents.all().stream().map(Incident::id).toList();
    if (!ids.contains(wanted)) {
      throw CommandException.usage(
          what
              + id
              + ": there is no such incident"
              + Suggestion.near(wanted, ids)
              + "; zonegate incidents lists them");
    }
    return Incidents.withId(wanted);
  }

  private static Fault named(String name) throws CommandException {
    List<String> names = Cases.all().stream().map(Fault::name).toList();
    if (!names.contains(name)) {
      throw CommandException.usage(
          "--case "
              + name
              + ": there is no such case"
              + Suggestion.near(name, names)
              + "; zonegate self-test -v names them");
    }
    return Cases.named(name);
  }

  private static List<Fault> forChecks(String prefix) throws CommandException {
    List<Fault> faults = Cases.forChecks(prefix == null ? "" : prefix);
    if (faults.isEmpty()) {
      throw CommandException.usage(
          "--check "
              + prefix
              + ": no case is for a check of that name; zonegate checks lists them");
    }
    return faults;
  }
}
