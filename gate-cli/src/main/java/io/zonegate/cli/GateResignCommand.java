package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.release.Release;
import io.zonegate.rollout.ContentSigner;
import io.zonegate.rollout.GivenSerials;
import io.zonegate.rollout.UnsignedContent;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code zonegate gate resign}: the last good content again, with signatures of today. */
final class GateResignCommand extends Command {
  GateResignCommand() {
    super(
        "gate resign",
        "Sign what is live anew, with a higher serial, and hand that to the gate as a candidate",
        "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(GateSubmitCommand.by());
    options.addOption(
        SharedOptions.argument("hsm", "FILE", "tokens (TOML); else [gate] hsm of the policy"));
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    String by = GateSubmitCommand.by(invocation);
    Path given = invocation.path("hsm");
    return OpenGate.with(
        invocation.policy(),
        gate -> {
          Path hsm =
              Optional.ofNullable(given)
                  .or(() -> gate.settings().ways().hsm())
                  .orElseThrow(
                      () ->
                          CommandException.usage(
                              "zonegate gate resign needs --hsm FILE, or [gate] hsm in the policy;"
                                  + " where another signer signs, have it sign again and submit"
                                  + " that"));
          Release live =
              gate.store()
                  .live(gate.zone())
                  .orElseThrow(
                      () -> CommandException.usage("nothing of " + gate.zone() + " is live"));
          Release release = resign(invocation, gate, live, hsm, by);
          GateSubmitCommand.say(
              invocation,
              release + " is " + release.state() + ": the content of " + live + ", signed anew");
          return ExitCode.PASS;
        });
  }

  private static Release resign(
      Invocation invocation, OpenGate gate, Release live, Path hsm, String by)
      throws CommandException {
    PolicySigner signer = new PolicySigner(invocation, gate.policy(), hsm);
    long given =
        new GivenSerials(gate.zone(), gate.settings(), gate.store())
            .last()
            .orElse(live.facts().serial());
    Path artefact = gate.artefacts().path(live.artefact());
    try {
      Path work = Files.createTempDirectory(gate.settings().folder(), "resign-");
      Path unsigned = work.resolve("unsigned");
      Path signed = work.resolve("signed");
      try {
        UnsignedContent.write(artefact, gate.zone(), given, signer.keepsRequests(), unsigned);
        // Kept signatures would run out as soon as those that are live.
        signer.signAll(unsigned, signed, OpenGate.now(invocation));
        return GateSubmitCommand.submit(invocation, gate, signed, by);
      } finally {
        Files.deleteIfExists(unsigned);
        Files.deleteIfExists(signed);
        Files.delete(work);
      }
    } catch (ContentSigner.NotSignedException | ZoneReadException e) {
      throw new CommandException(ExitCode.UNDECIDED, "nothing was submitted: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, "nothing was submitted: " + IoReason.of(e), e);
    }
  }
}
