package io.zonegate.hsm.keyfile;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.keyfile.KeyFile.FormException;
import io.zonegate.hsm.token.Pkcs8;
import io.zonegate.hsm.token.SoftwareKeyPair;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** A private key as PKCS#8 in PEM (RFC 7468, section 10). */
public final class PemFile {
  private static final String TYPE = "PRIVATE KEY";
  private static final int LINE = 64;

  private PemFile() {}

  static KeyFile read(Path file, Optional<DnssecAlgorithm> named)
      throws IOException, FormException {
    PemObject object;
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
        PemReader pem = new PemReader(text)) {
      object = pem.readPemObject();
    }
    if (object == null || !object.getType().equals(TYPE)) {
      throw new FormException(
          file,
          (object == null ? "it is not PEM" : "it has a " + object.getType())
              + "; a "
              + TYPE
              + " is needed, PKCS#8 without encryption: openssl pkcs8 -topk8 -nocrypt makes one");
    }
    byte[] der = object.getContent();
    try {
      DnssecAlgorithm algorithm = algorithm(file, der, named);
      return new KeyFile(algorithm, Pkcs8.read(algorithm, der), Optional.empty(), Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new FormException(file, e.getMessage());
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static DnssecAlgorithm algorithm(Path file, byte[] der, Optional<DnssecAlgorithm> named)
      throws FormException {
    Optional<DnssecAlgorithm> only = Pkcs8.algorithm(der);
    if (only.isEmpty() && named.isEmpty()) {
      throw new FormException(
          file,
          "it is an RSA key, or none that zonegate knows; say which with --algorithm 8 or 10");
    }
    return only.orElseGet(named::get);
  }

  /**
   * Writes a key to a new file that its owner alone may read; a file that is there is not touched.
   *
   * @throws java.nio.file.FileAlreadyExistsException when it is
   */
  public static void writeNew(Path file, DnssecAlgorithm algorithm, SoftwareKeyPair pair)
      throws IOException {
    byte[] der = Pkcs8.write(algorithm, pair);
    byte[] base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encode(der);
    Arrays.fill(der, (byte) 0);
    byte[] head = ("-----BEGIN " + TYPE + "-----\n").getBytes(StandardCharsets.US_ASCII);
    byte[] foot = ("\n-----END " + TYPE + "-----\n").getBytes(StandardCharsets.US_ASCII);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      try {
        for (byte[] part : new byte[][] {head, base64, foot}) {
          ByteBuffer buffer = ByteBuffer.wrap(part);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        }
        channel.force(true);
      } catch (IOException e) {
        Files.deleteIfExists(file);
        throw e;
      }
    } finally {
      Arrays.fill(base64, (byte) 0);
    }
  }
}
