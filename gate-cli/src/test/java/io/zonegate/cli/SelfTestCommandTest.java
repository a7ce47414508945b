package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.selftest.JudgedCase;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.incident.Incidents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfTestCommandTest {
  @Test
  void showsWhatStopsWhat() {
    Cli.Answer answer = Cli.run("self-test", "--check", "DENIAL-TTL").ends(ExitCode.PASS);
    assertThat(answer.out())
        .matches("(?s).*\nDENIAL-TTL +2 +1\n.*")
        .endsWith("3 cases with seed 1: {PASS=3}; all are as they must be\n");
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void verboseNamesEachCase() {
    assertThat(Cli.run("self-test", "--check", "DENIAL-TTL", "--seed", "7", "-v", "-q").out())
        .contains("PASS       denial-ttl-")
        .endsWith("3 cases with seed 7: {PASS=3}; all are as they must be\n");
  }

  @Test
  void aCheckThatIsNotThereHasNoCases() {
    Cli.run("self-test", "--check", "NOTHING")
        .refuses(ExitCode.USAGE, "--check NOTHING: no case is for a check of that name");
  }

  @Test
  void anIncidentIsLookedAtClosely() {
    Cli.Answer answer = Cli.run("self-test", "--incident", "inc-04").ends(ExitCode.PASS);
    assertThat(answer.out())
        .startsWith("INC-04  The old KSK left while its DS was still cached\nA new registry system")
        .contains("  legal: no cache has")
        .contains("BLOCK      inc-04-old-ksk-gone-an-hour-after-its-ds", "ROLL-DS-CACHED\n")
        .contains("PASS       inc-04-old-ksk-gone-25-hours-after-its-ds")
        .contains("  for a validator: bogus as a whole", "    BLOCK ")
        .doesNotContain("valid twins")
        .endsWith("2 cases with seed 1: {PASS=1, BLOCK=1}; all are as they must be\n");
  }

  @Test
  void oneCaseIsLookedAtClosely() {
    assertThat(Cli.run("self-test", "--case", "sig-bit-flipped").ends(ExitCode.PASS).out())
        .contains("BLOCK      sig-bit-flipped", "SIG-VERIFY")
        .endsWith("1 case with seed 1: {BLOCK=1}; all are as they must be\n");
  }

  @Test
  void refusesWhatIsNotThere(@TempDir Path folder) {
    Cli.run("self-test", "--incident", "INC-40")
        .refuses(ExitCode.USAGE, "--incident INC-40: there is no such incident");
    Cli.run("self-test", "--incident", "INC-31").refuses(ExitCode.USAGE, "INC-31 has no case");
    Cli.run("self-test", "--case", "sig-bit-fliped")
        .refuses(ExitCode.USAGE, "--case sig-bit-fliped", "sig-bit-flipped");
    Cli.run("self-test", "--case", "sig-bit-flipped", "--check", "SIG")
        .refuses(ExitCode.USAGE, "not several");
    Cli.run("self-test", "--keep", folder.toString())
        .refuses(ExitCode.USAGE, "--keep needs --incident or --case");
  }

  @Test
  void keepsFilesOnlyWhereNothingIs(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("mine"), "mine");
    Cli.run("self-test", "--case", "sig-bit-flipped", "--keep", folder.toString())
        .refuses(ExitCode.USAGE, "--keep " + folder, "there is something in it");
    assertThat(folder.toFile().list()).containsExactly("mine");
  }

  /** Previous zone, policy, history: one incident that needs each. */
  @ParameterizedTest
  @ValueSource(strings = {"INC-01", "INC-04", "INC-17"})
  void theCommandBesideTheKeptFilesJudgesAsTheSelfTestDid(String incident, @TempDir Path folder)
      throws IOException {
    Path keep = folder.resolve("kept");
    String out =
        Cli.run("self-test", "--incident", incident, "--keep", keep.toString())
            .ends(ExitCode.PASS)
            .out();
    List<String> commands =
        out.lines().map(String::strip).filter(l -> l.startsWith("zonegate verify ")).toList();
    List<Fault> cases = Incidents.withId(incident).cases();
    assertThat(commands).hasSameSizeAs(cases);
    for (int i = 0; i < cases.size(); i++) {
      String[] words = commands.get(i).split(" ");
      Cli.run(Arrays.copyOfRange(words, 1, words.length))
          .ends(ExitCode.of(JudgedCase.decision(cases.get(i).expected())));
      Path own = keep.resolve(cases.get(i).name());
      assertThat(Files.readString(own.resolve("command.txt")))
          .startsWith("zonegate verify --origin zone.example. --at 2026-11-24T12:00:00Z --policy ")
          .endsWith(" signed.zone\n")
          .doesNotContain(own.toString());
    }
  }

  @Test
  void mutationsOfAZoneShowWhatFoundThem(@TempDir Path folder) throws Exception {
    GoodZone zone = GoodZone.in(folder);
    String[] words = {
      "self-test",
      "--mutations",
      "12",
      "--seed",
      "5",
      "--ds",
      zone.ds().toString(),
      zone.signed().toString()
    };
    Cli.Answer answer = Cli.run(words).ends(ExitCode.PASS);
    assertThat(answer.out())
        .matches("(?s)\nby +change +verdicts +found by\n(damage|signer|valid) .*")
        .containsPattern("\n12 changes of \\S+ with seed 5: faults .*; all are as they must be\n$");
    assertThat(Cli.run(words).out()).isEqualTo(answer.out());
  }

  @Test
  void mutationsNeedAZoneThatPasses(@TempDir Path folder) throws Exception {
    GoodZone zone = GoodZone.in(folder);
    Cli.run("self-test", "--mutations", "5", "--at", "20300101000000", zone.signed().toString())
        .refuses(
            ExitCode.UNDECIDED,
            "cannot be used: without a change (text-as-it-is) it is BLOCK by",
            "SIG-REMAINING",
            "give a zone that passes, its --ds, and with --at a time when it does");
    Path empty = Files.writeString(folder.resolve("empty"), "; nothing\n");
    Cli.run("self-test", "--mutations", "5", empty.toString())
        .refuses(ExitCode.UNDECIDED, "empty cannot be used: it has no SOA record");
    Cli.run("self-test", "--mutations", "5", folder.resolve("gone").toString())
        .refuses(ExitCode.UNDECIDED, "cannot read ", "gone: no such file");
    Cli.run("self-test", "--mutations", "5").refuses(ExitCode.USAGE, "takes one argument");
  }

  @Test
  void optionsOfTheOtherKindAreRefused() {
    Cli.run("self-test", "--ds", "x").refuses(ExitCode.USAGE, "--ds goes with --mutations N ZONE");
    Cli.run("self-test", "--mutations", "1", "--check", "SIG-", "x")
        .refuses(ExitCode.USAGE, "--check goes with the cases of testzones");
  }
}
