package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
