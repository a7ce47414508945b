package io.zonegate.file;

import io.zonegate.hsm.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What makes files outlive a loss of power, and the digests that they are known by. */
public final class DurableFile {
  private DurableFile() {}

  /**
   * Copies a file and forces the copy to the disk; its folder is the caller's to force.
   *
   * @param to written anew, whatever it had
   * @return SHA-256 of the octets copied, lower-case hex
   */
  public static String copy(Path from, Path to) throws IOException {
    MessageDigest digest = Sha256.function();
    try (FileChannel channel =
            FileChannel.open(
                to,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        InputStream in = Files.newInputStream(from)) {
      OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest);
      in.transferTo(out);
      channel.force(true);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** SHA-256 of a file's octets, lower-case hex. */
  public static String digest(Path file) throws IOException {
    MessageDigest digest = Sha256.function();
    try (InputStream in = Files.newInputStream(file)) {
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Forces the names in a folder to the disk; only then is a rename durable. */
  public static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
