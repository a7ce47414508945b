package io.zonegate.rehearsal;

import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.PinSource;
import io.zonegate.hsm.config.Replication;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.softhsm.ScratchTokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scratch tokens in the place of production's: as many, with the same groups, roles and sites. */
public final class ScratchTopology {
  private ScratchTopology() {}

  /** The labels that the scratch tokens get. */
  public static List<String> labels(HsmConfig production) {
    List<String> labels = new ArrayList<>();
    for (TokenConfig token : production.tokens()) {
      String plain = token.label().replaceAll("[^A-Za-z0-9._-]", "-");
      labels.add(
          labels.contains(plain) || plain.startsWith(".") || plain.length() > 24
              ? "token-" + labels.size()
              : plain);
    }
    return labels;
  }

  /**
   * The configuration. KSKs that are offline in production are on the scratch tokens, so that the
   * rehearsal needs no ceremony.
   *
   * @param scratch where the tokens were made, with {@link #labels}
   * @param library SoftHSM2's library
   */
  public static HsmConfig of(HsmConfig production, ScratchTokens scratch, Path library) {
    List<String> labels = labels(production);
    List<TokenConfig> tokens = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      TokenConfig like = production.tokens().get(i);
      tokens.add(
          new TokenConfig(
              labels.get(i),
              library,
              new PinSource.InFile(scratch.pinFile(labels.get(i))),
              like.site(),
              like.group(),
              Math.min(production.sessions(like), HsmConfig.DEFAULT_SESSIONS),
              production.isOffline("KSK") ? List.of() : like.roles(),
              false));
    }
    Path keys = scratch.hsmConfig().resolveSibling("keys.toml");
    return new HsmConfig(
        keys,
        keys.resolveSibling("keys.register"),
        Optional.empty(),
        HsmConfig.DEFAULT_SESSIONS,
        production.spread(),
        new Replication.Unsaid(),
        tokens);
  }
}
