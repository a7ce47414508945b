package io.zonegate.policy;

import java.nio.file.Path;

/** The key that the gate signs attestations with. */
public sealed interface AttestSettings {
  /**
   * In a file.
   *
   * @param key PKCS#12 file with one Ed25519 key
   * @param passwordFile file whose first line is its password
   */
  record InFile(Path key, Path passwordFile) implements AttestSettings {}

  /**
   * On a token.
   *
   * @param hsm an {@code hsm.toml}, whose key set has one active Ed25519 key
   */
  record OnToken(Path hsm) implements AttestSettings {}
}
