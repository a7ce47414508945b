package io.zonegate.hsm.algorithm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The libraries' test in this process: one that does not accept a good signature, or does accept a
 * spoilt one, verifies nothing. {@code known-answers.txt} has a line for each algorithm: number,
 * public key field, message and signature, the last three in Base64.
 */
final class KnownAnswers {

  /** A key, a message, and the signature over it. */
  private static final class Vector {
    final DnskeyRdata dnskey;
    final byte[] message;
    final byte[] signature;

    Vector(DnskeyRdata dnskey, byte[] message, byte[] signature) {
      this.dnskey = dnskey;
      this.message = message;
      this.signature = signature;
    }
  }

  private static final Map<DnssecAlgorithm, Vector> VECTORS = read();
  private static final Map<DnssecAlgorithm, Boolean> CORRETTO =
      new EnumMap<>(DnssecAlgorithm.class);
  private static final Map<DnssecAlgorithm, Boolean> BOUNCY_CASTLE =
      new EnumMap<>(DnssecAlgorithm.class);

  private KnownAnswers() {}

  /** The key in the fastest library that passes. */
  static synchronized VerifyingKey fastest(DnssecAlgorithm algorithm, BouncyCastleKey key) {
    boolean corretto =
        CORRETTO.computeIfAbsent(
            algorithm,
            a ->
                CorrettoKey.of(a, new BouncyCastleKey(VECTORS.get(a).dnskey))
                    .filter(k -> passes(k, VECTORS.get(a)))
                    .isPresent());
    Supplier<VerifyingKey> other = () -> passedBouncyCastle(algorithm, key);
    return corretto ? CorrettoKey.of(algorithm, key).orElseGet(other) : other.get();
  }

  private static VerifyingKey passedBouncyCastle(DnssecAlgorithm algorithm, BouncyCastleKey key) {
    Vector vector = VECTORS.get(algorithm);
    if (!BOUNCY_CASTLE.computeIfAbsent(
        algorithm, a -> passes(new BouncyCastleKey(vector.dnskey), vector))) {
      throw new IllegalStateException(
          "No library in this process verifies "
              + algorithm
              + " rightly (known-answer test); nothing can be signed");
    }
    return key;
  }

  private static boolean passes(VerifyingKey key, Vector vector) {
    byte[] spoilt = vector.signature.clone();
    spoilt[spoilt.length / 2] ^= 1;
    return key.verify(vector.message, vector.signature) && !key.verify(vector.message, spoilt);
  }

  private static Map<DnssecAlgorithm, Vector> read() {
    Map<DnssecAlgorithm, Vector> vectors = new EnumMap<>(DnssecAlgorithm.class);
    Base64.Decoder base64 = Base64.getDecoder();
    try (InputStream in = KnownAnswers.class.getResourceAsStream("known-answers.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        DnssecAlgorithm algorithm = DnssecAlgorithm.parse(words[0]);
        vectors.put(
            algorithm,
            new Vector(
                DnskeyRdata.of(DnskeyRdata.ZONE_KEY, algorithm, base64.decode(words[1])),
                base64.decode(words[2]),
                base64.decode(words[3])));
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "known-answers.txt cannot be read from the program's own files", e);
    }
    return vectors;
  }
}
