package io.zonegate.probe;

import io.zonegate.policy.StageSettings;
import io.zonegate.release.ZoneFacts;
import io.zonegate.verifier.drill.Questionnaire;
import io.zonegate.verifier.parent.ServerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xbill.DNS.Name;

/** Asks all servers of a stage, side by side. */
public final class StageProbe {
  private static final int AT_ONCE = 16;

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private StageProbe() {}

  /**
   * What each server says, by its name in the policy and in the policy's order.
   *
   * @param questions whose answers are to be validated; empty if none were kept
   * @param now the time that signatures are judged at
   */
  public static Map<String, ServerProbe.Result> ask(
      StageSettings stage,
      Name zone,
      ZoneFacts expected,
      Optional<Questionnaire> questions,
      Instant now)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(AT_ONCE, stage.servers().size()));
    try {
      Map<ServerAddress, Future<ServerProbe.Result>> asked = new LinkedHashMap<>();
      for (ServerAddress server : stage.servers()) {
        ServerProbe probe = new ServerProbe(server, TIMEOUT);
        asked.put(server, pool.submit(() -> probe.ask(zone, expected, questions, now)));
      }
      Map<String, ServerProbe.Result> results = new LinkedHashMap<>();
      for (Map.Entry<ServerAddress, Future<ServerProbe.Result>> entry : asked.entrySet()) {
        results.put(entry.getKey().toString(), result(entry.getValue()));
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private static ServerProbe.Result result(Future<ServerProbe.Result> future)
      throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      // Whatever a server sends must not end the gate; nothing good is known of that server.
      return new ServerProbe.Result(
          ProbeOutcome.MISSING, "the probe failed, please report it: " + e.getCause());
    }
  }
}
