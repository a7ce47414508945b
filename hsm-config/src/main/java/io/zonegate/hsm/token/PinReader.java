package io.zonegate.hsm.token;

import io.zonegate.hsm.config.PinSource;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.file.SecretFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a PIN from its source. The PIN is handed on as the octets of its UTF-8 form, one in each
 * char, because the JDK's PKCS#11 layer passes only the low eight bits of a char to the library.
 * The caller wipes it.
 */
final class PinReader {

  /**
   * Systemd lets the service's user read a credential by an access control list, whose mask shows
   * as the group's bits (0440): only all others must have none.
   */
  private static final int NOT_GROUP = 037;

  /** Where systemd puts the credentials of a service. */
  private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

  private static final int MOST_OCTETS_PER_CHAR = 3;

  private PinReader() {}

  static char[] read(TokenConfig token, PinPrompt prompt) {
    PinSource source = token.pin();
    char[] pin;
    if (source instanceof PinSource.InFile file) {
      pin = fromFile(token.label(), file.path(), SecretFile.OTHERS);
    } else if (source instanceof PinSource.Credential credential) {
      pin = fromCredential(token.label(), credential.name());
    } else if (source instanceof PinSource.InEnvironment environment) {
      String value = System.getenv(environment.variable());
      pin = value == null ? null : octets(value.toCharArray());
    } else {
      pin = octets(prompt.ask(token.label()));
    }
    if (pin == null || pin.length == 0) {
      throw new HsmException(
          token.label(),
          "",
          "no PIN from " + describe(source),
          "Give the PIN there, or name another pin source in hsm.toml.");
    }
    return pin;
  }

  static String describe(PinSource source) {
    if (source instanceof PinSource.InFile file) {
      return "file " + file.path();
    }
    if (source instanceof PinSource.Credential credential) {
      return "systemd credential " + credential.name();
    }
    if (source instanceof PinSource.InEnvironment environment) {
      return "environment variable " + environment.variable();
    }
    return "the terminal";
  }

  private static char[] fromCredential(String label, String name) {
    String folder = System.getenv(CREDENTIALS);
    if (folder == null || folder.isEmpty()) {
      throw new HsmException(
          label,
          "",
          "no PIN from systemd credential " + name + ": " + CREDENTIALS + " is not set",
          "Run it as a service with LoadCredential="
              + name
              + ":/PATH, or name another pin source.");
    }
    return fromFile(label, Path.of(folder, name), NOT_GROUP);
  }

  private static char[] fromFile(String label, Path file, int forbidden) {
    byte[] content = new byte[0];
    try {
      checkAccess(label, file, forbidden);
      content = Files.readAllBytes(file);
      int end = 0;
      while (end < content.length && content[end] != '\n' && content[end] != '\r') {
        end++;
      }
      char[] pin = new char[end];
      for (int i = 0; i < end; i++) {
        pin[i] = (char) (content[i] & 0xff);
      }
      return pin;
    } catch (NoSuchFileException e) {
      throw unreadable(label, file, "is not there", e);
    } catch (IOException e) {
      throw unreadable(label, file, "cannot be read: " + e.getMessage(), e);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static void checkAccess(String label, Path file, int forbidden) throws IOException {
    Optional<SecretFile.Exposure> exposure = SecretFile.exposure(file, forbidden);
    if (exposure.isPresent()) {
      throw new HsmException(
          label,
          "",
          "PIN file " + file + " " + exposure.get().what(),
          exposure.get().remedy() + " (and change the PIN if others may have read it).");
    }
  }

  private static HsmException unreadable(String label, Path file, String what, IOException cause) {
    return new HsmException(
        label,
        "",
        "PIN file " + file + " " + what,
        HsmException.NO_CKR,
        "Write the PIN into it (mode 0600) or correct \"pin\" in hsm.toml.",
        cause);
  }

  private static char[] octets(char[] typed) {
    if (typed == null) {
      return null;
    }
    byte[] buffer = new byte[typed.length * MOST_OCTETS_PER_CHAR];
    ByteBuffer encoded = ByteBuffer.wrap(buffer);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(typed), encoded, true);
    encoded.flip();
    char[] result = new char[encoded.remaining()];
    for (int i = 0; i < result.length; i++) {
      result[i] = (char) (encoded.get(i) & 0xff);
    }
    Arrays.fill(buffer, (byte) 0);
    Arrays.fill(typed, '\0');
    return result;
  }
}
