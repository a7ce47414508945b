package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IncidentsCommandTest {
  @Test
  void listsThem() {
    Cli.Answer answer = Cli.run("incidents").ends(ExitCode.PASS);
    assertThat(answer.out())
        .startsWith("INC-01  Three tokens")
        .contains("NEG-06  ")
        .contains("        2022-02-04; .se\n");
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void tellsAboutOneInAnyLetterCase() {
    assertThat(Cli.run("incidents", "inc-04").ends(ExitCode.PASS).out())
        .startsWith("# INC-04: ")
        .contains("ROLL-DS-CACHED", "zonegate self-test --incident INC-04", "dnssec-verify")
        .isEqualTo(Cli.run("incidents", "INC-04").out());
  }

  @Test
  void saysWhyAnIncidentHasNoCase() {
    assertThat(Cli.run("incidents", "INC-31").ends(ExitCode.PASS).out())
        .contains("No case: ")
        .doesNotContain("self-test");
  }

  @Test
  void refusesWhatIsNotThere() {
    Cli.run("incidents", "INC-99").refuses(ExitCode.USAGE, "INC-99: there is no such incident");
    Cli.run("incidents", "INC-01", "--markdown").refuses(ExitCode.USAGE, "not both");
    Cli.run("incidents", "INC-01", "INC-02").refuses(ExitCode.USAGE, "one argument");
  }
}
