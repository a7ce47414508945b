package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCommandsTest {
  @TempDir Path folder;

  private Path policy(String text) throws IOException {
    return Files.writeString(folder.resolve("policy.toml"), text);
  }

  @Test
  void theExampleIsAPolicyAndSaysTheDefaults() throws IOException {
    Path example = policy(Cli.run("policy", "example").ends(ExitCode.PASS).out());
    assertThat(Cli.run("policy", "check", "--policy", example.toString()).ends(ExitCode.PASS).out())
        .matches("\\Q" + example + "\\E: good, SHA-256 of its values [0-9a-f]{64}\n");
    assertThat(values(Cli.run("policy", "show", "--policy", example.toString())))
        .isEqualTo(values(Cli.run("policy", "show")));
  }

  /** The shown values without their origins. */
  private static String values(Cli.Answer shown) {
    return shown
        .ends(ExitCode.PASS)
        .out()
        .replaceAll("(?m) +#.*$", "")
        .replaceAll("(?m)^#.*\n", "");
  }

  @Test
  void everyValueIsShownWithItsOrigin() throws IOException {
    Path policy = policy("version = 1\n[verify]\ndeadline = \"7m\"\n");
    String shown =
        Cli.run("policy", "show", "--policy", policy.toString()).ends(ExitCode.PASS).out();
    assertThat(shown)
        .containsPattern("deadline = \"7m\" +# .*policy\\.toml:3")
        .containsPattern("nsec3-iterations = 50 +# default");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version = 2                                     | policy.toml:1:1: ",
        "versoin = 1                                     | did you mean 'version'?",
        "version = 1;[verify];dedline = '1m'             | policy.toml:3:1: ",
        "version = 1;[severity];SIG-VERIFY = 'warn'      | policy.toml:3:",
        "version = 1;[[suppress]];check = 'SIG-TTL'      | reason",
        "version = 1;[parent];ds = 'a';none = true       | policy.toml:",
        "version =                                       | policy.toml:1:",
      })
  void aBadPolicyStopsEveryCommandThatReadsIt(String text, String said) throws IOException {
    String policy = policy(text.replace(';', '\n') + "\n").toString();
    GoodZone zone = GoodZone.in(folder);
    String[] json = {"--policy", policy, "--json", folder.resolve("report.json").toString()};
    for (Cli.Answer answer :
        new Cli.Answer[] {
          Cli.run("policy", "check", "--policy", policy),
          Cli.run("policy", "show", "--policy", policy),
          Cli.run(Cli.words(Cli.words(zone.verify(), json), zone.signed().toString())),
          Cli.run(Cli.words(new String[] {"run"}, Cli.words(json, zone.unsigned().toString()))),
          Cli.run("sign", "--policy", policy, "--output", "o", zone.unsigned().toString()),
          Cli.run("keys", "prove", "--policy", policy)
        }) {
      assertThat(answer.ends(ExitCode.CONFIGURATION).err()).startsWith("zonegate: ").contains(said);
      assertThat(answer.err()).doesNotContain("\tat ", "Exception");
      assertThat(answer.out()).isEmpty();
    }
    assertThat(folder.resolve("report.json")).doesNotExist();
  }

  @Test
  void aPolicyThatIsNotThere() {
    Cli.run("policy", "check", "--policy", folder.resolve("none.toml").toString())
        .refuses(ExitCode.CONFIGURATION, "none.toml: does not exist");
    Cli.run("policy", "check", "--policy", folder.toString())
        .refuses(ExitCode.CONFIGURATION, "is not a regular file");
  }

  @Test
  void runNeedsToKnowWhereToPublish() throws IOException {
    Path policy = policy("version = 1\n");
    GoodZone zone = GoodZone.in(folder);
    Cli.run("run", "--policy", policy.toString(), zone.unsigned().toString())
        .refuses(ExitCode.CONFIGURATION, "policy.toml: run needs [publish] file and work");
  }
}
