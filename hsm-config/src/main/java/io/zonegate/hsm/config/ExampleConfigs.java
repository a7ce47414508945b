package io.zonegate.hsm.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The commented example configurations, one per HSM family; they are the files in {@code
 * examples/}.
 */
public final class ExampleConfigs {
  private static final List<String> NAMES =
      List.of("softhsm2", "thales-luna", "entrust-nshield", "utimaco", "aws-cloudhsm", "yubihsm2");

  private ExampleConfigs() {}

  /** The families there is an example for. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The example of a family, a complete {@code hsm.toml}.
   *
   * @throws IllegalArgumentException for a name that is none of {@link #names}
   */
  public static String text(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("'" + name + "' is none of " + NAMES);
    }
    try (InputStream in = ExampleConfigs.class.getResourceAsStream("/examples/" + name + ".toml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
