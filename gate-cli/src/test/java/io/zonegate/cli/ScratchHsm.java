package io.zonegate.cli;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import io.zonegate.hsm.softhsm.ScratchTokens;
import io.zonegate.hsm.softhsm.SoftHsmLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * SoftHSM2 tokens that all tests of this process share: SoftHSM2 reads SOFTHSM2_CONF, which
 * Surefire sets, and the tokens when its library is loaded, so they are made before that and once.
 */
public final class ScratchHsm {
  /** The tokens that hold keys. */
  public static final List<String> SITES = List.of("site-a", "site-b", "site-c");

  /** A token that a test gives a wrong PIN: the process never tries it again. */
  static final String SHUT = "site-shut";

  /** Two tokens with the same inner keys, see {@link ClonedToken}. */
  static final List<String> WORLD = List.of("world-1", "world-2");

  private static ScratchHsm made;

  private final ScratchTokens tokens;
  private final Path library;

  private ScratchHsm(ScratchTokens tokens, Path library) {
    this.tokens = tokens;
    this.library = library;
  }

  /** The tokens, made at the first call. */
  public static synchronized ScratchHsm tokens() throws IOException {
    if (made == null) {
      Path folder = Path.of(System.getenv(ScratchTokens.CONFIG_VARIABLE)).getParent();
      deleteTree(folder);
      Files.createDirectories(folder);
      Cli.run(
              "keys",
              "init",
              "--hsm",
              folder.resolve("hsm.toml").toString(),
              "--softhsm",
              String.join(",", SITES) + "," + SHUT + "," + WORLD.get(0))
          .ends(ExitCode.PASS);
      ScratchTokens scratch = new ScratchTokens(folder, new SecureRandom());
      ClonedToken.make(scratch.folderOf(WORLD.get(0)), WORLD.get(0), WORLD.get(1));
      Files.copy(scratch.pinFile(WORLD.get(0)), scratch.pinFile(WORLD.get(1)), COPY_ATTRIBUTES);
      made = new ScratchHsm(scratch, SoftHsmLibrary.find(System.getenv()));
    }
    return made;
  }

  private static void deleteTree(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** The file with the token's PIN. */
  Path pinFile(String label) {
    return tokens.pinFile(label);
  }

  /** Writes an {@code hsm.toml} with these tokens; its key set is keys.toml beside it. */
  public Path config(Path folder, List<String> labels) throws IOException {
    return config(folder, labels, this::pinFile);
  }

  /** Where a token's PIN is. */
  @FunctionalInterface
  interface PinFiles {
    Path of(String label);
  }

  /** The same with PIN files of one's own. */
  Path config(Path folder, List<String> labels, PinFiles pins) throws IOException {
    return config(folder, labels, label -> library, pins);
  }

  /** Which library a token is reached through. */
  @FunctionalInterface
  interface Modules {
    Path of(String label);
  }

  /** The same through libraries of one's own. */
  Path config(Path folder, List<String> labels, Modules modules, PinFiles pins) throws IOException {
    StringBuilder text = new StringBuilder("version = 1\nkeys = \"keys.toml\"\n");
    text.append("[signing]\nsessions-per-token = 2\nspread = \"round-robin\"\n");
    for (String label : labels) {
      text.append("[[token]]\nlabel = \"").append(label).append("\"\n");
      text.append("module = \"").append(modules.of(label)).append("\"\n");
      text.append("pin = { file = \"").append(pins.of(label)).append("\" }\n");
    }
    return Files.writeString(folder.resolve("hsm.toml"), text);
  }

  /** The folder in which SoftHSM2 keeps a token. */
  Path folderOf(String label) throws IOException {
    return tokens.folderOf(label);
  }

  /** SoftHSM2's library. */
  Path library() {
    return library;
  }
}
