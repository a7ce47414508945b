package io.zonegate.hsm.register;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The register of keys, a text file. Lines are only ever added, each chained to the one before, and
 * forced to the disk. A register that was altered or cut short is not used: it is what says which
 * key tags are taken.
 */
public final class KeyRegister {
  private final Path file;

  /** The register in this file, which need not exist. */
  public KeyRegister(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** The file. */
  public Path path() {
    return file;
  }

  /**
   * Reads all of it; a file that is not there says nothing.
   *
   * @throws RegisterException when it is damaged, or another process keeps it for ten seconds
   */
  public RegisterContent read() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        RegisterLock lock = RegisterLock.shared(file, channel)) {
      return new RegisterText(file, lock.content()).content();
    } catch (NoSuchFileException e) {
      return new RegisterContent(List.of(), "");
    }
  }

  /**
   * Takes the register for oneself, so that nobody else can give out a tag meanwhile. The file is
   * made if it is not there.
   *
   * @throws RegisterException when it is damaged, or another process keeps it for ten seconds
   */
  public RegisterTurn take() throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      return new RegisterTurn(file, channel, RegisterLock.exclusive(file, channel));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
