package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonegate.verifier.check.Catalogue;
import io.zonegate.verifier.verdict.CheckDescription;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueCommandsTest {
  static Stream<CheckDescription> descriptions() {
    return GateCatalogue.descriptions().stream();
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version"})
  void theVersionIsTheBuilds(String word) {
    assertThat(Cli.run(word).ends(ExitCode.PASS).out())
        .matches("zonegate [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)? \\(Java [^)]+\\)\n")
        .contains("(Java " + Runtime.version() + ", ");
  }

  @Test
  void theCatalogueIsTheVerifiersTheTokensTheServersAndTheGatesChecksEachOnce() {
    assertThat(descriptions().map(CheckDescription::id))
        .doesNotHaveDuplicates()
        .containsAll(Catalogue.descriptions().stream().map(CheckDescription::id).toList())
        .contains("TOKEN-PROOF", "TOKEN-SAME-KEY", "TOKEN-ONE-OBJECT", "GATE-INTERNAL")
        .contains("TOKEN-ERROR", "TOKEN-SIGNATURE", "TOKEN-KSK-BUNDLES", "TOKEN-TAG-FRESH")
        .contains("SERVED-SERIAL", "SERVED-VALID", "SERVED-EQUAL")
        .hasSize(Catalogue.descriptions().size() + 11);
  }

  @Test
  void asTextEveryCheckHasALine() {
    String text = Cli.run("checks").ends(ExitCode.PASS).out();
    descriptions()
        .forEach(
            check ->
                assertThat(text)
                    .containsPattern(
                        "(?m)^  "
                            + check.severity()
                            + (check.suppressible() ? " " : "\\*")
                            + " +"
                            + check.id()
                            + " +\\Q"
                            + check.title()
                            + "\\E$"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"checks --json", "checks --format json"})
  void asJsonEveryCheckIsAnObject(String line) throws IOException {
    JsonNode checks =
        new ObjectMapper()
            .readTree(Cli.run(line.split(" ")).ends(ExitCode.PASS).out())
            .get("checks");
    assertThat(checks.findValuesAsText("id"))
        .containsExactlyElementsOf(descriptions().map(CheckDescription::id).toList());
  }

  @Test
  void asMarkdownEveryCheckHasAnEntry() {
    assertThat(Cli.run("checks", "--markdown").ends(ExitCode.PASS).out().lines())
        .containsAll(descriptions().map(check -> "### " + check.id()).toList());
  }

  @ParameterizedTest
  @MethodSource("descriptions")
  void everyCheckIsExplained(CheckDescription check) {
    String text = Cli.run("explain", check.id()).ends(ExitCode.PASS).out();
    String words = text.replaceAll("\\s+", " ");
    assertThat(text).startsWith(check.id() + ": " + check.title() + "\n");
    assertThat(words)
        .contains(check.explanation().replaceAll("\\s+", " "))
        .contains("To do: " + check.remedy().replaceAll("\\s+", " "))
        .contains("rests on: " + check.citation().replaceAll("\\s+", " "));
    assertThat(Cli.run("explain", check.id().toLowerCase(Locale.ROOT)).out()).isEqualTo(text);
  }
}
