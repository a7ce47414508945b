package io.zonegate.hsm.token;

/**
 * A private key object found on a token; good for every session of this process on that token,
 * until logout.
 *
 * @param id the CKA_ID it was found by
 * @param handle the token's number for it
 */
public record PrivateKeyHandle(CkaId id, long handle) {}
