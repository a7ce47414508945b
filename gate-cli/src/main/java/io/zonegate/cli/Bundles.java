package io.zonegate.cli;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.ceremony.CeremonyException;
import io.zonegate.hsm.ceremony.KskBundles;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.policy.Policy;
import io.zonegate.signer.sign.KeyRrsets;
import io.zonegate.signer.sign.SigningPolicy;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The signatures that offline KSKs have made in advance, as commands read them. */
final class Bundles {
  private Bundles() {}

  /**
   * What {@code ksk-bundles} in hsm.toml names; empty where KSKs are on tokens.
   *
   * @throws CeremonyException when a file in it was altered or does not verify
   */
  static Optional<KskBundles> of(HsmConfig config, KeySet keys) throws IOException {
    return config.kskBundles().isPresent()
        ? Optional.of(KskBundles.read(config.kskBundles().get(), keys.zone()))
        : Optional.empty();
  }

  /** The KSKs whose signatures the zone has to have. */
  static List<DnskeyRdata> activeKsks(KeySet keys) {
    return keys.active(KeyRole.KSK).stream().map(ZoneKey::dnskey).toList();
  }

  /** Until when there are signatures for these keys by this policy, from now on. */
  static Optional<Instant> usableUntil(
      KskBundles bundles, KeySet keys, SigningPolicy signing, Instant now) {
    return bundles.usableUntil(
        new KeyRrsets(keys, signing).forKsks(), activeKsks(keys), now, signing.leastKskLife());
  }

  /** Prints until when there are signatures, where KSKs are offline. */
  static void print(PrintStream out, Policy policy, HsmConfig config, KeySet keys, Instant now)
      throws CommandException, IOException {
    if (config.kskBundles().isEmpty()) {
      return;
    }
    SigningPolicy signing = Signing.policy(policy, config, keys);
    try {
      KskBundles bundles = of(config, keys).orElseThrow();
      String until =
          usableUntil(bundles, keys, signing, now)
              .map(end -> "until " + end)
              .orElse("NONE for these keys, this policy and now");
      out.println(
          "KSK signatures in "
              + config.kskBundles().get()
              + " ("
              + bundles.responses().size()
              + " responses): "
              + until);
    } catch (CeremonyException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    }
  }
}
