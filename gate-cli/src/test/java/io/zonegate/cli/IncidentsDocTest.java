package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.testzones.incident.Incident;
import io.zonegate.testzones.incident.Incidents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -Dgolden.update=true} writes the pages anew. */
class IncidentsDocTest {
  private static final Path FOLDER = Path.of("../docs/incidents");

  static Stream<String> ids() {
    return Incidents.all().stream().map(Incident::id);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void thePageOfAnIncidentIsWhatTheCommandPrints(String id) throws IOException {
    same(FOLDER.resolve(id + ".md"), "incidents", id);
  }

  @Test
  void theListOfIncidentsIsWhatTheCommandPrints() throws IOException {
    same(FOLDER.resolve("README.md"), "incidents", "--markdown");
  }

  @Test
  void thePageOfThePeersIsWhatTheCommandPrints() throws IOException {
    same(Path.of("../docs/peers.md"), "incidents", "--peers");
  }

  @Test
  void thereIsNoPageOfAnIncidentThatIsNotThere() throws IOException {
    Set<String> pages;
    try (Stream<Path> files = Files.list(FOLDER)) {
      pages =
          files
              .map(f -> f.getFileName().toString().replace(".md", ""))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    pages.remove("README");
    assertThat(pages).containsExactlyElementsOf(ids().toList());
  }

  private static void same(Path page, String... command) throws IOException {
    String text = Cli.run(command).ends(ExitCode.PASS).out();
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, text);
    }
    assertThat(Files.readString(page))
        .as("%s is stale; run the test with -Dgolden.update=true", page)
        .isEqualTo(text);
  }
}
