package io.zonegate.hsm.token;

/**
 * A key object on a token.
 *
 * @param privateKey true for a private key, false for a public key
 * @param label CKA_LABEL, may be empty
 * @param id CKA_ID in lower-case hexadecimal, empty when the object has none
 * @param kind for example {@code EC P-256}, {@code RSA}, {@code Ed25519}
 * @param bits length of the key, 0 when the token does not tell
 * @param sensitive CKA_SENSITIVE; false for public keys
 * @param extractable CKA_EXTRACTABLE; false for public keys
 * @param hasPublicObject whether a public key object with the same CKA_ID is on the token
 */
public record TokenObject(
    boolean privateKey,
    String label,
    String id,
    String kind,
    int bits,
    boolean sensitive,
    boolean extractable,
    boolean hasPublicObject) {}
