package io.zonegate.demo;

import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.HsmConfigFile;
import io.zonegate.hsm.generate.DivergentKeys;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.PinPrompt;
import io.zonegate.hsm.token.Tokens;
import io.zonegate.signer.sign.SafetyChecks;
import io.zonegate.signer.sign.SerialPolicy;
import io.zonegate.signer.sign.SigningPolicy;
import io.zonegate.signer.sign.SigningReport;
import io.zonegate.signer.sign.ZoneSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The .de fault of 5 May 2026, on scratch tokens: a rollover agent makes one ZSK pair per HSM
 * instead of one for all, under one name and so under one key tag, and publishes one of the public
 * keys.
 */
final class OneTagThreeKeys {
  private final HsmConfig config;

  OneTagThreeKeys(Path hsmConfig) {
    this.config = HsmConfigFile.read(hsmConfig);
  }

  /** Does what the rollover agent did; returns the ZSK as it is published. */
  ZoneKey rollOver(KeySet good) throws IOException {
    try (Tokens tokens = Tokens.open(config, PinPrompt.none())) {
      ZoneKey ksk = good.active(KeyRole.KSK).get(0);
      ZoneKey zsk =
          DivergentKeys.generate(
              tokens, good.zone(), KeyRequest.of(KeyRole.ZSK, ksk.algorithm()), new SecureRandom());
      List<ZoneKey> keys = new ArrayList<>(good.active(KeyRole.KSK));
      keys.add(zsk);
      KeySetFile.write(config.keys(), new KeySet(good.zone(), keys));
      return zsk;
    }
  }

  /** Signs with the token proof and the check of each signature off, which no command can do. */
  SigningReport sign(Path unsigned, Path signed, Instant at) throws IOException {
    try (Tokens tokens = Tokens.open(config, PinPrompt.none())) {
      return new ZoneSigner(
              tokens,
              KeySetFile.read(config.keys()),
              SigningPolicy.DEFAULT.with(SerialPolicy.INCREMENT),
              SafetyChecks.OFF_FOR_DEMONSTRATION,
              new SecureRandom())
          .sign(unsigned, signed, at);
    }
  }
}
