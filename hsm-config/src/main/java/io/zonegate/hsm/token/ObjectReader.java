package io.zonegate.hsm.token;

import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_EC_PARAMS;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_EXTRACTABLE;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_KEY_TYPE;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_LABEL;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_MODULUS;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_SENSITIVE;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_VALUE;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKK_EC;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKK_RSA;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import sun.security.pkcs11.wrapper.CK_ATTRIBUTE;
import sun.security.pkcs11.wrapper.PKCS11;
import sun.security.pkcs11.wrapper.PKCS11Exception;

/**
 * Reads single attributes of an object; an attribute that the object does not have reads as empty.
 */
final class ObjectReader {

  private final PKCS11 functions;
  private final String tokenLabel;
  private final long session;

  ObjectReader(PKCS11 functions, String tokenLabel, long session) {
    this.functions = functions;
    this.tokenLabel = tokenLabel;
    this.session = session;
  }

  /** The attribute as octets, empty when it is absent or not shown. */
  byte[] octets(long handle, long type) {
    Object value = value(handle, type);
    if (value instanceof char[] chars) {
      byte[] octets = new byte[chars.length];
      for (int i = 0; i < chars.length; i++) {
        octets[i] = (byte) chars[i];
      }
      return octets;
    }
    return value instanceof byte[] octets ? octets : new byte[0];
  }

  /** The private key; the token must show every part of it. */
  SoftwareKeyPair privateKey(PrivateKeyHandle key, DnssecAlgorithm algorithm) {
    long[] parts =
        algorithm.family() == DnssecAlgorithm.Family.RSA
            ? KeyAttributes.RSA_PARTS
            : new long[] {CKA_VALUE};
    List<byte[]> values = new ArrayList<>();
    for (long part : parts) {
      values.add(octets(key.handle(), part));
    }
    if (values.stream().anyMatch(value -> value.length == 0)) {
      throw new HsmException(
          tokenLabel,
          "key CKA_ID " + key.id(),
          "the token does not show this private key",
          "Only keys that were made or imported with --extractable can be exported.");
    }
    try {
      return parts.length == 1
          ? SoftwareKeyPair.ofSecret(algorithm, values.get(0))
          : SoftwareKeyPair.ofRsa(algorithm, values);
    } catch (IllegalArgumentException e) {
      throw new HsmException(
          tokenLabel,
          "key CKA_ID " + key.id(),
          "what the token shows is no private key of " + algorithm + ": " + e.getMessage(),
          "See \"keys list\" and \"keys prove\".");
    } finally {
      values.forEach(value -> Arrays.fill(value, (byte) 0));
    }
  }

  private Object value(long handle, long type) {
    CK_ATTRIBUTE[] attribute = {new CK_ATTRIBUTE(type)};
    try {
      functions.C_GetAttributeValue(session, handle, attribute);
      return attribute[0].pValue;
    } catch (PKCS11Exception e) {
      String ckr = CkrAdvice.name(e);
      if (ckr.equals("CKR_ATTRIBUTE_TYPE_INVALID") || ckr.equals("CKR_ATTRIBUTE_SENSITIVE")) {
        return null;
      }
      String what = "attribute 0x" + Long.toHexString(type) + " of object " + handle;
      throw CkrAdvice.error(tokenLabel, what, "C_GetAttributeValue", e);
    }
  }

  private boolean truth(long handle, long type) {
    return Boolean.TRUE.equals(value(handle, type));
  }

  TokenObject describe(long handle, boolean privateKey, byte[] id, boolean hasPublic) {
    Object keyType = value(handle, CKA_KEY_TYPE);
    long type = keyType instanceof Long number ? number : -1;
    String kind = "key type 0x" + Long.toHexString(type);
    int bits = 0;
    if (type == CKK_RSA) {
      kind = "RSA";
      bits = new BigInteger(1, octets(handle, CKA_MODULUS)).bitLength();
    } else if (type == CKK_EC || type == KeyAttributes.CKK_EC_EDWARDS) {
      kind = KeyAttributes.curveName(octets(handle, CKA_EC_PARAMS));
      bits = bits(kind);
    }
    return new TokenObject(
        privateKey,
        new String(octets(handle, CKA_LABEL), StandardCharsets.UTF_8),
        HexFormat.of().formatHex(id),
        kind,
        bits,
        privateKey && truth(handle, CKA_SENSITIVE),
        privateKey && truth(handle, CKA_EXTRACTABLE),
        hasPublic);
  }

  private static int bits(String curve) {
    return switch (curve) {
      case "EC P-256", "Ed25519" -> 256;
      case "EC P-384" -> 384;
      case "Ed448" -> 456;
      default -> 0;
    };
  }
}
