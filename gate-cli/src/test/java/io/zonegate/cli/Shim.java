package io.zonegate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A PKCS#11 library between this process and SoftHSM2 that fails on demand; see pkcs11-shim.c for
 * what it can do. Each one that is built is a library of its own, with its own orders.
 */
final class Shim {
  private final Path library;
  private final Path control;
  private int generation;

  private Shim(Path library, Path control) {
    this.library = library;
    this.control = control;
  }

  /** Builds one in this folder. */
  static Shim build(Path folder, Path softHsm) throws IOException {
    Path source = folder.resolve("pkcs11-shim.c");
    try (InputStream in = Shim.class.getResourceAsStream("pkcs11-shim.c")) {
      Files.copy(in, source);
    }
    Path library = folder.resolve("shim.so");
    Path control = Files.createFile(folder.resolve("shim.orders"));
    Process compiler =
        new ProcessBuilder(
                List.of(
                    "cc",
                    "-shared",
                    "-fPIC",
                    "-DREAL=\"" + softHsm + "\"",
                    "-DCONTROL=\"" + control + "\"",
                    "-o",
                    library.toString(),
                    source.toString(),
                    "-ldl",
                    "-lpthread"))
            .redirectErrorStream(true)
            .start();
    compiler.getOutputStream().close();
    String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (compiler.waitFor() != 0) {
        throw new IOException("the C compiler could not build the shim: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return new Shim(library, control);
  }

  Path library() {
    return library;
  }

  /**
   * Gives these orders, in the place of those before, and counts calls anew; none means that all is
   * well.
   */
  void orders(String... orders) throws IOException {
    Path next = control.resolveSibling("shim.next");
    generation++;
    Files.writeString(next, generation + "\n" + String.join("\n", orders) + "\n");
    Files.move(next, control, StandardCopyOption.ATOMIC_MOVE);
  }
}
