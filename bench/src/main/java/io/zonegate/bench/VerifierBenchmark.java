package io.zonegate.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.zonegate.verifier.ecdsa.Curve;
import io.zonegate.verifier.ecdsa.SignatureBatch;
import io.zonegate.verifier.ecdsa.TabledKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Verifications a second on one thread, hash included. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class VerifierBenchmark {
  private static final int COUNT = SignatureBatch.CAPACITY;

  /** A verifier of the Java Cryptography Architecture. */
  @State(Scope.Thread)
  public static class Library {
    /** Key algorithm. */
    @Param({"RSA", "P-256", "P-384", "Ed25519", "Ed448"})
    public String algorithm;

    /** ACCP, BC or JDK; ACCP has no Ed448. */
    @Param({"ACCP", "BC", "JDK"})
    public String provider;

    private SignedMessages signed;
    private Signature verifier;

    /** Signs the messages. */
    @Setup
    public void sign() throws GeneralSecurityException {
      signed = new SignedMessages(algorithm, COUNT);
      verifier = verifier(signed, algorithm, provider);
    }
  }

  /** The program's own verifier. */
  @State(Scope.Thread)
  public static class Table {
    /** Curve. */
    @Param({"P-256", "P-384"})
    public String algorithm;

    private SignedMessages signed;
    private SignatureBatch batch;
    private final boolean[] accepted = new boolean[COUNT];

    /** Signs the messages and makes the table. */
    @Setup
    public void sign() throws GeneralSecurityException {
      signed = new SignedMessages(algorithm, COUNT);
      batch = batch(signed, algorithm);
    }
  }

  static SignatureBatch batch(SignedMessages signed, String algorithm) {
    Curve curve = algorithm.equals("P-256") ? Curve.P256 : Curve.P384;
    return new SignatureBatch(new TabledKey(curve, signed.point(), TabledKey.WIDTH), COUNT);
  }

  static Signature verifier(SignedMessages signed, String algorithm, String provider)
      throws GeneralSecurityException {
    String name = SignedMessages.signature(algorithm);
    PublicKey key = signed.pair.getPublic();
    Signature verifier;
    if (provider.equals("JDK")) {
      verifier = Signature.getInstance(name);
    } else {
      Provider used =
          provider.equals("BC")
              ? new BouncyCastleProvider()
              : AmazonCorrettoCryptoProvider.INSTANCE;
      if (provider.equals("BC")) {
        name = name.replace("ECDSAinP1363Format", "PLAIN-ECDSA");
      }
      if (used.getService("KeyFactory", key.getAlgorithm()) != null) {
        key =
            KeyFactory.getInstance(key.getAlgorithm(), used)
                .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
      }
      verifier = Signature.getInstance(name, used);
    }
    verifier.initVerify(key);
    return verifier;
  }

  /** One after the other. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public void library(Library library) throws GeneralSecurityException {
    for (int i = 0; i < COUNT; i++) {
      library.verifier.update(library.signed.messages[i]);
      if (!library.verifier.verify(library.signed.signatures[i])) {
        throw new IllegalStateException("a good signature was rejected");
      }
    }
  }

  /** A batch at a time. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public void table(Table table) {
    verify(table.batch, table.signed, table.accepted);
  }

  static void verify(SignatureBatch batch, SignedMessages signed, boolean[] accepted) {
    for (int i = 0; i < COUNT; i++) {
      batch.add(signed.messages[i], SignedMessages.LENGTH, signed.signatures[i], 0);
    }
    batch.verify(accepted);
    for (boolean good : accepted) {
      if (!good) {
        throw new IllegalStateException("a good signature was not accepted");
      }
    }
  }
}
