package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A SoftHSM2 token with the inner keys of another one, under a label and a serial number of its
 * own: what is copied from the folder of the one into that of the other is a key there too, as key
 * files are among HSMs of one security world.
 */
final class ClonedToken {
  private static final String LABEL = "%-32s";

  private ClonedToken() {}

  /** Makes the clone's folder beside the model's. Both labels have one length. */
  static Path make(Path model, String modelLabel, String label) throws IOException {
    Path clone = model.resolveSibling(UUID.randomUUID().toString());
    Files.createDirectory(clone);
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.toList()) {
        Files.copy(file, clone.resolve(file.getFileName()));
      }
    }
    Path object = clone.resolve("token.object");
    String text = Files.readString(object, StandardCharsets.ISO_8859_1);
    String changed =
        text.replace(LABEL.formatted(modelLabel), LABEL.formatted(label))
            .replace(serial(model), serial(clone));
    assertThat(changed).hasSameSizeAs(text).contains(serial(clone), LABEL.formatted(label));
    Files.writeString(object, changed, StandardCharsets.ISO_8859_1);
    return clone;
  }

  /** SoftHSM2 makes it of the last digits of the folder's name. */
  private static String serial(Path folder) {
    String name = folder.getFileName().toString();
    return name.substring(19, 23) + name.substring(24);
  }
}
