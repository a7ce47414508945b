package io.zonegate.hsm.token;

import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_CLASS;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_EC_POINT;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_EXTRACTABLE;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_ID;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_MODULUS;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_PUBLIC_EXPONENT;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKO_PRIVATE_KEY;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKO_PUBLIC_KEY;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.algorithm.PublicKeyField;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import sun.security.pkcs11.wrapper.CK_ATTRIBUTE;
import sun.security.pkcs11.wrapper.CK_MECHANISM;
import sun.security.pkcs11.wrapper.PKCS11;
import sun.security.pkcs11.wrapper.PKCS11Exception;

/** A session through the native layer of the JDK's PKCS#11 provider. */
final class Pkcs11Session implements TokenSession {

  private static final int FIND_AT_ONCE = 100;

  private final PKCS11 functions;
  private final String tokenLabel;
  private final long session;

  Pkcs11Session(PKCS11 functions, String tokenLabel, long session) {
    this.functions = functions;
    this.tokenLabel = tokenLabel;
    this.session = session;
  }

  @Override
  public List<TokenObject> list() {
    List<TokenObject> result = new ArrayList<>();
    ObjectReader reader = new ObjectReader(functions, tokenLabel, session);
    for (long type : new long[] {CKO_PRIVATE_KEY, CKO_PUBLIC_KEY}) {
      for (long handle : find("list of keys", new CK_ATTRIBUTE(CKA_CLASS, type))) {
        byte[] id = reader.octets(handle, CKA_ID);
        boolean hasPublic =
            id.length > 0 && (type == CKO_PUBLIC_KEY || find(CKO_PUBLIC_KEY, id).length > 0);
        result.add(reader.describe(handle, type == CKO_PRIVATE_KEY, id, hasPublic));
      }
    }
    return result;
  }

  @Override
  public List<PrivateKeyHandle> findPrivate(CkaId id) {
    return Arrays.stream(find(CKO_PRIVATE_KEY, id.octets()))
        .mapToObj(h -> new PrivateKeyHandle(id, h))
        .toList();
  }

  @Override
  public List<PublicKeyValue> publicKeys(CkaId id, DnssecAlgorithm algorithm) {
    List<PublicKeyValue> result = new ArrayList<>();
    for (long type : new long[] {CKO_PRIVATE_KEY, CKO_PUBLIC_KEY}) {
      String object = type == CKO_PRIVATE_KEY ? "private key object" : "public key object";
      for (long handle : find(type, id.octets())) {
        byte[] field = publicKeyField(handle, algorithm);
        if (field.length > 0) {
          result.add(new PublicKeyValue(object, HexFormat.of().formatHex(field)));
        }
      }
    }
    return result;
  }

  /** Empty when the object does not tell. */
  private byte[] publicKeyField(long handle, DnssecAlgorithm algorithm) {
    ObjectReader reader = new ObjectReader(functions, tokenLabel, session);
    if (algorithm.family() == DnssecAlgorithm.Family.RSA) {
      byte[] modulus = reader.octets(handle, CKA_MODULUS);
      byte[] exponent = reader.octets(handle, CKA_PUBLIC_EXPONENT);
      return modulus.length == 0 || exponent.length == 0
          ? new byte[0]
          : PublicKeyField.ofRsa(new BigInteger(1, modulus), new BigInteger(1, exponent));
    }
    byte[] point = reader.octets(handle, CKA_EC_POINT);
    if (point.length == 0) {
      return point;
    }
    try {
      return PublicKeyField.ofEcPoint(algorithm, point);
    } catch (IllegalArgumentException e) {
      String next =
          "The object with this CKA_ID is another kind of key than the key set says; see \"keys list\".";
      throw new HsmException(tokenLabel, "", e.getMessage(), HsmException.NO_CKR, next, e);
    }
  }

  @Override
  public byte[] sign(PrivateKeyHandle key, DnssecAlgorithm algorithm, byte[] message) {
    byte[] input = algorithm.toBeSigned(message);
    try {
      functions.C_SignInit(
          session, new CK_MECHANISM(KeyAttributes.signMechanism(algorithm)), key.handle());
      return functions.C_Sign(session, input);
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(tokenLabel, "key CKA_ID " + key.id(), "C_Sign with " + algorithm, e);
    }
  }

  @Override
  public byte[] generate(KeyTemplate template) {
    try {
      long[] pair =
          functions.C_GenerateKeyPair(
              session,
              new CK_MECHANISM(KeyAttributes.generateMechanism(template.algorithm())),
              KeyAttributes.generatePublic(template),
              KeyAttributes.generatePrivate(template));
      return publicKeyField(pair[0], template.algorithm());
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(tokenLabel, "new key " + template.label(), "C_GenerateKeyPair", e);
    }
  }

  @Override
  public void place(KeyTemplate template, SoftwareKeyPair pair) {
    try {
      functions.C_CreateObject(session, KeyAttributes.placePrivate(template, pair));
      functions.C_CreateObject(session, KeyAttributes.placePublic(template, pair.publicKeyField()));
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(tokenLabel, "new key " + template.label(), "C_CreateObject", e);
    }
  }

  @Override
  public byte[] wrap(CkaId id, String wrapKey, WrapMechanism mechanism) {
    return wrapping().wrap(id, only(id).handle(), wrapKey(wrapKey), mechanism);
  }

  private PrivateKeyHandle only(CkaId id) {
    List<PrivateKeyHandle> found = findPrivate(id);
    if (found.size() != 1) {
      throw new HsmException(
          tokenLabel,
          "key CKA_ID " + id,
          found.size() + " private keys have this CKA_ID, exactly one must",
          "Nothing was read. See \"keys list\".");
    }
    return found.get(0);
  }

  @Override
  public SoftwareKeyPair read(CkaId id, DnssecAlgorithm algorithm) {
    return new ObjectReader(functions, tokenLabel, session).privateKey(only(id), algorithm);
  }

  @Override
  public void unwrap(
      KeyTemplate template,
      byte[] wrapped,
      byte[] publicKeyField,
      String wrapKey,
      WrapMechanism mechanism) {
    wrapping().unwrap(template, wrapped, wrapKey(wrapKey), mechanism);
    try {
      functions.C_CreateObject(session, KeyAttributes.placePublic(template, publicKeyField));
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(tokenLabel, "new key " + template.label(), "C_CreateObject", e);
    }
  }

  private KeyWrapping wrapping() {
    return new KeyWrapping(functions, tokenLabel, session);
  }

  private long wrapKey(String label) {
    long[] found = find("search for the wrap-key " + label, KeyWrapping.search(label));
    return wrapping().only(found, label);
  }

  @Override
  public void requireWrapKey(String label) {
    wrapping().requireLeave(wrapKey(label), label);
  }

  @Override
  public void forbidExtraction(CkaId id) {
    CK_ATTRIBUTE[] sealed = {new CK_ATTRIBUTE(CKA_EXTRACTABLE, false)};
    try {
      for (PrivateKeyHandle key : findPrivate(id)) {
        functions.C_SetAttributeValue(session, key.handle(), sealed);
      }
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(tokenLabel, "key CKA_ID " + id, "C_SetAttributeValue", e);
    }
  }

  @Override
  public int destroy(CkaId id) {
    int destroyed = 0;
    try {
      for (long type : new long[] {CKO_PRIVATE_KEY, CKO_PUBLIC_KEY}) {
        for (long handle : find(type, id.octets())) {
          functions.C_DestroyObject(session, handle);
          destroyed++;
        }
      }
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(tokenLabel, "key CKA_ID " + id, "C_DestroyObject", e);
    }
    return destroyed;
  }

  @Override
  public void close() {
    try {
      functions.C_CloseSession(session);
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(tokenLabel, "", "C_CloseSession", e);
    }
  }

  private long[] find(long type, byte[] id) {
    String object = "search for CKA_ID " + HexFormat.of().formatHex(id);
    return find(object, new CK_ATTRIBUTE(CKA_CLASS, type), new CK_ATTRIBUTE(CKA_ID, id));
  }

  private long[] find(String object, CK_ATTRIBUTE... template) {
    long[] all = new long[0];
    try {
      functions.C_FindObjectsInit(session, template);
      try {
        for (long[] some = next(); some.length > 0; some = next()) {
          int before = all.length;
          all = Arrays.copyOf(all, before + some.length);
          System.arraycopy(some, 0, all, before, some.length);
        }
      } finally {
        functions.C_FindObjectsFinal(session);
      }
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(tokenLabel, object, "C_FindObjects", e);
    }
    return all;
  }

  private long[] next() throws PKCS11Exception {
    return functions.C_FindObjects(session, FIND_AT_ONCE);
  }
}
