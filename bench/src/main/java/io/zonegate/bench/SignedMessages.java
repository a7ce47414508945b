package io.zonegate.bench;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Random;

/** Messages as long as what an RRSIG over a DS is made over, signed with one key by the JDK. */
final class SignedMessages {
  /** Octets of a message. */
  static final int LENGTH = 110;

  final KeyPair pair;
  final byte[][] messages;
  final byte[][] signatures;

  /**
   * @param keyAlgorithm RSA, P-256, P-384, Ed25519 or Ed448
   */
  SignedMessages(String keyAlgorithm, int count) throws GeneralSecurityException {
    AlgorithmParameterSpec spec =
        switch (keyAlgorithm) {
          case "RSA" -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
          case "P-256" -> new ECGenParameterSpec("secp256r1");
          case "P-384" -> new ECGenParameterSpec("secp384r1");
          default -> new NamedParameterSpec(keyAlgorithm);
        };
    KeyPairGenerator generator =
        KeyPairGenerator.getInstance(keyAlgorithm.startsWith("P-") ? "EC" : keyAlgorithm);
    generator.initialize(spec);
    pair = generator.generateKeyPair();
    Signature signer = Signature.getInstance(signature(keyAlgorithm));
    signer.initSign(pair.getPrivate());
    messages = new byte[count][LENGTH];
    signatures = new byte[count][];
    Random random = new Random(1);
    for (int i = 0; i < count; i++) {
      random.nextBytes(messages[i]);
      signer.update(messages[i]);
      signatures[i] = signer.sign();
    }
  }

  /** The JDK's name of the signature algorithm. */
  static String signature(String keyAlgorithm) {
    return switch (keyAlgorithm) {
      case "RSA" -> "SHA256withRSA";
      case "P-256" -> "SHA256withECDSAinP1363Format";
      case "P-384" -> "SHA384withECDSAinP1363Format";
      default -> keyAlgorithm;
    };
  }

  /** The public key field of a DNSKEY for a P-256 or P-384 key: x and y. */
  byte[] point() {
    byte[] encoded = pair.getPublic().getEncoded();
    // The point ends the encoding, after its 0x04.
    return Arrays.copyOfRange(encoded, encoded.length - signatures[0].length, encoded.length);
  }
}
