package io.zonegate.hsm.token;

import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_CLASS;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_COEFFICIENT;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_EC_PARAMS;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_EC_POINT;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_EXPONENT_1;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_EXPONENT_2;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_EXTRACTABLE;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_ID;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_KEY_TYPE;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_LABEL;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_MODULUS;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_MODULUS_BITS;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_PRIME_1;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_PRIME_2;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_PRIVATE;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_PRIVATE_EXPONENT;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_PUBLIC_EXPONENT;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_SENSITIVE;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_SIGN;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_TOKEN;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_VALUE;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_VERIFY;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKK_EC;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKK_RSA;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKM_ECDSA;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKM_EC_KEY_PAIR_GEN;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKM_RSA_PKCS;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKM_RSA_PKCS_KEY_PAIR_GEN;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKO_PRIVATE_KEY;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKO_PUBLIC_KEY;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.algorithm.PublicKeyField;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.util.BigIntegers;
import sun.security.pkcs11.wrapper.CK_ATTRIBUTE;

/** What PKCS#11 calls the algorithms, and the attribute templates of new key objects. */
final class KeyAttributes {

  /** PKCS#11 3.0 numbers that the JDK's constants lack. */
  static final long CKK_EC_EDWARDS = 0x40;

  private static final long CKM_EC_EDWARDS_KEY_PAIR_GEN = 0x1055;
  private static final long CKM_EDDSA = 0x1057;
  private static final byte[] RSA_EXPONENT = {1, 0, 1};

  /** n, e, d, p, q, dp, dq, qinv. */
  static final long[] RSA_PARTS = {
    CKA_MODULUS,
    CKA_PUBLIC_EXPONENT,
    CKA_PRIVATE_EXPONENT,
    CKA_PRIME_1,
    CKA_PRIME_2,
    CKA_EXPONENT_1,
    CKA_EXPONENT_2,
    CKA_COEFFICIENT
  };

  private KeyAttributes() {}

  static long signMechanism(DnssecAlgorithm algorithm) {
    return switch (algorithm.family()) {
      case RSA -> CKM_RSA_PKCS;
      case ECDSA -> CKM_ECDSA;
      case EDDSA -> CKM_EDDSA;
    };
  }

  static long generateMechanism(DnssecAlgorithm algorithm) {
    return switch (algorithm.family()) {
      case RSA -> CKM_RSA_PKCS_KEY_PAIR_GEN;
      case ECDSA -> CKM_EC_KEY_PAIR_GEN;
      case EDDSA -> CKM_EC_EDWARDS_KEY_PAIR_GEN;
    };
  }

  /** DER of the curve's object identifier. */
  private static byte[] curve(DnssecAlgorithm algorithm) {
    String hex =
        switch (algorithm) {
          case ECDSAP256SHA256 -> "06082a8648ce3d030107";
          case ECDSAP384SHA384 -> "06052b81040022";
          case ED25519 -> "06032b6570";
          case ED448 -> "06032b6571";
          case RSASHA256, RSASHA512 -> throw new IllegalArgumentException("RSA has no curve");
        };
    return HexFormat.of().parseHex(hex);
  }

  /** Name of the curve in CKA_EC_PARAMS, or the hexadecimal octets when it is none of ours. */
  static String curveName(byte[] parameters) {
    String hex = HexFormat.of().formatHex(parameters);
    return switch (hex) {
      case "06082a8648ce3d030107" -> "EC P-256";
      case "06052b81040022" -> "EC P-384";
      case "06032b6570", "130c656477617264733235353139" -> "Ed25519";
      case "06032b6571", "130a65647761726473343438" -> "Ed448";
      default -> "EC " + hex;
    };
  }

  static CK_ATTRIBUTE[] generatePublic(KeyTemplate template) {
    List<CK_ATTRIBUTE> attributes = common(template);
    attributes.add(new CK_ATTRIBUTE(CKA_VERIFY, true));
    if (template.algorithm().family() == DnssecAlgorithm.Family.RSA) {
      attributes.add(new CK_ATTRIBUTE(CKA_MODULUS_BITS, (long) template.rsaBits()));
      attributes.add(new CK_ATTRIBUTE(CKA_PUBLIC_EXPONENT, RSA_EXPONENT));
    } else {
      attributes.add(new CK_ATTRIBUTE(CKA_EC_PARAMS, curve(template.algorithm())));
    }
    return attributes.toArray(CK_ATTRIBUTE[]::new);
  }

  static CK_ATTRIBUTE[] generatePrivate(KeyTemplate template) {
    return privateKey(template).toArray(CK_ATTRIBUTE[]::new);
  }

  private static List<CK_ATTRIBUTE> privateKey(KeyTemplate template) {
    List<CK_ATTRIBUTE> attributes = common(template);
    attributes.add(new CK_ATTRIBUTE(CKA_PRIVATE, true));
    attributes.add(new CK_ATTRIBUTE(CKA_SENSITIVE, template.secrecy().sensitive()));
    attributes.add(new CK_ATTRIBUTE(CKA_EXTRACTABLE, template.secrecy().extractable()));
    attributes.add(new CK_ATTRIBUTE(CKA_SIGN, true));
    return attributes;
  }

  private static List<CK_ATTRIBUTE> common(KeyTemplate template) {
    List<CK_ATTRIBUTE> attributes = new ArrayList<>();
    attributes.add(new CK_ATTRIBUTE(CKA_TOKEN, true));
    attributes.add(new CK_ATTRIBUTE(CKA_ID, template.id().octets()));
    attributes.add(new CK_ATTRIBUTE(CKA_LABEL, template.label().toCharArray()));
    return attributes;
  }

  static CK_ATTRIBUTE[] placePublic(KeyTemplate template, byte[] field) {
    List<CK_ATTRIBUTE> attributes = common(template);
    attributes.add(new CK_ATTRIBUTE(CKA_CLASS, CKO_PUBLIC_KEY));
    attributes.add(new CK_ATTRIBUTE(CKA_KEY_TYPE, keyType(template.algorithm())));
    attributes.add(new CK_ATTRIBUTE(CKA_VERIFY, true));
    if (template.algorithm().family() == DnssecAlgorithm.Family.RSA) {
      attributes.add(number(CKA_MODULUS, PublicKeyField.modulus(field)));
      attributes.add(number(CKA_PUBLIC_EXPONENT, PublicKeyField.exponent(field)));
    } else {
      attributes.add(new CK_ATTRIBUTE(CKA_EC_PARAMS, curve(template.algorithm())));
      attributes.add(new CK_ATTRIBUTE(CKA_EC_POINT, octetString(template.algorithm(), field)));
    }
    return attributes.toArray(CK_ATTRIBUTE[]::new);
  }

  /** Of a private key whose value comes wrapped. */
  static CK_ATTRIBUTE[] unwrapPrivate(KeyTemplate template) {
    List<CK_ATTRIBUTE> attributes = privateKey(template);
    attributes.add(new CK_ATTRIBUTE(CKA_CLASS, CKO_PRIVATE_KEY));
    attributes.add(new CK_ATTRIBUTE(CKA_KEY_TYPE, keyType(template.algorithm())));
    return attributes.toArray(CK_ATTRIBUTE[]::new);
  }

  static CK_ATTRIBUTE[] placePrivate(KeyTemplate template, SoftwareKeyPair pair) {
    List<CK_ATTRIBUTE> attributes = privateKey(template);
    attributes.add(new CK_ATTRIBUTE(CKA_CLASS, CKO_PRIVATE_KEY));
    attributes.add(new CK_ATTRIBUTE(CKA_KEY_TYPE, keyType(template.algorithm())));
    byte[][] secrets = pair.secrets();
    if (template.algorithm().family() == DnssecAlgorithm.Family.RSA) {
      byte[] field = pair.publicKeyField();
      attributes.add(number(CKA_MODULUS, PublicKeyField.modulus(field)));
      attributes.add(number(CKA_PUBLIC_EXPONENT, PublicKeyField.exponent(field)));
      for (int i = 0; i < secrets.length; i++) {
        attributes.add(new CK_ATTRIBUTE(RSA_PARTS[2 + i], secrets[i]));
      }
    } else {
      attributes.add(new CK_ATTRIBUTE(CKA_EC_PARAMS, curve(template.algorithm())));
      attributes.add(new CK_ATTRIBUTE(CKA_VALUE, secrets[0]));
    }
    return attributes.toArray(CK_ATTRIBUTE[]::new);
  }

  private static long keyType(DnssecAlgorithm algorithm) {
    return switch (algorithm.family()) {
      case RSA -> CKK_RSA;
      case ECDSA -> CKK_EC;
      case EDDSA -> CKK_EC_EDWARDS;
    };
  }

  private static CK_ATTRIBUTE number(long type, BigInteger value) {
    return new CK_ATTRIBUTE(type, BigIntegers.asUnsignedByteArray(value));
  }

  /** CKA_EC_POINT: the point as an OCTET STRING in DER; all lengths here are below 128. */
  private static byte[] octetString(DnssecAlgorithm algorithm, byte[] field) {
    int prefix = algorithm.family() == DnssecAlgorithm.Family.ECDSA ? 1 : 0;
    byte[] der = new byte[2 + prefix + field.length];
    der[0] = 4;
    der[1] = (byte) (prefix + field.length);
    if (prefix == 1) {
      der[2] = 4;
    }
    System.arraycopy(field, 0, der, 2 + prefix, field.length);
    return der;
  }
}
