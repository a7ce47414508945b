package io.zonegate.verifier.crypto;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;

/**
 * Verifies signatures of one key. Not thread-safe: every worker has its own.
 *
 * <p>A signature that the first provider rejects is put to the next one; only what both reject is
 * bogus. Where they disagree nobody knows, and the answer says so.
 */
final class KeyVerifier {
  private final PublicKeyForm form;
  private final List<Providers.Service> services;
  private Signature first;
  private Providers.Service firstService;
  private Signature second;
  private long verified;

  /**
   * @throws GeneralSecurityException if no provider takes the key
   */
  KeyVerifier(PublicKeyForm form) throws GeneralSecurityException {
    this.form = form;
    this.services = Providers.of(form.algorithm());
    open();
  }

  private void open() throws GeneralSecurityException {
    GeneralSecurityException refused =
        new GeneralSecurityException("no cryptographic provider verifies " + form.algorithm());
    for (Providers.Service service : services) {
      try {
        Signature opened = service.verifier(form);
        if (first == null) {
          first = opened;
          firstService = service;
        } else {
          second = opened;
          return;
        }
      } catch (GeneralSecurityException e) {
        // The next provider may take a key that this one refuses, such as an RSA modulus of 512
        // bits.
        refused.addSuppressed(e);
      }
    }
    if (first == null) {
      throw refused;
    }
  }

  /** Name of the provider that verifies. */
  String provider() {
    return firstService.provider().getName();
  }

  /** Number of signatures put to the provider. */
  long verified() {
    return verified;
  }

  /** VALID, BOGUS or DISPUTED, as {@link SignatureStatus} has them. */
  byte verify(byte[] message, int messageLength, byte[] signature, int offset, int length) {
    verified++;
    if (verify(first, message, messageLength, signature, offset, length)) {
      return SignatureStatus.VALID;
    }
    if (second != null && verify(second, message, messageLength, signature, offset, length)) {
      return SignatureStatus.DISPUTED;
    }
    return SignatureStatus.BOGUS;
  }

  private static boolean verify(
      Signature verifier,
      byte[] message,
      int messageLength,
      byte[] signature,
      int offset,
      int length) {
    try {
      verifier.update(message, 0, messageLength);
      return verifier.verify(signature, offset, length);
    } catch (SignatureException e) {
      // Providers throw for a signature whose numbers are out of range: it does not verify.
      return false;
    }
  }
}
