package io.zonegate.testzones.sign;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/** ECDSA keys (RFC 6605). Nonces are those of RFC 6979, so that the same key signs the same way. */
final class EcKey implements PrivateSigner {

  static final ECDomainParameters P256 = domain("P-256");
  static final ECDomainParameters P384 = domain("P-384");

  private final ECDomainParameters curve;
  private final BigInteger scalar;

  EcKey(ECDomainParameters curve, BigInteger scalar) {
    this.curve = curve;
    this.scalar = scalar;
  }

  static EcKey generate(ECDomainParameters curve, SeededBytes random) {
    BigInteger range = curve.getN().subtract(BigInteger.ONE);
    // 16 octets more than the order has make the remainder as good as uniform.
    BigInteger wide = new BigInteger(1, random.bytes(length(curve) + 16));
    return new EcKey(curve, wide.mod(range).add(BigInteger.ONE));
  }

  /** The public key field: X and Y, each in the full length of the field. */
  byte[] publicKey() {
    return encode(new FixedPointCombMultiplier().multiply(curve.getG(), scalar).normalize());
  }

  static byte[] encode(ECPoint normalized) {
    return Arrays.concatenate(
        normalized.getAffineXCoord().getEncoded(), normalized.getAffineYCoord().getEncoded());
  }

  BigInteger scalar() {
    return scalar;
  }

  @Override
  public byte[] sign(byte[] message) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(digest()));
    signer.init(true, new ECPrivateKeyParameters(scalar, curve));
    BigInteger[] rs = signer.generateSignature(hash(message));
    return join(rs[0], rs[1]);
  }

  /**
   * Signs with a nonce from outside.
   *
   * @param r the x coordinate of nonce times the base point, modulo the order
   */
  byte[] signWithNonce(byte[] message, BigInteger nonce, BigInteger r) {
    BigInteger n = curve.getN();
    BigInteger e = new BigInteger(1, hash(message));
    BigInteger s = nonce.modInverse(n).multiply(e.add(scalar.multiply(r))).mod(n);
    return join(r, s);
  }

  private byte[] join(BigInteger r, BigInteger s) {
    int length = length(curve);
    return Arrays.concatenate(
        BigIntegers.asUnsignedByteArray(length, r), BigIntegers.asUnsignedByteArray(length, s));
  }

  private byte[] hash(byte[] message) {
    Digest digest = digest();
    digest.update(message, 0, message.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }

  private Digest digest() {
    return length(curve) == 32 ? new SHA256Digest() : new SHA384Digest();
  }

  private static int length(ECDomainParameters curve) {
    return (curve.getN().bitLength() + 7) / 8;
  }

  private static ECDomainParameters domain(String name) {
    X9ECParameters parameters = CustomNamedCurves.getByName(name);
    return new ECDomainParameters(
        parameters.getCurve(), parameters.getG(), parameters.getN(), parameters.getH());
  }
}
