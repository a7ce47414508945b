package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            ExitCode.USAGE,
            "cannot be used: without a change (text-as-it-is) it is BLOCK by",
            "SIG-REMAINING",
            "give a zone that passes, its --ds, and with --at a time when it does");
    Path empty = Files.writeString(folder.resolve("empty"), "; nothing\n");
    Cli.run("self-test", "--mutations", "5", empty.toString())
        .refuses(ExitCode.USAGE, "empty cannot be used: it has no SOA record");
    Cli.run("self-test", "--mutations", "5", folder.resolve("gone").toString())
        .refuses(ExitCode.USAGE, "cannot read ", "gone: no such file");
    Cli.run("self-test", "--mutations", "5").refuses(ExitCode.USAGE, "takes one argument");
  }

  @Test
  void optionsOfTheOtherKindAreRefused() {
    Cli.run("self-test", "--ds", "x").refuses(ExitCode.USAGE, "--ds goes with --mutations N ZONE");
    Cli.run("self-test", "--mutations", "1", "--check", "SIG-", "x")
        .refuses(ExitCode.USAGE, "--check goes with the cases of testzones");
  }
}
