package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  private static final Path OVERVIEW = Path.of("src/test/resources/io/zonegate/cli/overview.txt");

  static Stream<Command> commands() {
    return Command.all().stream();
  }

  /** {@code -Dgolden.update=true} writes the expected text anew. */
  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void theOverviewHasTheCommandsAndTheExitCodes(String word) throws IOException {
    String overview = Cli.run(word).ends(ExitCode.PASS).out();
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(OVERVIEW.getParent());
      Files.writeString(OVERVIEW, overview);
    }
    assertThat(overview).isEqualTo(Files.readString(OVERVIEW));
  }

  @Test
  void theExitCodesAreTheContract() {
    assertThat(Arrays.stream(ExitCode.values()).mapToInt(ExitCode::code))
        .containsExactly(0, 1, 2, 3, 64, 78);
    String overview = Cli.run("--help").out();
    for (ExitCode code : ExitCode.values()) {
      assertThat(overview).containsPattern("(?m)^  " + code.code() + " +\\Q" + code.meaning());
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsAllItsOptions(Command command) {
    for (String word : new String[] {"--help", "-h"}) {
      Cli.Answer answer = Cli.run(Cli.words(command.name().split(" "), word)).ends(ExitCode.PASS);
      assertThat(answer.err()).isEmpty();
      assertThat(answer.out())
          .contains(("zonegate " + command.name() + " [OPTIONS] " + command.arguments()).trim())
          .contains(command.summary());
      for (Option option : SharedOptions.of(command).getOptions()) {
        assertThat(answer.out())
            .contains("--" + option.getLongOpt())
            .contains(option.getDescription());
      }
      assertThat(answer.out().contains("text|json")).isEqualTo(command.writesJson());
      assertThat(answer.out().lines()).allMatch(line -> line.length() <= 100);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpBeatsEverythingElseOnTheLine(Command command) {
    String[] name = command.name().split(" ");
    assertThat(Cli.run(Cli.words(name, "--frobnicate", "--help")).ends(ExitCode.PASS).out())
        .isEqualTo(Cli.run(Cli.words(name, "--help")).out());
  }
}
