package io.zonegate.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The commented example policy: every option, its default, the reason, when to change it. */
public final class PolicyExample {
  private static final String RESOURCE = "example.toml";

  private PolicyExample() {}

  /** The whole file as text. */
  public static String text() {
    try (InputStream in = PolicyExample.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the program's files");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
