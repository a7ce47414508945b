package io.zonegate.testzones.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Somebody has looked into every disagreement on record. */
final class DisagreementsTest {
  private static final List<Disagreement> ALL = Disagreements.of(PeerRecord.recorded());

  @Test
  void everyCaseIsOnRecordAndNothingElse() {
    assertThat(PeerRecord.recorded().answers().keySet())
        .as("make the record again: PeersOnCasesTest with -Dpeers.record=true")
        .isEqualTo(PeerCase.all().stream().map(PeerCase::name).collect(Collectors.toSet()));
  }

  @Test
  void everyDisagreementHasAReason() {
    assertThat(ALL.stream().filter(d -> d.reason().isEmpty()))
        .as("look into these and add a line to reasons.tsv")
        .isEmpty();
  }

  @Test
  void everyReasonIsNeededForEachOfItsPeers() {
    for (Reason reason : Disagreements.reasons()) {
      Set<String> peers =
          ALL.stream()
              .filter(d -> d.reason().equals(Optional.of(reason)))
              .map(Disagreement::peer)
              .collect(Collectors.toSet());
      assertThat(peers).as(reason.text()).containsExactlyInAnyOrderElementsOf(reason.peers());
    }
  }

  @Test
  void theRecordIsWrittenAsItIsRead() {
    assertThat(PeerRecord.recorded().text().lines())
        .containsExactlyElementsOf(PeerResource.lines(PeerRecord.FILE));
  }
}
