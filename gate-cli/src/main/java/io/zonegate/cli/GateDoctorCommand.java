package io.zonegate.cli;

import io.zonegate.alarm.AlarmExamination;
import io.zonegate.rollout.Examination;
import java.util.ArrayList;
import java.util.List;

/** {@code zonegate gate doctor}. */
final class GateDoctorCommand extends Command {
  GateDoctorCommand() {
    super("gate doctor", "Hold database, artefacts and the stages' files against each other", "");
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    return OpenGate.with(
        invocation.policy(),
        gate -> {
          List<Examination.Finding> findings =
              new ArrayList<>(
                  Examination.of(gate.zone(), gate.settings(), gate.store(), gate.artefacts()));
          findings.addAll(AlarmExamination.of(gate.alarms(OpenGate.now(invocation))));
          boolean faults = false;
          for (Examination.Finding finding : findings) {
            faults |= finding.fault();
            if (finding.fault() || !invocation.has("quiet")) {
              invocation
                  .console()
                  .out()
                  .println((finding.fault() ? "FAULT " : "OK    ") + finding.text());
            }
          }
          return faults ? ExitCode.UNDECIDED : ExitCode.PASS;
        });
  }
}
