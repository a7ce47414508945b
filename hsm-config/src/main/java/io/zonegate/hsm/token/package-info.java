/**
 * Tokens, sessions and objects: all use of PKCS#11. {@link io.zonegate.hsm.token.TokenSession} is
 * the only thing that the other rooms see of it; its one implementation uses the native layer of
 * the JDK's own PKCS#11 provider.
 */
package io.zonegate.hsm.token;
