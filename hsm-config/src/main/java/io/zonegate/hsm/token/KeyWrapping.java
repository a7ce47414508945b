package io.zonegate.hsm.token;

import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_CLASS;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_KEY_TYPE;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_LABEL;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_UNWRAP;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKA_WRAP;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKK_AES;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKO_SECRET_KEY;

import sun.security.pkcs11.wrapper.CK_ATTRIBUTE;
import sun.security.pkcs11.wrapper.CK_MECHANISM;
import sun.security.pkcs11.wrapper.PKCS11;
import sun.security.pkcs11.wrapper.PKCS11Exception;

/** C_WrapKey and C_UnwrapKey in a session. */
final class KeyWrapping {
  private final PKCS11 functions;
  private final String tokenLabel;
  private final long session;

  KeyWrapping(PKCS11 functions, String tokenLabel, long session) {
    this.functions = functions;
    this.tokenLabel = tokenLabel;
    this.session = session;
  }

  /** What finds the AES key. */
  static CK_ATTRIBUTE[] search(String label) {
    return new CK_ATTRIBUTE[] {
      new CK_ATTRIBUTE(CKA_CLASS, CKO_SECRET_KEY),
      new CK_ATTRIBUTE(CKA_KEY_TYPE, CKK_AES),
      new CK_ATTRIBUTE(CKA_LABEL, label.toCharArray())
    };
  }

  /** The one that was found. */
  long only(long[] found, String label) {
    if (found.length != 1) {
      throw new HsmException(
          tokenLabel,
          "wrap-key \"" + label + "\"",
          found.length + " AES keys have this label, exactly one must",
          "Put one AES key under this label on every token of the group, with leave to wrap and to"
              + " unwrap, or correct \"wrap-key\" in hsm.toml.");
    }
    return found[0];
  }

  /** Refuses a key that the token does not let wrap and unwrap others. */
  void requireLeave(long key, String label) {
    CK_ATTRIBUTE[] leave = {new CK_ATTRIBUTE(CKA_WRAP), new CK_ATTRIBUTE(CKA_UNWRAP)};
    try {
      functions.C_GetAttributeValue(session, key, leave);
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(tokenLabel, "wrap-key \"" + label + "\"", "C_GetAttributeValue", e);
    }
    if (!Boolean.TRUE.equals(leave[0].pValue) || !Boolean.TRUE.equals(leave[1].pValue)) {
      throw new HsmException(
          tokenLabel,
          "wrap-key \"" + label + "\"",
          "the AES key with this label may not wrap and unwrap keys (CKA_WRAP, CKA_UNWRAP)",
          "Put one there that may, the same on every token of the group, or name it in hsm.toml.");
    }
  }

  byte[] wrap(CkaId id, long key, long wrapKey, WrapMechanism mechanism) {
    try {
      return functions.C_WrapKey(session, new CK_MECHANISM(mechanism.number()), wrapKey, key);
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(tokenLabel, "key CKA_ID " + id, "C_WrapKey", e);
    }
  }

  void unwrap(KeyTemplate template, byte[] wrapped, long wrapKey, WrapMechanism mechanism) {
    try {
      functions.C_UnwrapKey(
          session,
          new CK_MECHANISM(mechanism.number()),
          wrapKey,
          wrapped,
          KeyAttributes.unwrapPrivate(template));
    } catch (PKCS11Exception e) {
      throw new HsmException(
          tokenLabel,
          "new key " + template.label(),
          "C_UnwrapKey was refused",
          CkrAdvice.name(e),
          "Make sure that the wrap-key is the same AES key on all tokens of the group, and that this"
              + " token may unwrap with it.",
          e);
    }
  }
}
