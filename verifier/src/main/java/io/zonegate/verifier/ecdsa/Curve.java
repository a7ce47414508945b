package io.zonegate.verifier.ecdsa;

import java.math.BigInteger;

/** The two curves of DNSSEC (RFC 6605), with the numbers of FIPS 186-4 appendix D.1.2. */
public enum Curve {
  /** P-256, for algorithm 13. */
  P256(
      new P256Field(),
      "SHA-256",
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
      "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
      "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),

  /** P-384, for algorithm 14. */
  P384(
      new P384Field(),
      "SHA-384",
      "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
      "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
      "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f");

  /** Has tables of constants, which nothing changes. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final PrimeField field;

  private final String digest;
  private final BigInteger order;
  private final BigInteger generatorX;
  private final BigInteger generatorY;

  Curve(PrimeField field, String digest, String order, String generatorX, String generatorY) {
    this.field = field;
    this.digest = digest;
    this.order = new BigInteger(order, 16);
    this.generatorX = new BigInteger(generatorX, 16);
    this.generatorY = new BigInteger(generatorY, 16);
  }

  /** The field of the coordinates. */
  PrimeField field() {
    return field;
  }

  /** Octets of a coordinate, and of each of the two numbers of a signature. */
  public int octets() {
    return field.modulus().bitLength() / 8;
  }

  /** Name of the hash that RFC 6605 section 1 ties to the curve; its digest has {@link #octets}. */
  public String digest() {
    return digest;
  }

  /** The number n of points, a prime. */
  BigInteger order() {
    return order;
  }

  /** The x coordinate of the generator G. */
  BigInteger generatorX() {
    return generatorX;
  }

  /** The y coordinate of the generator G. */
  BigInteger generatorY() {
    return generatorY;
  }

  /** Multiples of the generator; made at first use and kept. */
  Multiples generatorMultiples() {
    return switch (this) {
      case P256 -> OfP256Generator.MULTIPLES;
      case P384 -> OfP384Generator.MULTIPLES;
    };
  }

  private static final class OfP256Generator {
    static final Multiples MULTIPLES = Multiples.ofGenerator(P256);
  }

  private static final class OfP384Generator {
    static final Multiples MULTIPLES = Multiples.ofGenerator(P384);
  }
}
