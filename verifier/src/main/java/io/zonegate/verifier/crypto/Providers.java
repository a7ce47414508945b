package io.zonegate.verifier.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Which provider verifies which algorithm: Amazon Corretto Crypto Provider (native) where it loads,
 * then Bouncy Castle, then the JDK. A provider serves an algorithm only after it has accepted a
 * known good signature and rejected a spoilt one in this process. Providers are used as objects and
 * are not registered with the JVM.
 */
public final class Providers {
  /** A way to verify: the provider and the name it has for the algorithm. */
  record Service(Provider provider, String signatureAlgorithm) {
    /**
     * A verifier for this key.
     *
     * @throws GeneralSecurityException if the provider does not take the key
     */
    Signature verifier(PublicKeyForm form) throws GeneralSecurityException {
      if (provider instanceof AmazonCorrettoCryptoProvider && form.hasLongExponent()) {
        throw new InvalidKeyException("takes the key and then no signature of it");
      }
      try {
        Signature signature = Signature.getInstance(signatureAlgorithm, provider);
        signature.initVerify(key(form));
        return signature;
      } catch (RuntimeException e) {
        // Bouncy Castle throws such for a modulus with small factors.
        throw new InvalidKeyException(e.getMessage(), e);
      }
    }

    private PublicKey key(PublicKeyForm form) throws GeneralSecurityException {
      String name = form.algorithm().keyAlgorithm();
      // Corretto verifies Ed25519 and has no factory for its keys; it takes those of the JDK.
      KeyFactory factory =
          provider.getService("KeyFactory", name) == null
              ? KeyFactory.getInstance(name)
              : KeyFactory.getInstance(name, provider);
      return factory.generatePublic(form.spec());
    }
  }

  private static final Map<Algorithm, List<Service>> SERVICES = new EnumMap<>(Algorithm.class);

  private Providers() {}

  /** The services that passed their known-answer test, fastest first; may be empty. */
  static synchronized List<Service> of(Algorithm algorithm) {
    return SERVICES.computeIfAbsent(algorithm, Providers::proven);
  }

  private static List<Service> proven(Algorithm algorithm) {
    List<Service> proven = new ArrayList<>();
    for (Provider provider : Candidates.PROVIDERS) {
      String name = nameAt(provider, algorithm);
      if (provider.getService("Signature", name) == null) {
        continue;
      }
      Service service = new Service(provider, name);
      if (KnownAnswers.passes(algorithm, service)) {
        proven.add(service);
      }
    }
    return List.copyOf(proven);
  }

  private static String nameAt(Provider provider, Algorithm algorithm) {
    String name = algorithm.signatureAlgorithm();
    return provider instanceof BouncyCastleProvider
        ? name.replace("ECDSAinP1363Format", "PLAIN-ECDSA")
        : name;
  }

  private static final class Candidates {
    static final List<Provider> PROVIDERS = find();

    private static List<Provider> find() {
      List<Provider> found = new ArrayList<>();
      if (AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null) {
        found.add(AmazonCorrettoCryptoProvider.INSTANCE);
      }
      found.add(new BouncyCastleProvider());
      for (String name : List.of("SunRsaSign", "SunEC")) {
        Provider provider = Security.getProvider(name);
        if (provider != null) {
          found.add(provider);
        }
      }
      return found;
    }
  }
}
