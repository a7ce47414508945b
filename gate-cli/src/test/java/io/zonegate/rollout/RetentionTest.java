package io.zonegate.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.policy.RetentionSettings;
import io.zonegate.release.Artefacts;
import io.zonegate.release.Event;
import io.zonegate.release.ProbeNote;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of old releases, and that what is needed is never taken away. */
class RetentionTest {
  @TempDir Path folder;
  private GateBench gate;

  @BeforeEach
  void open() throws IOException {
    gate = new GateBench(folder);
  }

  @AfterEach
  void close() {
    gate.close();
  }

  private void tidy(int keep, Duration keepFor) throws IOException {
    new Retention(
            GateBench.ZONE, 2, new RetentionSettings(keep, keepFor), gate.store, gate.artefacts)
        .tidy(gate.now);
  }

  private List<Release> released(String verdict, int first, int last) throws Exception {
    List<Release> releases = new ArrayList<>();
    for (int serial = first; serial <= last; serial++) {
      releases.add(gate.submit(verdict + " " + serial));
      gate.drive();
    }
    return releases;
  }

  private boolean isThere(Release release) {
    return Files.exists(gate.artefacts.path(release.artefact()));
  }

  private void assertDoctorFindsNoFault() {
    assertThat(Examination.of(GateBench.ZONE, gate.settings, gate.store, gate.artefacts))
        .noneMatch(Examination.Finding::fault);
  }

  @Test
  void theNewestStayAndTheLogSaysWhatWent() throws Exception {
    List<Release> releases = released("PASS", 1, 8);
    tidy(4, Duration.ZERO);
    assertThat(releases)
        .extracting(this::isThere)
        .containsExactly(false, false, false, false, true, true, true, true);
    assertThat(gate.store.eventsAfter(0))
        .filteredOn(e -> e.event().kind().equals("artefact-removed"))
        .hasSize(4)
        .allMatch(e -> e.event().details().get("reason").equals("[gate] keep = 4"));
    assertDoctorFindsNoFault();
    long events = gate.store.lastEvent();
    tidy(4, Duration.ZERO);
    assertThat(gate.store.lastEvent()).isEqualTo(events);
    // Only octets and probes go.
    assertThat(gate.store.releases(GateBench.ZONE)).hasSize(8);
    assertThat(gate.store.papers().verdict(releases.get(0))).isPresent();
  }

  @Test
  void whatMayBeNeededStaysHoweverManyComeAfterIt() throws Exception {
    List<Release> live = released("PASS", 1, 5);
    List<Release> blocked = released("BLOCK", 10, 20);
    Release inFlight = gate.submit("PASS 21");
    gate.step();
    gate.step();
    Release waiting = gate.submit("PASS 22");
    tidy(2, Duration.ZERO);
    assertThat(gate.release(inFlight).state().inFlight()).isTrue();
    assertThat(List.of(inFlight, waiting)).allMatch(this::isThere);
    // The live one, and those that were live before it.
    assertThat(live).extracting(this::isThere).containsExactly(false, false, true, true, true);
    assertThat(blocked).noneMatch(this::isThere);
    assertDoctorFindsNoFault();
    gate.drive();
    assertThat(gate.release(waiting).state()).isEqualTo(ReleaseState.LIVE);
  }

  @Test
  void waysBackThatWereNotTakenGo() throws Exception {
    gate.signsFor(Duration.ofDays(14));
    gate.live("PASS 1 of=one");
    Release second = gate.live("PASS 5 of=two");
    String way = gate.store.ways().wayBack(second).orElseThrow().artefact();
    tidy(30, Duration.ZERO);
    assertThat(gate.artefacts.path(way)).exists();
    gate.live("PASS 9 of=three");
    tidy(30, Duration.ZERO);
    assertThat(gate.artefacts.path(way)).doesNotExist();
    assertDoctorFindsNoFault();
  }

  @Test
  void theYoungStayToo() throws Exception {
    List<Release> old = released("BLOCK", 1, 3);
    gate.pass(Duration.ofDays(2));
    List<Release> young = released("BLOCK", 4, 9);
    tidy(2, Duration.ofDays(1));
    assertThat(old).noneMatch(this::isThere);
    assertThat(young).allMatch(this::isThere);
  }

  @Test
  void whatOthersNameStays() throws Exception {
    List<Release> releases = released("BLOCK", 1, 5);
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("gate.db"));
        Statement statement = database.createStatement()) {
      statement.executeUpdate("CREATE TABLE other (a TEXT REFERENCES artefact (sha256)) STRICT");
      statement.executeUpdate("INSERT INTO other VALUES ('" + releases.get(0).artefact() + "')");
    }
    tidy(2, Duration.ZERO);
    assertThat(releases).extracting(this::isThere).containsExactly(true, false, false, true, true);
  }

  /** Another release of the same octets is not old. */
  @Test
  void octetsThatCameAgainStay() throws Exception {
    Release first = released("UNDECIDED", 1, 1).get(0);
    released("BLOCK", 2, 5);
    Release again = released("UNDECIDED", 1, 1).get(0);
    assertThat(again.artefact()).isEqualTo(first.artefact());
    tidy(2, Duration.ZERO);
    assertThat(isThere(again)).isTrue();
  }

  private Release marked() throws Exception {
    Release release = released("BLOCK", 1, 1).get(0);
    Event event = Event.of(release, gate.now, "gate", "artefact-removed", Map.of());
    assertThat(gate.store.removals().mark(release, Set.of(release.id()), event)).isTrue();
    return release;
  }

  @Test
  void aKillBetweenLogAndFileLeavesWhatGoesTheNextTime() throws Exception {
    Release release = marked();
    gate.restart();
    assertThat(isThere(release)).isTrue();
    assertDoctorFindsNoFault();
    tidy(30, Duration.ZERO);
    assertThat(isThere(release)).isFalse();
  }

  @Test
  void octetsThatComeAgainAsTheyGoAreNotLost() throws Exception {
    Release release = marked();
    // They are kept, and deleted before the database knows of them: refused, not lost unseen.
    Path candidate = Files.writeString(folder.resolve("candidate"), "BLOCK 1");
    Artefacts.Kept kept = gate.artefacts.keep(candidate);
    gate.store.removals().delete(kept.sha256());
    assertThatThrownBy(
            () -> gate.store.submit(GateBench.ZONE, kept.sha256(), 7, "somebody", gate.now))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("submit them again");
    // The other way round they stay.
    Release again = gate.submit("BLOCK 1");
    gate.store.removals().delete(kept.sha256());
    assertThat(isThere(again)).isTrue();
    assertThat(again.id()).isNotEqualTo(release.id());
  }

  @Test
  void answersOfServersAreForgotten() throws Exception {
    Release gone = released("BLOCK", 1, 1).get(0);
    gate.store.probes().keep(gone, List.of(new ProbeNote("ns1", gate.now, "GOOD", "")));
    released("BLOCK", 2, 4);
    Release held = released("PASS", 5, 5).get(0);
    assertThat(gate.store.probes().last(gate.release(held))).isNotEmpty();
    tidy(2, Duration.ZERO);
    assertThat(gate.store.probes().last(gate.release(gone))).isEmpty();
    assertThat(gate.store.probes().last(gate.release(held))).isNotEmpty();
    gate.pass(Duration.ofDays(31));
    tidy(2, Duration.ZERO);
    assertThat(gate.store.probes().last(gate.release(held))).isEmpty();
  }
}
