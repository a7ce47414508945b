package io.zonegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with a file under src/test/resources; {@code -Dgolden.update=true} writes it anew. */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/io/zonegate/report");

  private Golden() {}

  static void assertSame(String file, String actual) throws IOException {
    Path path = FOLDER.resolve(file);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(path, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(path));
  }
}
