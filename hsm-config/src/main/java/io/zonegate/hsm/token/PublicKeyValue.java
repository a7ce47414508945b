package io.zonegate.hsm.token;

/**
 * A public key as one object on a token tells it.
 *
 * @param source which object and attribute, for messages
 * @param field hexadecimal of the DNSKEY public key field
 */
public record PublicKeyValue(String source, String field) {}
