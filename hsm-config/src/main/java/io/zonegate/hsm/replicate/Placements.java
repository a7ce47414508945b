package io.zonegate.hsm.replicate;

import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.Replication;
import java.security.SecureRandom;
import java.util.function.Consumer;

/** Which way a configuration says. */
public final class Placements {
  private Placements() {}

  /**
   * The way to place a pair on several tokens; on one, {@link InsideOneToken} is the only one.
   *
   * @param random for pairs that are made in this process
   * @param runner runs the operator's command, where there is one
   * @param news told, in one line each, what people should know of
   */
  public static Placement of(
      HsmConfig config, SecureRandom random, CommandRunner runner, Consumer<String> news) {
    Replication said = config.replication();
    if (said instanceof Replication.Command command) {
      return new ByCommand(config, command, runner, news);
    }
    if (said instanceof Replication.WrapKey wrapKey) {
      return new ByWrapping(wrapKey.label(), news);
    }
    return new FromThisProcess(random);
  }
}
