package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CatalogueDocTest {
  private static final Path PAGE = Path.of("../docs/checks.md");

  @Test
  void thePageIsWhatTheCatalogueSays() throws IOException {
    assertThat(Files.readString(PAGE))
        .as("docs/checks.md is stale; run: ./zonegate checks --markdown > docs/checks.md")
        .isEqualTo(Cli.run("checks", "--markdown").ends(ExitCode.PASS).out());
  }
}
