package io.zonegate.cli;

import io.zonegate.attest.AttestSigner;
import io.zonegate.attest.AttestationException;
import io.zonegate.attest.Envelope;
import io.zonegate.attest.GateKey;
import io.zonegate.attest.Statement;
import io.zonegate.policy.AttestSettings;
import io.zonegate.rollout.Attestor;
import java.time.Instant;
import java.util.Optional;

/** Signs attestations with the key that the policy names; makes none if it names none. */
final class KeyedAttestor implements Attestor {
  private final OpenGate gate;

  KeyedAttestor(OpenGate gate) {
    this.gate = gate;
  }

  @Override
  public Optional<String> attest(Passed passed, Instant now) throws AttestationException {
    Optional<AttestSettings> settings = gate.settings().attest();
    if (settings.isEmpty()) {
      return Optional.empty();
    }
    Statement statement =
        new Statement(
            passed.zone(),
            passed.sha256(),
            passed.facts().serial(),
            now,
            passed.facts().expires().orElse(now),
            gate.policy().policySha256(),
            passed.letPass().stream().sorted().toList());
    return Optional.of(Envelope.seal(statement, key(settings.get())));
  }

  /** The key that the policy names. */
  static AttestSigner key(AttestSettings settings) throws AttestationException {
    if (settings instanceof AttestSettings.OnToken token) {
      return TokenAttestKey.read(token.hsm());
    }
    AttestSettings.InFile file = (AttestSettings.InFile) settings;
    return GateKey.read(file.key(), file.passwordFile());
  }
}
