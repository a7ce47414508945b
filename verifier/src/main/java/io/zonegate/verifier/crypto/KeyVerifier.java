package io.zonegate.verifier.crypto;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Optional;

/**
 * Verifies signatures of one key. Not thread-safe: every worker has its own.
 *
 * <p>A signature that the first provider rejects is put to the next one; only what both reject is
 * bogus. Where they disagree nobody knows, and the answer says so.
 */
final class KeyVerifier {
  /** What one provider says. */
  static final class Opinion {
    private final Providers.Service service;
    private final PublicKeyForm form;
    private Signature verifier;

    Opinion(Providers.Service service, PublicKeyForm form) throws GeneralSecurityException {
      this.service = service;
      this.form = form;
      this.verifier = service.verifier(form);
    }

    boolean verifies(byte[] message, int messageLength, byte[] signature, int offset, int length) {
      try {
        verifier.update(message, 0, messageLength);
        return verifier.verify(signature, offset, length);
      } catch (SignatureException e) {
        // Providers throw for a signature whose numbers are out of range: it does not verify.
        renew();
        return false;
      }
    }

    /** SunEC's EdDSA keeps the message when it throws, and would put it before the next one. */
    private void renew() {
      try {
        verifier = service.verifier(form);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(service.provider() + " no longer takes the key", e);
      }
    }
  }

  private final PublicKeyForm form;
  private final Opinion first;

  /** Asked for at the first rejection; null before, and if there is none. */
  private Opinion second;

  private boolean secondSought;
  private int nextRank;
  private long verified;
  private long rechecked;

  /**
   * @throws GeneralSecurityException if no provider takes the key
   */
  KeyVerifier(PublicKeyForm form) throws GeneralSecurityException {
    this.form = form;
    GeneralSecurityException refused =
        new GeneralSecurityException("no cryptographic provider verifies " + form.algorithm());
    this.first = next(refused);
    if (first == null) {
      throw refused;
    }
  }

  /** The opinion of the next provider that takes the key; null if there is none. */
  private Opinion next(GeneralSecurityException refused) {
    while (true) {
      Optional<Providers.Service> service = Providers.of(form.algorithm(), nextRank++);
      if (service.isEmpty()) {
        return null;
      }
      try {
        return new Opinion(service.get(), form);
      } catch (GeneralSecurityException e) {
        // The next provider may take a key that this one refuses, such as an RSA modulus of 512
        // bits.
        refused.addSuppressed(e);
      }
    }
  }

  /** Name of the provider that verifies. */
  String provider() {
    return first.service.provider().getName();
  }

  /** Number of signatures put to the provider, re-checks not counted. */
  long verified() {
    return verified;
  }

  /** Number of signatures put to the provider after another verifier had accepted them. */
  long rechecked() {
    return rechecked;
  }

  /** Counts the last signature as a re-check. */
  void countAsRecheck() {
    verified--;
    rechecked++;
  }

  /** VALID, BOGUS or DISPUTED, as {@link SignatureStatus} has them. */
  byte verify(byte[] message, int messageLength, byte[] signature, int offset, int length) {
    verified++;
    if (first.verifies(message, messageLength, signature, offset, length)) {
      return SignatureStatus.VALID;
    }
    if (!secondSought) {
      secondSought = true;
      second = next(new GeneralSecurityException("no second opinion"));
    }
    if (second != null && second.verifies(message, messageLength, signature, offset, length)) {
      return SignatureStatus.DISPUTED;
    }
    return SignatureStatus.BOGUS;
  }
}
