package io.zonegate.testzones.sign;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;

/**
 * A key pair in memory together with the fields of its DNSKEY record. The fields can be changed
 * without the private key, which is how a broken key is made. Made from a seed: for tests only.
 */
public final class SoftwareKey {

  /** DNSKEY flag bit 8 (RFC 5011 7). */
  public static final int REVOKE = 0x0080;

  private static final int RSA_BITS = 2048;
  private static final int RSA_EXPONENT = 65_537;

  private final PrivateSigner signer;
  private final int flags;
  private final int protocol;
  private final int algorithm;
  private final byte[] publicKey;

  private SoftwareKey(
      PrivateSigner signer, int flags, int protocol, int algorithm, byte[] publicKey) {
    this.signer = signer;
    this.flags = flags;
    this.protocol = protocol;
    this.algorithm = algorithm;
    this.publicKey = publicKey;
  }

  /** A key by seed; RSA keys have 2048 bits and exponent 65537. The same seed, the same key. */
  public static SoftwareKey generate(KeyAlgorithm algorithm, KeyRole role, long seed) {
    SeededBytes random = new SeededBytes(algorithm + "/" + role, seed);
    return switch (algorithm) {
      case RSASHA1, RSASHA1_NSEC3, RSASHA256, RSASHA512 ->
          rsa(algorithm, role, RSA_BITS, RSA_EXPONENT, seed);
      case ECDSAP256 -> ec(EcKey.generate(EcKey.P256, random), algorithm, role);
      case ECDSAP384 -> ec(EcKey.generate(EcKey.P384, random), algorithm, role);
      case ED25519 -> ed(EdKey.ed25519(random), algorithm, role);
      case ED448 -> ed(EdKey.ed448(random), algorithm, role);
    };
  }

  /**
   * An RSA key by seed.
   *
   * @param bits length of the modulus
   * @param exponent odd public exponent, 3 or more
   */
  public static SoftwareKey rsa(
      KeyAlgorithm algorithm, KeyRole role, int bits, int exponent, long seed) {
    SeededBytes random = new SeededBytes(algorithm + "/" + role + "/" + bits, seed);
    RsaKey key = RsaKey.generate(algorithm, bits, exponent, random);
    return new SoftwareKey(key, role.flags(), 3, algorithm.number(), key.publicKey());
  }

  static SoftwareKey ec(EcKey key, KeyAlgorithm algorithm, KeyRole role) {
    return new SoftwareKey(key, role.flags(), 3, algorithm.number(), key.publicKey());
  }

  private static SoftwareKey ed(EdKey key, KeyAlgorithm algorithm, KeyRole role) {
    return new SoftwareKey(key, role.flags(), 3, algorithm.number(), key.publicKey());
  }

  /** The same pair under other DNSKEY flags. */
  public SoftwareKey withFlags(int newFlags) {
    return new SoftwareKey(signer, newFlags, protocol, algorithm, publicKey);
  }

  /** The same pair under another protocol number; 3 is the only legal one. */
  public SoftwareKey withProtocol(int newProtocol) {
    return new SoftwareKey(signer, flags, newProtocol, algorithm, publicKey);
  }

  /** The same pair under another algorithm number. */
  public SoftwareKey withAlgorithm(int newAlgorithm) {
    return new SoftwareKey(signer, flags, protocol, newAlgorithm, publicKey);
  }

  /** The same private key with any octets in the public key field. */
  public SoftwareKey withPublicKey(byte[] newPublicKey) {
    return new SoftwareKey(signer, flags, protocol, algorithm, newPublicKey.clone());
  }

  /** The public key field of RFC 3110 2 for any exponent and modulus, legal or not. */
  public static byte[] rsaPublicKey(BigInteger exponent, BigInteger modulus) {
    return RsaKey.publicKey(exponent, modulus);
  }

  /** Signs as RRSIG needs it: P1363 form padded to full length, or as long as the modulus. */
  public byte[] sign(byte[] message) {
    return signer.sign(message);
  }

  PrivateSigner signer() {
    return signer;
  }

  /** The algorithm number of the DNSKEY. */
  public int algorithm() {
    return algorithm;
  }

  /** The DNSKEY flags. */
  public int flags() {
    return flags;
  }

  /** The public key field of the DNSKEY. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** DNSKEY RDATA: flags (2), protocol (1), algorithm (1), public key. */
  public byte[] rdata() {
    return rdata(flags, protocol, algorithm, publicKey);
  }

  static byte[] rdata(int flags, int protocol, int algorithm, byte[] publicKey) {
    return ByteBuffer.allocate(4 + publicKey.length)
        .putShort((short) flags)
        .put((byte) protocol)
        .put((byte) algorithm)
        .put(publicKey)
        .array();
  }

  /** The key tag, 0 to 65535 (RFC 4034 appendix B). */
  public int tag() {
    return tag(rdata());
  }

  static int tag(byte[] rdata) {
    long sum = 0;
    for (int i = 0; i < rdata.length; i++) {
      sum += (i & 1) == 0 ? (rdata[i] & 0xff) << 8 : rdata[i] & 0xff;
    }
    return (int) (sum + (sum >>> 16 & 0xffff)) & 0xffff;
  }

  /** The DNSKEY record at an apex. */
  public DNSKEYRecord dnskey(Name origin, long ttl) {
    return new DNSKEYRecord(origin, DClass.IN, ttl, flags, protocol, algorithm, publicKey);
  }

  /**
   * The DS record for this key (RFC 4034 5.1.4).
   *
   * @param digestType 1 for SHA-1, 2 for SHA-256, 4 for SHA-384
   */
  public DSRecord ds(Name origin, long ttl, int digestType) {
    try {
      MessageDigest digest = MessageDigest.getInstance(digestName(digestType));
      digest.update(origin.toWireCanonical());
      byte[] value = digest.digest(rdata());
      return new DSRecord(origin, DClass.IN, ttl, tag(), algorithm, digestType, value);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a digest is missing from this Java runtime", e);
    }
  }

  private static String digestName(int digestType) {
    return switch (digestType) {
      case 1 -> "SHA-1";
      case 2 -> "SHA-256";
      case 4 -> "SHA-384";
      default -> throw new IllegalArgumentException("DS digest type " + digestType);
    };
  }

  /** The DS record with SHA-256 as a line of a master file, without the line end. */
  public String dsText(Name origin, long ttl) {
    return ds(origin, ttl, 2).toString();
  }

  @Override
  public String toString() {
    return "key " + tag() + " algorithm " + algorithm + " flags " + flags;
  }
}
