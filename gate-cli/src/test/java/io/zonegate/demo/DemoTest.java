package io.zonegate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.cli.Cli;
import io.zonegate.cli.ExitCode;
import io.zonegate.cli.ReportsOfRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  /** The runs that leave reports, and how each ends. */
  private static final Map<String, String> DECISIONS =
      Map.of(
          "1-keys/keys-prove", "PASS",
          "3-good-zone/run", "PASS",
          "4a-three-keys-proof/keys-prove", "BLOCK",
          "4b-three-keys-zone/run", "BLOCK",
          "5-close-to-expiry/run", "BLOCK");

  @TempDir Path folder;

  /** One test, since the demo takes its time: once, and again over what it left. */
  @Test
  void itEndsAsItMustAndCanBeRunAgainAndIsCleanedUp() throws Exception {
    Path demo = folder.resolve("demo");
    byte[] first = runs(demo);
    byte[] second = runs(demo);
    assertThat(second).as("new keys, new signatures").isNotEqualTo(first);
    assertThat(Cli.run("demo", "--dir", demo.toString(), "--clean").ends(ExitCode.PASS).out())
        .isEqualTo("removed " + demo + "\n");
    assertThat(demo).doesNotExist();
    assertThat(Cli.run("demo", "--dir", demo.toString(), "--clean").ends(ExitCode.PASS).out())
        .isEqualTo("nothing to remove: " + demo + " is not there\n");
  }

  private static byte[] runs(Path demo) throws Exception {
    String out = Cli.run("demo", "--dir", demo.toString()).ends(ExitCode.PASS).out();
    assertThat(out).contains("All steps ended as they must.").doesNotContain("\tat ");
    for (int step = 1; step <= 6; step++) {
      assertThat(out).contains("\n== " + step + ". ");
    }
    assertThat(out).containsPattern("key tag [0-9]+ algorithm 13: 3[0-9]\\.[0-9] % of .* verify");
    List<Path> expected = new ArrayList<>();
    for (var run : DECISIONS.entrySet()) {
      Path reports = demo.resolve("reports").resolve(run.getKey());
      Path json = reports.resolveSibling(reports.getFileName() + ".json");
      Path junit = reports.resolveSibling(reports.getFileName() + ".xml");
      Path text = reports.resolveSibling(reports.getFileName() + ".txt");
      assertThat(ReportsOfRun.json(json).get("decision").asText())
          .as(run.getKey())
          .isEqualTo(run.getValue());
      int failures = ReportsOfRun.junit(junit).getElementsByTagName("failure").getLength();
      assertThat(failures > 0).as(run.getKey()).isEqualTo(run.getValue().equals("BLOCK"));
      assertThat(Files.readString(text)).containsPattern("(?m)^" + run.getValue() + " demo\\.");
      expected.addAll(List.of(json, junit, text));
    }
    assertThat(files(demo.resolve("reports"))).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(out).contains(expected.stream().map(p -> "  " + p + "\n").toList());
    assertThat(demo.resolve("live/demo.zone"))
        .hasSameBinaryContentAs(demo.resolve("signed/demo.zone"));
    return Files.readAllBytes(demo.resolve("live/demo.zone"));
  }

  @Test
  void aFolderOfAnotherKindIsLeftAlone() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine"), "precious");
    for (String[] more : new String[][] {{}, {"--clean"}}) {
      Cli.Answer answer = Cli.run(Cli.words(new String[] {"demo", "--dir", folder + ""}, more));
      assertThat(answer.ends(ExitCode.UNDECIDED).err() + answer.out())
          .contains(folder + " is there and is not the folder of a demo; name another one");
      Cli.run(Cli.words(new String[] {"demo", "--dir", mine + ""}, more)).ends(ExitCode.UNDECIDED);
    }
    assertThat(files(folder)).containsExactly(mine);
    assertThat(mine).hasContent("precious");
  }

  private static List<Path> files(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
