package io.zonegate.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String ZONE = "zone.example.";
  private static final String SHA = "ab".repeat(32);

  @TempDir Path folder;
  private ReleaseStore store;

  @BeforeEach
  void open() {
    store = ReleaseStore.open(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Release submit(String sha256) {
    return store.submit(ZONE, sha256, 7, "somebody", NOW);
  }

  private void save(Release release, ReleaseState state) throws ChangedMeanwhileException {
    store.save(
        List.of(release.at(release.standing().to(state, NOW, ""))),
        List.of(Event.of(release, NOW, "gate", state.name(), Map.of())));
  }

  private void sql(String statement) throws SQLException {
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("gate.db"));
        Statement run = database.createStatement()) {
      run.executeUpdate(statement);
    }
  }

  @Test
  void whatIsSavedIsThereAfterReopening() throws Exception {
    Release release = submit(SHA);
    ZoneFacts facts =
        new ZoneFacts(4294967295L, "00", List.of("01", "02"), java.util.Optional.of(NOW), "cd");
    Release judged =
        release.with(facts).at(new Standing(ReleaseState.SOAKING, 2, "one", NOW, NOW, 3, "a", "b"));
    store.save(List.of(judged), List.of());
    store.freeze(ZONE, new Freeze(NOW, "somebody", "a reason"));
    store.keepProbes(judged, List.of(new ProbeNote("ns1", NOW, "OLDER", "x")));
    store.keepProbes(
        judged,
        List.of(new ProbeNote("ns1", NOW, "GOOD", "y"), new ProbeNote("ns2", NOW, "GOOD", "z")));
    store.close();
    open();
    Release read = store.release(release.id()).orElseThrow();
    assertThat(read.facts()).isEqualTo(facts);
    assertThat(read.standing()).isEqualTo(judged.standing());
    assertThat(store.frozen(ZONE)).contains(new Freeze(NOW, "somebody", "a reason"));
    assertThat(store.lastProbes(read)).extracting(ProbeNote::detail).containsExactly("y", "z");
    assertThat(store.eventsAfter(0))
        .extracting(e -> e.event().kind())
        .containsExactly("submitted", "frozen");
  }

  @Test
  void theSameOctetsAreNotTakenTwiceUntilTheyHaveEnded() throws Exception {
    Release first = submit(SHA);
    assertThat(submit(SHA).id()).isEqualTo(first.id());
    save(first, ReleaseState.BLOCKED);
    assertThat(submit(SHA).id()).isGreaterThan(first.id());
  }

  @Test
  void aChangeThatRestsOnAnOldStateIsRefusedAndLeavesNothing() throws Exception {
    Release release = submit(SHA);
    Release other = submit("cd".repeat(32));
    save(release, ReleaseState.VERIFYING);
    assertThatThrownBy(
            () ->
                store.save(
                    List.of(
                        other.at(other.standing().to(ReleaseState.ABANDONED, NOW, "")),
                        release.at(release.standing().to(ReleaseState.HELD, NOW, ""))),
                    List.of(Event.of(release, NOW, "x", "held", Map.of()))))
        .isInstanceOf(ChangedMeanwhileException.class)
        .hasMessageContaining("gate status");
    assertThat(store.release(release.id()).orElseThrow().state()).isEqualTo(ReleaseState.VERIFYING);
    assertThat(store.release(other.id()).orElseThrow().state()).isEqualTo(ReleaseState.RECEIVED);
    assertThat(store.eventsAfter(0)).extracting(e -> e.event().kind()).doesNotContain("held");
  }

  @Test
  void twoReleasesOfAZoneAreNeverOnTheirWayOrLiveTogether() throws Exception {
    Release one = submit(SHA);
    Release two = submit("cd".repeat(32));
    save(one, ReleaseState.SOAKING);
    assertThatThrownBy(() -> save(two, ReleaseState.HELD)).isInstanceOf(StoreException.class);
    save(store.release(one.id()).orElseThrow(), ReleaseState.LIVE);
    assertThatThrownBy(() -> save(two, ReleaseState.LIVE)).isInstanceOf(StoreException.class);
    assertThat(store.live(ZONE).orElseThrow().id()).isEqualTo(one.id());
  }

  @Test
  void eventsCannotBeChangedOrDeleted() {
    submit(SHA);
    assertThatThrownBy(() -> sql("UPDATE event SET actor = 'nobody'"))
        .hasMessageContaining("never changed");
    assertThatThrownBy(() -> sql("DELETE FROM event")).hasMessageContaining("never deleted");
  }

  @Test
  void aDatabaseOfANewerProgramIsRefused() throws Exception {
    store.close();
    int known = version();
    sql("PRAGMA user_version = 99");
    assertThatThrownBy(() -> ReleaseStore.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("schema 99");
    sql("PRAGMA user_version = " + known);
    open();
  }

  private int version() throws java.sql.SQLException {
    try (java.sql.Connection database =
            java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("gate.db"));
        java.sql.Statement statement = database.createStatement();
        java.sql.ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  @Test
  void questionsAreKeptByTheJudgedOctets() {
    Release release = submit(SHA);
    assertThat(store.questions(release)).isEmpty();
    store.keepQuestions(SHA, "one");
    store.keepQuestions(SHA, "two");
    store.close();
    open();
    assertThat(store.questions(release)).contains("two");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws Exception {
    Path other = java.nio.file.Files.createDirectory(folder.resolve("other"));
    java.nio.file.Files.writeString(other.resolve("gate.db"), "not a database, ".repeat(1000));
    assertThatThrownBy(() -> ReleaseStore.open(other)).isInstanceOf(StoreException.class);
  }

  @Test
  void complaintsNameWhatIsMissing() throws Exception {
    submit(SHA);
    assertThat(store.complaints()).isEmpty();
    sql("PRAGMA foreign_keys = OFF; DELETE FROM artefact");
    assertThat(store.complaints())
        .singleElement()
        .asString()
        .contains("release")
        .contains("artefact");
  }

  /** A person speaks, or a zone is submitted, while the gate runs. */
  @Test
  void twoProcessesMayHaveItOpen() {
    Release release = submit(SHA);
    try (ReleaseStore other = ReleaseStore.open(folder)) {
      assertThat(other.release(release.id())).isPresent();
      Release second = other.submit(ZONE, "cd".repeat(32), 7, "another", NOW);
      assertThat(store.releases(ZONE)).extracting(Release::id).contains(second.id());
    }
  }
}
