package io.zonegate.hsm.algorithm;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.Ed448PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.Ed448Signer;
import org.bouncycastle.crypto.signers.RSADigestSigner;

/** A DNSKEY as Bouncy Castle has it, checked, and verification with it. Thread-safe. */
final class BouncyCastleKey implements VerifyingKey {

  private static final byte[] NO_CONTEXT = new byte[0];

  private final DnssecAlgorithm algorithm;
  private final AsymmetricKeyParameter key;

  /**
   * The key.
   *
   * @throws IllegalArgumentException when the public key is not a point of its curve or not a legal
   *     modulus
   */
  BouncyCastleKey(DnskeyRdata dnskey) {
    algorithm = dnskey.algorithm();
    byte[] field = dnskey.publicKey();
    key =
        switch (algorithm) {
          case RSASHA256, RSASHA512 ->
              new RSAKeyParameters(
                  false, PublicKeyField.modulus(field), PublicKeyField.exponent(field));
          case ECDSAP256SHA256 -> point("P-256", field);
          case ECDSAP384SHA384 -> point("P-384", field);
          case ED25519 -> new Ed25519PublicKeyParameters(field);
          case ED448 -> new Ed448PublicKeyParameters(field);
        };
  }

  private static ECPublicKeyParameters point(String curve, byte[] field) {
    X9ECParameters parameters = CustomNamedCurves.getByName(curve);
    byte[] uncompressed = new byte[1 + field.length];
    uncompressed[0] = 4;
    System.arraycopy(field, 0, uncompressed, 1, field.length);
    return new ECPublicKeyParameters(
        parameters.getCurve().decodePoint(uncompressed),
        new ECNamedDomainParameters(CustomNamedCurves.getOID(curve), parameters));
  }

  AsymmetricKeyParameter parameters() {
    return key;
  }

  @Override
  public String provider() {
    return "Bouncy Castle";
  }

  @Override
  public boolean verify(byte[] message, byte[] signature) {
    return switch (algorithm) {
      case RSASHA256 -> verify(new RSADigestSigner(new SHA256Digest()), message, signature);
      case RSASHA512 -> verify(new RSADigestSigner(new SHA512Digest()), message, signature);
      case ECDSAP256SHA256, ECDSAP384SHA384 -> verifyEcdsa(message, signature);
      case ED25519 -> verify(new Ed25519Signer(), message, signature);
      case ED448 -> verify(new Ed448Signer(NO_CONTEXT), message, signature);
    };
  }

  private boolean verify(Signer signer, byte[] message, byte[] signature) {
    signer.init(false, key);
    signer.update(message, 0, message.length);
    return signer.verifySignature(signature);
  }

  private boolean verifyEcdsa(byte[] message, byte[] signature) {
    int half = signature.length / 2;
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, half));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, half, signature.length));
    ECDSASigner signer = new ECDSASigner();
    signer.init(false, key);
    return signer.verifySignature(algorithm.digest(message), r, s);
  }
}
