package io.zonegate.hsm.softhsm;

import io.zonegate.hsm.token.HsmException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes SoftHSM2 tokens in a folder of their own:
 *
 * <pre>
 * softhsm2.conf     for the environment variable SOFTHSM2_CONF
 * tokens/           SoftHSM2's own files
 * pins/LABEL.pin    a random user PIN, mode 0600
 * hsm.toml          names the tokens; key set in keys.toml beside it
 * </pre>
 *
 * <p>softhsm2-util takes PINs on its command line, where every user of the machine can see them for
 * a moment. That is acceptable for scratch tokens only.
 *
 * <p>SoftHSM2 reads SOFTHSM2_CONF and the tokens when the library is loaded, so a JVM that is to
 * use them must have been started with SOFTHSM2_CONF in its environment and must load the library
 * only after {@link #create}.
 */
public final class ScratchTokens {

  /** Name of the variable that tells SoftHSM2 where its configuration is. */
  public static final String CONFIG_VARIABLE = "SOFTHSM2_CONF";

  private static final int PIN_OCTETS = 12;
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final SecureRandom random;

  /** Tokens in this folder, which is made if it is not there. */
  public ScratchTokens(Path folder, SecureRandom random) {
    this.folder = folder.toAbsolutePath();
    this.random = random;
  }

  /** The file for {@link #CONFIG_VARIABLE}. */
  public Path softHsmConfig() {
    return folder.resolve("softhsm2.conf");
  }

  /** The configuration naming the tokens. */
  public Path hsmConfig() {
    return folder.resolve("hsm.toml");
  }

  /** The folder with SoftHSM2's own files. */
  public Path tokenFolder() {
    return folder.resolve("tokens");
  }

  /** The file with the user PIN of a token. */
  public Path pinFile(String label) {
    return folder.resolve("pins").resolve(label + ".pin");
  }

  /**
   * The folder in which SoftHSM2 keeps one token. Moving it away looks to a running process like an
   * HSM that was unplugged.
   *
   * @throws IOException when no folder holds a token with this label
   */
  public Path folderOf(String label) throws IOException {
    // SoftHSM2 writes the label, padded with blanks, into the file token.object.
    String padded = String.format("%-32s", label);
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(tokenFolder())) {
      for (Path candidate : folders) {
        String content =
            Files.readString(candidate.resolve("token.object"), StandardCharsets.ISO_8859_1);
        if (content.contains(padded)) {
          return candidate;
        }
      }
    }
    throw new IOException("No token with label " + label + " in " + tokenFolder());
  }

  /**
   * Makes the tokens and the files.
   *
   * @param labels letters, digits, dot, dash and underscore, as they become file names
   * @param library SoftHSM2's library, see {@link SoftHsmLibrary}
   * @throws IOException when files cannot be written or a file of an earlier call is there
   * @throws HsmException when softhsm2-util is missing or fails
   */
  public void create(List<String> labels, Path library) throws IOException {
    Files.createDirectories(tokenFolder());
    Files.createDirectories(folder.resolve("pins"));
    Files.writeString(
        softHsmConfig(),
        "directories.tokendir = "
            + tokenFolder()
            + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    StringBuilder config = new StringBuilder();
    config.append(
        "# Scratch tokens for demonstrations and tests. Not for the keys of a real zone.\n");
    config.append("version = 1\nkeys = \"keys.toml\"\n\n");
    config.append("[signing]\nsessions-per-token = 2\nspread = \"round-robin\"\n");
    for (String label : labels) {
      if (!label.matches("[A-Za-z0-9._-]{1,32}")) {
        throw new IllegalArgumentException("Token label \"" + label + "\" cannot be a file name");
      }
      initialise(label);
      config.append("\n[[token]]\nlabel = \"").append(label).append("\"\n");
      config.append("module = \"").append(library).append("\"\n");
      config.append("pin = { file = \"pins/").append(label).append(".pin\" }\n");
    }
    Files.writeString(hsmConfig(), config);
  }

  private void initialise(String label) throws IOException {
    String pin = randomPin();
    Path file = pinFile(label);
    // Made with its mode: there is no moment in which others could read it.
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, pin + "\n");
    ProcessBuilder builder =
        new ProcessBuilder(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            label,
            "--pin",
            pin,
            "--so-pin",
            randomPin());
    builder.environment().put(CONFIG_VARIABLE, softHsmConfig().toString());
    builder.redirectErrorStream(true);
    run(label, builder);
  }

  private static void run(String label, ProcessBuilder builder) throws IOException {
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      String next = "Install it (Debian, Ubuntu: apt-get install softhsm2).";
      throw new HsmException(
          label, "", "softhsm2-util does not start", HsmException.NO_CKR, next, e);
    }
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new HsmException(
            label,
            "",
            "softhsm2-util could not make the token: " + output.trim(),
            "See its message.");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while softhsm2-util ran", e);
    }
  }

  private String randomPin() {
    byte[] octets = new byte[PIN_OCTETS];
    random.nextBytes(octets);
    return HexFormat.of().formatHex(octets);
  }
}
