package io.zonegate.hsm.algorithm;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key in Amazon Corretto Crypto Provider: native code, the fastest there is on Maven Central. It
 * is used as an object and not registered with the JVM. Thread-safe.
 */
final class CorrettoKey implements VerifyingKey {

  private static final Logger LOG = LoggerFactory.getLogger(CorrettoKey.class);

  /** Bits; with a longer RSA exponent the library takes the key and then no signature of it. */
  private static final int LONGEST_EXPONENT = 33;

  private static final Provider PROVIDER = AmazonCorrettoCryptoProvider.INSTANCE;

  private final String algorithm;
  private final PublicKey key;

  /** A Signature serves one thread at a time; one that threw is not used again. */
  private final ConcurrentLinkedQueue<Signature> idle = new ConcurrentLinkedQueue<>();

  private CorrettoKey(String algorithm, PublicKey key) throws GeneralSecurityException {
    this.algorithm = algorithm;
    this.key = key;
    idle.add(verifier());
  }

  /** The key, if the library loads on this machine and takes it. */
  static Optional<VerifyingKey> of(DnssecAlgorithm algorithm, BouncyCastleKey checked) {
    boolean longExponent =
        checked.parameters() instanceof RSAKeyParameters rsa
            && rsa.getExponent().bitLength() > LONGEST_EXPONENT;
    if (algorithm == DnssecAlgorithm.ED448
        || longExponent
        || AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() != null) {
      return Optional.empty();
    }
    try {
      byte[] encoded =
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(checked.parameters()).getEncoded();
      return Optional.of(
          new CorrettoKey(
              signatureAlgorithm(algorithm),
              factory(algorithm).generatePublic(new X509EncodedKeySpec(encoded))));
    } catch (GeneralSecurityException | IOException e) {
      LOG.warn("{} does not take a key of {}: {}", PROVIDER, algorithm, e.toString());
      return Optional.empty();
    }
  }

  private static String signatureAlgorithm(DnssecAlgorithm algorithm) {
    return switch (algorithm) {
      case RSASHA256 -> "SHA256withRSA";
      case RSASHA512 -> "SHA512withRSA";
      case ECDSAP256SHA256 -> "SHA256withECDSAinP1363Format";
      case ECDSAP384SHA384 -> "SHA384withECDSAinP1363Format";
      case ED25519, ED448 -> algorithm.name();
    };
  }

  private static KeyFactory factory(DnssecAlgorithm algorithm) throws GeneralSecurityException {
    return switch (algorithm.family()) {
      case RSA -> KeyFactory.getInstance("RSA", PROVIDER);
      case ECDSA -> KeyFactory.getInstance("EC", PROVIDER);
      // It has no factory for these and takes keys of the JDK.
      case EDDSA -> KeyFactory.getInstance("EdDSA");
    };
  }

  private Signature verifier() throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(algorithm, PROVIDER);
    verifier.initVerify(key);
    return verifier;
  }

  @Override
  public String provider() {
    return PROVIDER.getName();
  }

  @Override
  public boolean verify(byte[] message, byte[] signature) {
    try {
      Signature verifier = idle.poll();
      if (verifier == null) {
        verifier = verifier();
      }
      verifier.update(message);
      boolean verifies = verifier.verify(signature);
      idle.add(verifier);
      return verifies;
    } catch (SignatureException e) {
      // The library throws for numbers that are out of range: that is no signature.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(PROVIDER + " no longer takes the key", e);
    }
  }
}
