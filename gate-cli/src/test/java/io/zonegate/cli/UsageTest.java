package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong on the command line ends with 64 and one line that says what and what to do. */
class UsageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "verfy x                            | unknown command 'verfy', did you mean 'verify'?",
        "frobnicate                         | unknown command 'frobnicate'; zonegate --help",
        "VERIFY x                           | did you mean 'verify'?",
        "--frob                             | unknown command '--frob'",
        "keys                               | zonegate keys needs one of: init, generate, list",
        "keys lst                           | zonegate keys needs one of: init, generate, list",
        "policy                             | zonegate policy needs one of: show, check, example",
        "verify --junk x                    | unknown option --junk, did you mean '--junit'?",
        "verify --frobnicate x              | unknown option --frobnicate; zonegate verify --help",
        "verify --dead 5s x                 | unknown option --dead",
        "verify --orig example. x           | unknown option --orig",
        "verify --trust x y                 | unknown option --trust",
        "verify                             | takes one argument (SOURCE), not 0",
        "verify a b                         | takes one argument (SOURCE), not 2",
        "verify --ds                        | Missing argument for option: ds",
        "verify axfr://a                    | is not axfr://HOST[:PORT]/ZONE",
        "sign                               | takes one argument (UNSIGNED), not 0",
        "sign x                             | needs --output FILE",
        "run                                | takes one argument (UNSIGNED), not 0",
        "explain                            | takes one argument (ID), not 0",
        "explain SIG-VERIFI                 | unknown check SIG-VERIFI, did you mean 'SIG-VERIFY'?",
        "checks x                           | zonegate checks takes no argument: 'x'",
        "version x                          | zonegate version takes no argument: 'x'",
        "demo x                             | zonegate demo takes no argument: 'x'",
        "policy check                       | zonegate policy check needs --policy FILE",
        "policy show x                      | takes no argument: 'x'",
        "policy example x                   | takes no argument: 'x'",
        "keys list x                        | zonegate keys list takes no argument: 'x'",
        "keys generate                      | needs --zone ZONE",
        "keys generate --zone a..b          | --zone: ",
        "keys generate --zone z --role CSK  | --role: 'CSK' is neither KSK nor ZSK",
        "keys generate --zone z --bits 1024 | --bits: '1024' is not a number from 2048 to 4096",
        "keys generate --zone z --bits 2048 | --bits: keys of algorithm 13 have one size; leave it out",
        "keys generate --zone z --algorithm 5 | --algorithm: ",
        "keys import                        | takes one argument (FILE), not 0",
        "keys import x                      | zonegate keys import needs --zone ZONE",
        "keys import --zone z --role CSK x  | --role: 'CSK' is neither KSK nor ZSK",
        "keys export 1                      | zonegate keys export needs --output FILE",
        "keys init                          | needs one of --vendor NAME and --softhsm LABEL",
        "keys init --vendor a --softhsm b   | needs one of --vendor NAME and --softhsm LABEL",
        "keys init --vendor nobody          | --vendor: 'nobody' is none of ",
        "keys init --softhsm a --hsm x.toml | must be called hsm.toml",
      })
  void isRefused(String line, String said) {
    Cli.run(line.split(" ")).refuses(ExitCode.USAGE, said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ds a --trust-anchor b            | give one of --ds, --trust-anchor and --no-parent",
        "--ds a --no-parent                 | give one of --ds, --trust-anchor and --no-parent",
        "--trust-anchor a --no-parent       | give one of --ds, --trust-anchor and --no-parent",
        "--at yesterday                     | --at: 'yesterday' is neither RFC 3339",
        "--at 2026-11-24                    | --at: '2026-11-24' is neither RFC 3339",
        "--at 2026-11-24T12:00:00           | is neither RFC 3339",
        "--at 20260230000000                | is neither RFC 3339",
        "--at 2026112412000                 | is neither RFC 3339",
        "--deadline soon                    | --deadline: 'soon' is not a time such as 300s, 5m or 1h",
        "--deadline 5w                      | --deadline: '5w' is not a time",
        "--deadline -5s                     | --deadline: '-5s' is not a time",
        "--deadline 0                       | --deadline: must be longer than 0 s",
        "--threads 0                        | --threads: '0' is not a number from 1 to 1024",
        "--threads many                     | --threads: 'many' is not a number",
        "--origin a..b                      | --origin: ",
        "--format xml                       | --format: 'xml' is neither text nor json",
        "--at 20261124120000 --at 20271124120000 | --at is given 2 times",
        "--ds a --ds b                      | --ds is given 2 times",
      })
  void isRefusedByVerifyAndByRunBeforeAnythingIsDone(String options, String said)
      throws IOException {
    Path unsigned = GoodZone.in(folder).unsigned();
    Cli.run(Cli.words(("verify " + options).split(" "), unsigned.toString()))
        .refuses(ExitCode.USAGE, said);
    // No hsm.toml is there: to sign would end with another code.
    Path policy =
        Files.writeString(
            folder.resolve("policy.toml"),
            "version = 1\n[publish]\nfile = \"live.zone\"\nwork = \"work\"\n");
    Cli.run(
            Cli.words(
                ("run " + options).split(" "), "--policy", policy.toString(), unsigned.toString()))
        .refuses(ExitCode.USAGE, said);
    assertThat(folder.resolve("work")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--without SIG-VERIFY               | --without SIG-VERIFY: this check cannot be switched off",
        "--without ZONE-SIGNED              | --without ZONE-SIGNED: this check cannot be switched off",
        "--without NSEC-CHAIN,DS-CHAIN      | --without DS-CHAIN: this check cannot be switched off",
        "--without DS-MATCH                 | --without DS-MATCH: this check cannot be switched off",
        "--without NSEC-CHAN                | unknown check 'NSEC-CHAN', did you mean 'NSEC-CHAIN'?",
        "--without TOKEN-PROOF              | unknown check 'TOKEN-PROOF'",
        "--only SIG                         | --only: unknown check 'SIG'",
        "--only SIG-KEY --without SIG-TTL   | give --only or --without, not both",
      })
  void whatIsLeftOutMustBeThereAndAllowed(String options, String said) {
    Cli.run(Cli.words(("verify " + options).split(" "), "zone")).refuses(ExitCode.USAGE, said);
  }

  @Test
  void nothingAtAllShowsTheHelpAndIsStillWrong() {
    assertThat(Cli.run().ends(ExitCode.USAGE).out()).contains("usage: zonegate COMMAND");
  }

  @Test
  void verboseShowsWhereAnErrorComesFromAndNothingElseDoes() throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.toml"), "version = 2\n");
    String[] words = {"policy", "check", "--policy", policy.toString()};
    Cli.run(words).refuses(ExitCode.CONFIGURATION, "policy.toml:1:1: ");
    assertThat(Cli.run(Cli.words(words, "-v")).ends(ExitCode.CONFIGURATION).err())
        .contains("PolicyException")
        .contains("\tat io.zonegate.");
  }

  @Test
  void whatShouldNotHappenIsSaidAndIsUndecided() {
    PrintStream broken =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
          @Override
          public PrintStream append(CharSequence text) {
            throw new IllegalStateException("out of ink");
          }
        };
    List<String> said = new ArrayList<>();
    PrintStream err =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
          @Override
          public void println(String text) {
            said.add(text);
          }
        };
    ExitCode code =
        Main.run(
            List.of("checks"),
            new Console(
                InputStream.nullInputStream(), broken, err, Map.of(), () -> Cli.NOW, false));
    assertThat(code).isEqualTo(ExitCode.UNDECIDED);
    assertThat(said)
        .containsExactly(
            "zonegate: this should not have happened, please report it:"
                + " java.lang.IllegalStateException: out of ink",
            "zonegate: -v shows where");
  }
}
