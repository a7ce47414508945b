package io.zonegate.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    ZoneFacts facts = new ZoneFacts(4294967295L, "00", List.of("01", "02"), Optional.of(NOW), "cd");
    Release judged =
        release.with(facts).at(new Standing(ReleaseState.SOAKING, 2, "one", NOW, NOW, 3, "a", "b"));
    store.save(List.of(judged), List.of());
    store.freezes().freeze(ZONE, new Freeze(NOW, "somebody", "a reason"));
    store.probes().keep(judged, List.of(new ProbeNote("ns1", NOW, "OLDER", "x")));
    store
        .probes()
        .keep(
            judged,
            List.of(
                new ProbeNote("ns1", NOW, "GOOD", "y"), new ProbeNote("ns2", NOW, "GOOD", "z")));
    store.close();
    open();
    Release read = store.release(release.id()).orElseThrow();
    assertThat(read.facts()).isEqualTo(facts);
    assertThat(read.standing()).isEqualTo(judged.standing());
    assertThat(store.freezes().frozen(ZONE)).contains(new Freeze(NOW, "somebody", "a reason"));
    assertThat(store.probes().last(read)).extracting(ProbeNote::detail).containsExactly("y", "z");
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

  /** Whatever became of them later: servers may have what was published, and nothing else. */
  @Test
  void whatWasPublishedToAStageIsKnownFromRowsAndLog() throws Exception {
    Release live = standing(SHA, ReleaseState.LIVE, 1, "all");
    Release held = standing("01".repeat(32), ReleaseState.HELD, 0, "hidden");
    assertThat(published(0, "hidden")).containsExactly(live.id());
    store.save(
        List.of(), List.of(Event.of(held, NOW, "gate", "published", Map.of("stage", "hidden"))));
    assertThat(published(0, "hidden")).containsExactly(held.id(), live.id());
    assertThat(published(1, "all")).containsExactly(live.id());
    assertThat(published(0, "renamed")).containsExactly(live.id());
    save(store.release(held.id()).orElseThrow(), ReleaseState.ABANDONED);
    Release next = standing("02".repeat(32), ReleaseState.SOAKING, 1, "all");
    assertThat(published(0, "hidden")).containsExactly(next.id(), held.id(), live.id());
    assertThat(published(1, "all")).containsExactly(next.id(), live.id());
    assertThat(store.published(ZONE, 0, "hidden", 2)).hasSize(2);
    assertThat(store.published("other.example.", 0, "hidden", 2)).isEmpty();
  }

  private Release standing(String sha256, ReleaseState state, int stage, String name)
      throws ChangedMeanwhileException {
    Release release = submit(sha256);
    store.save(
        List.of(release.at(new Standing(state, stage, name, NOW, NOW, 0, "", ""))), List.of());
    return store.release(release.id()).orElseThrow();
  }

  private List<Long> published(int stage, String name) {
    return store.published(ZONE, stage, name, 9).stream().map(Release::id).toList();
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

  /** A program that was started before another one brought the database up to date. */
  @Test
  void aDatabaseThatBecomesNewerIsRefusedFromThenOn() throws Exception {
    submit(SHA);
    int known = version();
    sql("PRAGMA user_version = 99");
    assertThatThrownBy(() -> store.releases(ZONE))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("schema 99");
    assertThatThrownBy(() -> submit("cd".repeat(32))).isInstanceOf(StoreException.class);
    sql("PRAGMA user_version = " + known);
    assertThat(store.releases(ZONE)).hasSize(1);
  }

  /** As a gate of schema 1 left it, with a row in every table. */
  @Test
  void aDatabaseOfSchema1IsBroughtUpToDateAndLosesNothing() throws Exception {
    Path old = Files.createDirectory(folder.resolve("old"));
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + old.resolve("gate.db"));
        Statement run = database.createStatement()) {
      run.executeUpdate("PRAGMA foreign_keys = ON");
      run.executeUpdate(
          new String(
              ReleaseStore.class.getResourceAsStream("schema-1.sql").readAllBytes(),
              StandardCharsets.UTF_8));
      run.executeUpdate("PRAGMA user_version = 1");
      run.executeUpdate("INSERT INTO zone VALUES ('zone.example.', NULL, NULL, NULL)");
      run.executeUpdate("INSERT INTO artefact VALUES ('" + SHA + "', 7, '" + NOW + "', NULL)");
      String[] states = {"RETIRED", "LIVE", "SOAKING", "RECEIVED"};
      for (int i = 0; i < states.length; i++) {
        run.executeUpdate(
            "INSERT INTO release VALUES (%d, 3, 'zone.example.', '%s', '%s', 'ann', %d, '00', '01 02', '%s', 'cd', '%s', 1, 'two', '%s', '%s', 2, 'bob', 'why')"
                .formatted(i + 1, SHA, NOW, 40 + i, NOW, states[i], NOW, NOW));
      }
      run.executeUpdate("INSERT INTO verdict VALUES (2, '" + NOW + "', 'PASS', '{}')");
      run.executeUpdate("INSERT INTO attestation VALUES (2, 'sealed')");
      run.executeUpdate("INSERT INTO probe VALUES (1, 3, 1, 'ns1', '" + NOW + "', 'GOOD', 'x')");
      Event event = new Event(NOW, ZONE, 2, "gate", "live", Map.of("sha256", SHA));
      LoggedEvent logged = LoggedEvent.next(1, event, LoggedEvent.START);
      run.executeUpdate(
          "INSERT INTO event VALUES (1, '%s', '%s', 2, 'gate', 'live', '{\"sha256\":\"%s\"}', '%s', '%s')"
              .formatted(NOW, ZONE, SHA, LoggedEvent.START, logged.digest()));
    }
    store.close();
    store = ReleaseStore.open(old);
    assertThat(store.complaints()).isEmpty();
    assertThat(store.releases(ZONE))
        .extracting(Release::state)
        .containsExactly(
            ReleaseState.RETIRED, ReleaseState.LIVE, ReleaseState.SOAKING, ReleaseState.RECEIVED);
    Release live = store.live(ZONE).orElseThrow();
    assertThat(live)
        .isEqualTo(
            new Release(
                2,
                3,
                ZONE,
                SHA,
                NOW,
                "ann",
                new ZoneFacts(41, "00", List.of("01", "02"), Optional.of(NOW), "cd"),
                new Standing(ReleaseState.LIVE, 1, "two", NOW, NOW, 2, "bob", "why"),
                Optional.empty()));
    assertThat(store.papers().verdict(live)).contains("{}");
    assertThat(store.papers().attestation(live)).contains("sealed");
    assertThat(store.probes().last(store.inFlight(ZONE).orElseThrow())).hasSize(1);
    assertThat(store.eventsAfter(0)).singleElement().matches(LoggedEvent::sound);
    // The rules hold as before, and numbers go on.
    Release waiting = store.waiting(ZONE).get(0);
    assertThatThrownBy(() -> save(waiting, ReleaseState.VERIFYING))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> save(waiting, ReleaseState.LIVE)).isInstanceOf(StoreException.class);
    save(waiting, ReleaseState.ROLLED_BACK);
    assertThat(submit("ef".repeat(32)).id()).isEqualTo(5);
    assertThatThrownBy(() -> store.papers().keepVerdict(unknown(live), "PASS", "", NOW))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("FOREIGN KEY");
  }

  private static Release unknown(Release release) {
    return new Release(
        99,
        0,
        release.zone(),
        SHA,
        NOW,
        "",
        ZoneFacts.NONE,
        Standing.received(NOW),
        Optional.empty());
  }

  /** Half a migration is none. */
  @Test
  void aDatabaseThatCannotBeBroughtUpToDateStaysAsItWas() throws Exception {
    Path old = Files.createDirectory(folder.resolve("old"));
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + old.resolve("gate.db"));
        Statement run = database.createStatement()) {
      run.executeUpdate(
          new String(
              ReleaseStore.class.getResourceAsStream("schema-1.sql").readAllBytes(),
              StandardCharsets.UTF_8));
      run.executeUpdate("PRAGMA user_version = 1");
      run.executeUpdate("INSERT INTO verdict VALUES (2, '" + NOW + "', 'PASS', '{}')");
      assertThatThrownBy(() -> ReleaseStore.open(old))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(
              "cannot be brought to schema 2: rows of verdict name some of release");
      try (java.sql.ResultSet row = run.executeQuery("PRAGMA user_version")) {
        assertThat(row.getInt(1)).isEqualTo(1);
      }
    }
  }

  private int version() throws java.sql.SQLException {
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("gate.db"));
        Statement statement = database.createStatement();
        java.sql.ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  @Test
  void questionsAreKeptByTheJudgedOctets() {
    Release release = submit(SHA);
    assertThat(store.papers().questions(release)).isEmpty();
    store.papers().keepQuestions(SHA, "one");
    store.papers().keepQuestions(SHA, "two");
    store.close();
    open();
    assertThat(store.papers().questions(release)).contains("two");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("gate.db"), "not a database, ".repeat(1000));
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
