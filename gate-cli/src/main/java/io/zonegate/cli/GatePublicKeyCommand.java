package io.zonegate.cli;

import io.zonegate.attest.AttestationException;
import io.zonegate.attest.Ed25519Key;
import io.zonegate.policy.AttestSettings;

/** {@code zonegate gate public-key}. */
final class GatePublicKeyCommand extends Command {
  GatePublicKeyCommand() {
    super("gate public-key", "Print the public key of the gate's attestations, for admit", "");
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    return OpenGate.with(
        invocation.policy(),
        gate -> {
          AttestSettings settings =
              gate.settings()
                  .attest()
                  .orElseThrow(
                      () ->
                          new CommandException(
                              ExitCode.CONFIGURATION,
                              gate.policy().source()
                                  + ": names no key; set [gate] attest-hsm, or attest-key and"
                                  + " attest-password-file"));
          try {
            invocation
                .console()
                .out()
                .print(Ed25519Key.pem(KeyedAttestor.key(settings).publicKey()));
            return ExitCode.PASS;
          } catch (AttestationException e) {
            throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
          }
        });
  }
}
