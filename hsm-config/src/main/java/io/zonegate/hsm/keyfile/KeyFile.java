package io.zonegate.hsm.keyfile;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.token.SoftwareKeyPair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.xbill.DNS.Name;

/**
 * What was read from a file with a private key.
 *
 * @param algorithm its algorithm
 * @param pair the pair; the caller closes it
 * @param zone the zone that the file says it is for
 * @param role the role that the file says it has
 */
public record KeyFile(
    DnssecAlgorithm algorithm, SoftwareKeyPair pair, Optional<Name> zone, Optional<KeyRole> role) {

  /** A file is not what it should be; the message begins with its name. */
  public static final class FormException extends Exception {
    private static final long serialVersionUID = 1L;

    FormException(Path file, String what) {
      super(file + ": " + what);
    }
  }

  /**
   * Reads a file of BIND, if its name ends in {@code .private}, else PKCS#8 in PEM.
   *
   * @param named the algorithm, which PEM does not tell of RSA
   */
  public static KeyFile read(Path file, Optional<DnssecAlgorithm> named)
      throws IOException, FormException {
    KeyFile read =
        file.toString().endsWith(BindKeyFiles.PRIVATE)
            ? BindKeyFiles.read(file)
            : PemFile.read(file, named);
    if (named.isPresent() && named.get() != read.algorithm()) {
      read.pair().close();
      throw new FormException(
          file, "its key is of algorithm " + read.algorithm() + ", not " + named.get());
    }
    return read;
  }
}
