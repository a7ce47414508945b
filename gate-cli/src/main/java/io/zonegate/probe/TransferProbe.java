package io.zonegate.probe;

import io.zonegate.policy.StageSettings;
import io.zonegate.release.Release;
import io.zonegate.transfer.TransferException;
import io.zonegate.transfer.TransferUrl;
import io.zonegate.transfer.TsigKey;
import io.zonegate.transfer.TsigKeyFile;
import io.zonegate.transfer.ZoneTransfer;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.ZoneReadException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes the zone from servers and compares its content with what was judged. */
public final class TransferProbe {
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private TransferProbe() {}

  /**
   * Asks the servers of a stage, one after the other, since each zone takes memory.
   *
   * @param clock for TSIG
   * @return by the server's name in the policy; empty if the stage is not to be compared
   */
  public static Map<String, ServerProbe.Result> ask(
      StageSettings stage, Release release, Supplier<Instant> clock) {
    Map<String, ServerProbe.Result> results = new LinkedHashMap<>();
    if (!stage.transfer()) {
      return results;
    }
    for (ServerAddress server : stage.servers()) {
      results.put(server.toString(), ask(stage, server, release, clock));
    }
    return results;
  }

  private static ServerProbe.Result ask(
      StageSettings stage, ServerAddress server, Release release, Supplier<Instant> clock) {
    try {
      Optional<TsigKey> key = Optional.empty();
      if (stage.tsig().isPresent()) {
        key = Optional.of(TsigKeyFile.readOne(stage.tsig().get()));
      }
      TransferUrl url = new TransferUrl(server, release.zone());
      String content = ZoneTransfer.fetch(url, key, clock, DEADLINE).content().sha256();
      return content.equals(release.facts().content())
          ? new ServerProbe.Result(ProbeOutcome.GOOD, "its whole zone is what was judged")
          : new ServerProbe.Result(
              ProbeOutcome.WRONG,
              ServedChecks.EQUAL
                  + ": the zone that it gives by transfer has content "
                  + content
                  + ", judged was "
                  + release.facts().content());
    } catch (TransferException e) {
      return new ServerProbe.Result(ProbeOutcome.MISSING, e.getMessage());
    } catch (ZoneReadException e) {
      return new ServerProbe.Result(
          ProbeOutcome.MISSING,
          e.getMessage() + "; allow the gate to transfer, or set transfer = false for this stage");
    }
  }
}
