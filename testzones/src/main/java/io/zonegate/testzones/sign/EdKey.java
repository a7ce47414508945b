package io.zonegate.testzones.sign;

import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.Ed448Signer;

/** EdDSA keys (RFC 8080). */
final class EdKey implements PrivateSigner {

  private final AsymmetricKeyParameter privateKey;

  private EdKey(AsymmetricKeyParameter privateKey) {
    this.privateKey = privateKey;
  }

  static EdKey ed25519(SeededBytes random) {
    return new EdKey(new Ed25519PrivateKeyParameters(random.bytes(32)));
  }

  static EdKey ed448(SeededBytes random) {
    return new EdKey(new Ed448PrivateKeyParameters(random.bytes(57)));
  }

  byte[] publicKey() {
    if (privateKey instanceof Ed25519PrivateKeyParameters key) {
      return key.generatePublicKey().getEncoded();
    }
    return ((Ed448PrivateKeyParameters) privateKey).generatePublicKey().getEncoded();
  }

  @Override
  public byte[] sign(byte[] message) {
    Signer signer =
        privateKey instanceof Ed25519PrivateKeyParameters
            ? new Ed25519Signer()
            : new Ed448Signer(new byte[0]);
    signer.init(true, privateKey);
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("EdDSA key failed to sign", e);
    }
  }
}
