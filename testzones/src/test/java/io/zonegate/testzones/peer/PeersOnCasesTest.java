package io.zonegate.testzones.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.testzones.Cases;
import io.zonegate.testzones.fault.Fault;
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
 * the clock. {@code -Dpeers.record=true} makes the record anew.
 */
final class PeersOnCasesTest {
  private static final long SEED = 1;
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
    boolean anew = Boolean.getBoolean("peers.record");
    if (!anew) {
      assertThat(versions)
          .as("the peers are of other versions than those on record; %s", RECORD_ANEW)
          .isEqualTo(recorded.versions());
    }
    Map<String, List<PeerAnswer>> answers = ask();
    if (anew) {
      Files.writeString(RECORD, new PeerRecord(versions, answers).text());
    } else {
      assertThat(changes(versions.keySet(), answers))
          .as("the peers say something else than is on record; %s", RECORD_ANEW)
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
      for (Fault fault : Cases.all()) {
        asked.put(fault.name(), threads.submit(() -> ask(fault)));
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

  private List<PeerAnswer> ask(Fault fault) throws Exception {
    Path own = Files.createTempDirectory(folder, "case");
    FaultCase made = fault.prepare(SEED, now);
    Name origin = Name.fromString(made.origin());
    List<PeerAnswer> answers = new ArrayList<>();
    for (Peer peer : Peer.values()) {
      boolean hung = recorded.answer(fault.name(), peer.program()) == PeerAnswer.HANGS;
      Duration limit = hung ? HANGING : Peer.LIMIT;
      answers.add(peer.judge(own, origin, made.zoneBytes(), made.parentDs(), limit).kind());
    }
    return answers;
  }
}
