package io.zonegate.verifier.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.Name;

/** A key pair that signs, with the JDK's providers: what verifies must not make the test data. */
public final class SigningKey {
  private final Algorithm algorithm;
  private final KeyPair pair;
  private final DNSKEYRecord dnskey;

  private SigningKey(Algorithm algorithm, KeyPair pair, int flags) {
    this.algorithm = algorithm;
    this.pair = pair;
    this.dnskey =
        new DNSKEYRecord(
            Name.fromConstantString("example."),
            DClass.IN,
            3600,
            flags,
            3,
            algorithm.number(),
            field(algorithm, pair));
  }

  /** A new key with flags 257. */
  public static SigningKey generate(Algorithm algorithm) throws GeneralSecurityException {
    AlgorithmParameterSpec parameters =
        switch (algorithm) {
          case RSASHA1, RSASHA1_NSEC3_SHA1, RSASHA256, RSASHA512 ->
              new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4);
          case ECDSAP256SHA256 -> new ECGenParameterSpec("secp256r1");
          case ECDSAP384SHA384 -> new ECGenParameterSpec("secp384r1");
          case ED25519 -> NamedParameterSpec.ED25519;
          case ED448 -> NamedParameterSpec.ED448;
        };
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keyAlgorithm());
    generator.initialize(parameters);
    return new SigningKey(algorithm, generator.generateKeyPair(), 257);
  }

  /** Two different keys with one key tag. */
  static SigningKey[] ofOneTag() throws GeneralSecurityException {
    Map<Integer, SigningKey> byTag = new HashMap<>();
    while (true) {
      SigningKey key = generate(Algorithm.ED25519);
      SigningKey twin = byTag.put(key.tag(), key);
      if (twin != null) {
        return new SigningKey[] {twin, key};
      }
    }
  }

  /** The same key with other flags. */
  SigningKey withFlags(int flags) {
    return new SigningKey(algorithm, pair, flags);
  }

  private static byte[] field(Algorithm algorithm, KeyPair pair) {
    if (algorithm.isRsa()) {
      RSAPublicKey key = (RSAPublicKey) pair.getPublic();
      return rsaField(key.getPublicExponent(), key.getModulus());
    }
    byte[] encoded = pair.getPublic().getEncoded();
    int octets =
        switch (algorithm) {
          case ECDSAP256SHA256 -> 64;
          case ECDSAP384SHA384 -> 96;
          case ED25519 -> 32;
          default -> 57;
        };
    return Arrays.copyOfRange(encoded, encoded.length - octets, encoded.length);
  }

  /** The public key field of RFC 3110 with a short exponent. */
  static byte[] rsaField(BigInteger exponent, BigInteger modulus) {
    byte[] e = unsigned(exponent);
    byte[] n = unsigned(modulus);
    byte[] field = new byte[1 + e.length + n.length];
    field[0] = (byte) e.length;
    System.arraycopy(e, 0, field, 1, e.length);
    System.arraycopy(n, 0, field, 1 + e.length, n.length);
    return field;
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] octets = number.toByteArray();
    return octets.length > 1 && octets[0] == 0
        ? Arrays.copyOfRange(octets, 1, octets.length)
        : octets;
  }

  /** The key as a record of {@code example.}. */
  public DNSKEYRecord dnskey() {
    return dnskey;
  }

  /** The public key field. */
  byte[] field() {
    return dnskey.getKey();
  }

  /** Key tag, as dnsjava computes it. */
  public int tag() {
    return dnskey.getFootprint();
  }

  Algorithm algorithm() {
    return algorithm;
  }

  /** Signs; ECDSA gives r and s of fixed length one after the other. */
  public byte[] sign(byte[] message) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm.signatureAlgorithm());
    signature.initSign(pair.getPrivate());
    signature.update(message);
    return signature.sign();
  }
}
