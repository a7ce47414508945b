package io.zonegate.testzones.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.testzones.fault.FaultCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;

/**
 * The peers say of every case what is on record, at the present: some of them have no option for
 * the clock. Peers of other versions may say something else if there is a reason for it. {@code
 * -Dpeers.record=true} makes the record anew.
 */
final class PeersOnCasesTest {
  private static final int THREADS = 2;

  /** Enough to show that what hung still does. */
  private static final Duration HANGING = Duration.ofSeconds(3);

  private static final Path RECORD =
      Path.of("src/main/resources/io/zonegate/testzones/peer", PeerRecord.FILE);
  private static final String RECORD_ANEW =
      "make the record again: mvn test -pl testzones -Dtest=PeersOnCasesTest -Dpeers.record=true,"
          + " give every new disagreement a reason in reasons.tsv, and make the pages of docs"
          + " again (docs/architecture.md)";

  private final Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
  private final PeerRecord recorded = PeerRecord.recorded();

  @TempDir private Path folder;

  @Test
  void thePeersSayWhatIsOnRecord() throws Exception {
    Map<String, String> versions = new LinkedHashMap<>();
    for (Peer peer : Peer.values()) {
      versions.put(peer.program(), peer.version(folder));
    }
    PeerRecord now = new PeerRecord(versions, ask());
    if (Boolean.getBoolean("peers.record")) {
      Files.writeString(RECORD, now.text());
    } else if (versions.equals(recorded.versions())) {
      assertThat(changes(versions.keySet(), now.answers()))
          .as("the peers say something else than is on record; %s", RECORD_ANEW)
          .isEmpty();
    } else {
      // An update of the distribution must not end the build; a disagreement that nobody has
      // looked into must.
      assertThat(Disagreements.of(now).stream().filter(d -> d.reason().isEmpty()).toList())
          .as("%s, not %s as on record; %s", versions, recorded.versions(), RECORD_ANEW)
          .isEmpty();
    }
  }

  private List<String> changes(Set<String> peers, Map<String, List<PeerAnswer>> answers) {
    List<String> changes = new ArrayList<>();
    answers.forEach(
        (name, given) -> {
          Iterator<PeerAnswer> now = given.iterator();
          for (String peer : peers) {
            PeerAnswer answer = now.next();
            PeerAnswer before = recorded.answer(name, peer);
            if (answer != before) {
              changes.add(peer + " on " + name + ": " + before + " on record, now " + answer);
            }
          }
        });
    return changes;
  }

  private Map<String, List<PeerAnswer>> ask() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      Map<String, Future<List<PeerAnswer>>> asked = new LinkedHashMap<>();
      for (PeerCase zone : PeerCase.all()) {
        asked.put(zone.name(), threads.submit(() -> ask(zone)));
      }
      Map<String, List<PeerAnswer>> answers = new LinkedHashMap<>();
      for (Map.Entry<String, Future<List<PeerAnswer>>> answer : asked.entrySet()) {
        answers.put(answer.getKey(), answer.getValue().get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private List<PeerAnswer> ask(PeerCase zone) throws Exception {
    Path own = Files.createTempDirectory(folder, "case");
    FaultCase made = zone.making().at(now);
    Name origin = Name.fromString(made.origin());
    List<PeerAnswer> answers = new ArrayList<>();
    for (Peer peer : Peer.values()) {
      boolean hung = recorded.answer(zone.name(), peer.program()) == PeerAnswer.HANGS;
      Duration limit = hung ? HANGING : Peer.LIMIT;
      answers.add(peer.judge(own, origin, made.zoneBytes(), made.parentDs(), limit).kind());
    }
    return answers;
  }
}
