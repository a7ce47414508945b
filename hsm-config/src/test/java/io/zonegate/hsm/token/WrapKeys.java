package io.zonegate.hsm.token;

import io.zonegate.hsm.config.TokenConfig;
import sun.security.pkcs11.wrapper.CK_ATTRIBUTE;
import sun.security.pkcs11.wrapper.PKCS11;
import sun.security.pkcs11.wrapper.PKCS11Constants;
import sun.security.pkcs11.wrapper.PKCS11Exception;

/** Puts AES keys on tokens that are open, as a key ceremony does. */
public final class WrapKeys {
  private WrapKeys() {}

  /** Stores the key. */
  public static void put(TokenConfig token, String label, byte[] aes) {
    Pkcs11Module module = Pkcs11Module.load(token.module(), token.label());
    PKCS11 functions = module.functions();
    try {
      long flags = PKCS11Constants.CKF_SERIAL_SESSION | PKCS11Constants.CKF_RW_SESSION;
      long session = functions.C_OpenSession(module.slotOf(token.label()), flags, null, null);
      functions.C_CreateObject(
          session,
          new CK_ATTRIBUTE[] {
            new CK_ATTRIBUTE(PKCS11Constants.CKA_CLASS, PKCS11Constants.CKO_SECRET_KEY),
            new CK_ATTRIBUTE(PKCS11Constants.CKA_KEY_TYPE, PKCS11Constants.CKK_AES),
            new CK_ATTRIBUTE(PKCS11Constants.CKA_TOKEN, true),
            new CK_ATTRIBUTE(PKCS11Constants.CKA_PRIVATE, true),
            new CK_ATTRIBUTE(PKCS11Constants.CKA_LABEL, label.toCharArray()),
            new CK_ATTRIBUTE(PKCS11Constants.CKA_WRAP, true),
            new CK_ATTRIBUTE(PKCS11Constants.CKA_UNWRAP, true),
            new CK_ATTRIBUTE(PKCS11Constants.CKA_VALUE, aes)
          });
      functions.C_CloseSession(session);
    } catch (PKCS11Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
