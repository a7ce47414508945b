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
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

  /** What is known so far of an algorithm's services. */
  private static final class Found {
    private final List<Service> proven = new ArrayList<>();
    private int asked;
  }

  private static final Map<Algorithm, Found> FOUND = new EnumMap<>(Algorithm.class);

  private Providers() {}

  /**
   * Begins to load the fastest provider in a thread of its own: unpacking and linking its native
   * library takes as long as reading a small zone. Should that fail, whoever asks for the provider
   * is told.
   */
  public static void loadAhead() {
    Thread loading =
        new Thread(
            () -> LOG.debug("loaded {}", Candidates.PROVIDERS.get(0).get()), "zonegate-providers");
    loading.setDaemon(true);
    loading.setUncaughtExceptionHandler((thread, failure) -> {});
    loading.start();
  }

  /**
   * A service that passed its known-answer test, by its rank from 0, the fastest; empty if there
   * are not so many. A provider is loaded and tested only when its rank is asked for: few zones
   * need a second opinion, and every run would pay for it.
   */
  static synchronized Optional<Service> of(Algorithm algorithm, int rank) {
    Found found = FOUND.computeIfAbsent(algorithm, a -> new Found());
    while (found.proven.size() <= rank && found.asked < Candidates.PROVIDERS.size()) {
      Optional<Provider> provider = Candidates.PROVIDERS.get(found.asked++).get();
      provider.flatMap(p -> proven(algorithm, p)).ifPresent(found.proven::add);
    }
    return rank < found.proven.size() ? Optional.of(found.proven.get(rank)) : Optional.empty();
  }

  private static Optional<Service> proven(Algorithm algorithm, Provider provider) {
    String name = nameAt(provider, algorithm);
    if (provider.getService("Signature", name) == null) {
      return Optional.empty();
    }
    Service service = new Service(provider, name);
    return KnownAnswers.passes(algorithm, service) ? Optional.of(service) : Optional.empty();
  }

  private static String nameAt(Provider provider, Algorithm algorithm) {
    String name = algorithm.signatureAlgorithm();
    // By its name: the class is not to be loaded from its signed archive unless it is needed.
    return provider.getName().equals(BouncyCastleProvider.PROVIDER_NAME)
        ? name.replace("ECDSAinP1363Format", "PLAIN-ECDSA")
        : name;
  }

  /** Providers in the order of their speed; each is made when it is first asked for. */
  private static final class Candidates {
    static final List<Supplier<Optional<Provider>>> PROVIDERS =
        List.of(
            () ->
                AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null
                    ? Optional.of(AmazonCorrettoCryptoProvider.INSTANCE)
                    : Optional.empty(),
            () -> Optional.of(BouncyCastle.PROVIDER),
            () -> Optional.ofNullable(Security.getProvider("SunRsaSign")),
            () -> Optional.ofNullable(Security.getProvider("SunEC")));
  }

  private static final class BouncyCastle {
    static final Provider PROVIDER = new BouncyCastleProvider();
  }
}
