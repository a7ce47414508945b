package io.zonegate.verifier.ecdsa;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPublicKeySpec;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A signature made backwards: from u1, u2 and a key, without its private part. The points are
 * Bouncy Castle's, and the second opinion is the JDK's.
 *
 * @param key the public key's point
 * @param e the hash as a number
 */
record MadeSignature(Curve curve, ECPoint key, BigInteger e, BigInteger r, BigInteger s) {
  static org.bouncycastle.jce.spec.ECNamedCurveParameterSpec parameters(Curve curve) {
    return ECNamedCurveTable.getParameterSpec(name(curve));
  }

  static ECPoint generator(Curve curve) {
    return parameters(curve).getG();
  }

  private static String name(Curve curve) {
    return curve == Curve.P256 ? "secp256r1" : "secp384r1";
  }

  /** The signature whose verification meets these numbers. */
  static MadeSignature of(Curve curve, ECPoint key, BigInteger u1, BigInteger u2) {
    BigInteger n = curve.order();
    ECPoint sum = generator(curve).multiply(u1).add(key.multiply(u2)).normalize();
    BigInteger r = sum.isInfinity() ? BigInteger.TEN : sum.getAffineXCoord().toBigInteger().mod(n);
    BigInteger s = r.multiply(u2.modInverse(n)).mod(n);
    return new MadeSignature(curve, key, u1.multiply(s).mod(n), r, s);
  }

  MadeSignature with(BigInteger hash, BigInteger newR, BigInteger newS) {
    return new MadeSignature(curve, key, hash, newR, newS);
  }

  byte[] point() {
    byte[] encoded = key.normalize().getEncoded(false);
    return java.util.Arrays.copyOfRange(encoded, 1, encoded.length);
  }

  byte[] hash() {
    return octets(e);
  }

  /** r and s. */
  byte[] octets() {
    byte[] octets = new byte[2 * curve.octets()];
    System.arraycopy(octets(r), 0, octets, 0, curve.octets());
    System.arraycopy(octets(s), 0, octets, curve.octets(), curve.octets());
    return octets;
  }

  private byte[] octets(BigInteger value) {
    byte[] octets = new byte[curve.octets()];
    for (int i = 0; i < octets.length; i++) {
      octets[octets.length - 1 - i] = value.shiftRight(8 * i).byteValue();
    }
    return octets;
  }

  /** Whether Bouncy Castle takes it. */
  boolean bouncyCastleAccepts() {
    var p = parameters(curve);
    ECDSASigner signer = new ECDSASigner();
    signer.init(
        false,
        new ECPublicKeyParameters(key, new ECDomainParameters(p.getCurve(), p.getG(), p.getN())));
    return signer.verifySignature(hash(), r, s);
  }

  /** Whether the JDK takes it. */
  boolean jdkAccepts() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(name(curve)));
    ECPoint affine = key.normalize();
    Signature verifier = Signature.getInstance("NONEwithECDSAinP1363Format");
    verifier.initVerify(
        KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(
                    new java.security.spec.ECPoint(
                        affine.getAffineXCoord().toBigInteger(),
                        affine.getAffineYCoord().toBigInteger()),
                    parameters.getParameterSpec(ECParameterSpec.class))));
    verifier.update(hash());
    try {
      return verifier.verify(octets());
    } catch (SignatureException ex) {
      return false;
    }
  }
}
