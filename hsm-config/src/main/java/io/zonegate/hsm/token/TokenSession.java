package io.zonegate.hsm.token;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import java.util.List;

/**
 * A logged-in session on one token: everything that this project asks of PKCS#11. One thread at a
 * time. Every method throws {@link HsmException} when the token does not answer as it should.
 */
public interface TokenSession extends AutoCloseable {

  /** All private and public key objects. */
  List<TokenObject> list();

  /** All private keys with this CKA_ID; a sound token has exactly one. */
  List<PrivateKeyHandle> findPrivate(CkaId id);

  /**
   * The public key as every key object with this CKA_ID tells it, read from CKA_EC_POINT or
   * CKA_MODULUS and CKA_PUBLIC_EXPONENT, never from a certificate. Objects that do not tell are
   * left out.
   */
  List<PublicKeyValue> publicKeys(CkaId id, DnssecAlgorithm algorithm);

  /**
   * Signs in one single-part operation.
   *
   * @param message what DNSSEC signs; hashed here as the algorithm needs
   * @return what the token gave, see {@link DnssecAlgorithm#signatureForm}
   */
  byte[] sign(PrivateKeyHandle key, DnssecAlgorithm algorithm, byte[] message);

  /**
   * Makes a pair inside the token, kept as the template says from the first moment.
   *
   * @return the DNSKEY public key field
   */
  byte[] generate(KeyTemplate template);

  /** Stores a pair made elsewhere, kept as the template says. */
  void place(KeyTemplate template, SoftwareKeyPair pair);

  /** Refuses a token without exactly one AES key of this CKA_LABEL that may wrap and unwrap. */
  void requireWrapKey(String label);

  /**
   * Wraps the one private key with this CKA_ID.
   *
   * @param wrapKey CKA_LABEL of the one AES key to wrap it under
   * @return the private key as PKCS#8, encrypted
   */
  byte[] wrap(CkaId id, String wrapKey, WrapMechanism mechanism);

  /**
   * Stores a private key that another token wrapped, and its public key beside it.
   *
   * @param publicKeyField the DNSKEY public key field
   */
  void unwrap(
      KeyTemplate template,
      byte[] wrapped,
      byte[] publicKeyField,
      String wrapKey,
      WrapMechanism mechanism);

  /** Makes every private key with this CKA_ID not extractable, for good. */
  void forbidExtraction(CkaId id);

  /**
   * Reads the one private key with this CKA_ID, where the token shows it: one that is kept {@link
   * KeySecrecy#READABLE}.
   */
  SoftwareKeyPair read(CkaId id, DnssecAlgorithm algorithm);

  /** Destroys every private and public key with this CKA_ID; returns how many objects that were. */
  int destroy(CkaId id);

  @Override
  void close();
}
