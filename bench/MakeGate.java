import io.zonegate.release.Artefacts;
import io.zonegate.release.Event;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.ReleaseStore;
import io.zonegate.release.Standing;
import io.zonegate.rollout.JudgedFacts;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Fills a gate's folder with versions of a zone as they are after they were judged and went through
 * all stages: {@code java MakeGate.java GATE FILE...}. For measurements of what comes afterwards;
 * nothing is judged.
 */
final class MakeGate {
  private MakeGate() {}

  public static void main(String[] arguments) throws Exception {
    Path gate = Files.createDirectories(Path.of(arguments[0]));
    Instant now = Instant.now();
    try (ReleaseStore store = ReleaseStore.open(gate)) {
      for (int i = 1; i < arguments.length; i++) {
        Path file = Path.of(arguments[i]);
        Zone zone = ZoneSource.readAlone(file, null);
        Artefacts.Kept kept = new Artefacts(gate).keep(file);
        Release release =
            store.submit(zone.apexName(), kept.sha256(), kept.octets(), "MakeGate", now);
        boolean last = i == arguments.length - 1;
        ReleaseState state = last ? ReleaseState.LIVE : ReleaseState.RETIRED;
        store.save(
            List.of(
                release
                    .with(JudgedFacts.of(zone, now))
                    .at(new Standing(state, 0, "only", now, now, 0, "", ""))),
            List.of(Event.of(release, now, "MakeGate", "live", Map.of())));
      }
    }
  }
}
