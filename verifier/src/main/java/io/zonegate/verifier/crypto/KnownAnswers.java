package io.zonegate.verifier.crypto;

import io.zonegate.verifier.ecdsa.Curve;
import io.zonegate.verifier.ecdsa.SignatureBatch;
import io.zonegate.verifier.ecdsa.TabledKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The known-answer test of a provider. The file {@code known-answers.txt} has a line per algorithm:
 * number, public key field, message and signature, the last three in base64.
 */
final class KnownAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(KnownAnswers.class);

  private KnownAnswers() {}

  static boolean passes(Algorithm algorithm, Providers.Service service) {
    String[] vector = vector(algorithm);
    Base64.Decoder base64 = Base64.getDecoder();
    byte[] message = base64.decode(vector[2]);
    byte[] signature = base64.decode(vector[3]);
    byte[] spoilt = signature.clone();
    spoilt[spoilt.length / 2] ^= 1;
    try {
      Signature verifier =
          service.verifier(PublicKeyForm.parse(algorithm, base64.decode(vector[1])));
      verifier.update(message);
      boolean accepts = verifier.verify(signature);
      verifier.update(message);
      boolean rejects = !verifier.verify(spoilt);
      if (!accepts || !rejects) {
        LOG.error(
            "{} fails its known-answer test for {} and is not used", service.provider(), algorithm);
      }
      return accepts && rejects;
    } catch (GeneralSecurityException | PublicKeyForm.IllegalKeyException e) {
      LOG.warn(
          "{} cannot verify {} and is not used: {}", service.provider(), algorithm, e.toString());
      return false;
    }
  }

  /** Whether the program's own verifier accepts and rejects what it should. */
  static boolean passes(Curve curve) {
    String[] vector =
        vector(curve == Curve.P256 ? Algorithm.ECDSAP256SHA256 : Algorithm.ECDSAP384SHA384);
    Base64.Decoder base64 = Base64.getDecoder();
    byte[] message = base64.decode(vector[2]);
    byte[] signature = base64.decode(vector[3]);
    // A small table is made quickly, and the same code makes a large one.
    TabledKey key = new TabledKey(curve, base64.decode(vector[1]), 4);
    int spoilt = signature.length;
    SignatureBatch batch = new SignatureBatch(key, spoilt + 1);
    for (int i = 0; i < spoilt; i++) {
      signature[i] ^= 1;
      batch.add(message, message.length, signature, 0);
      signature[i] ^= 1;
    }
    batch.add(message, message.length, signature, 0);
    boolean[] accepted = new boolean[spoilt + 1];
    batch.verify(accepted);
    boolean passes = isTheLastAlone(accepted);
    if (!passes) {
      LOG.error(
          "the program's own verifier fails its known-answer test for {} and is not used", curve);
    }
    return passes;
  }

  /** Whether the last was accepted, which is good, and none before it, which are spoilt. */
  static boolean isTheLastAlone(boolean[] accepted) {
    int last = accepted.length - 1;
    for (int i = 0; i < last; i++) {
      if (accepted[i]) {
        return false;
      }
    }
    return accepted[last];
  }

  private static String[] vector(Algorithm algorithm) {
    try (InputStream in = KnownAnswers.class.getResourceAsStream("known-answers.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(algorithm.number() + " ")) {
          return line.split(" ");
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "known-answers.txt cannot be read from the program's own files", e);
    }
    throw new IllegalStateException("known-answers.txt has no line for " + algorithm);
  }
}
