package io.zonegate.attest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The key pair that the gate signs attestations with.
 *
 * @param privateKey Ed25519
 * @param publicKey that of the certificate beside it
 */
public record GateKey(PrivateKey privateKey, PublicKey publicKey) implements AttestSigner {
  private static final List<String> ED25519 = List.of("Ed25519", "EdDSA");

  /**
   * Reads the one Ed25519 key of a PKCS#12 file.
   *
   * @param passwordFile its first line is the file's password
   */
  public static GateKey read(Path file, Path passwordFile) throws AttestationException {
    char[] password = new char[0];
    try (InputStream in = Files.newInputStream(file)) {
      password = firstLine(passwordFile);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      GateKey found = null;
      for (String alias : Collections.list(store.aliases())) {
        Key key = store.getKey(alias, password);
        Certificate certificate = store.getCertificate(alias);
        if (key instanceof PrivateKey secret && ED25519.contains(key.getAlgorithm())) {
          if (found != null) {
            throw new AttestationException(file + " has more than one Ed25519 key; keep one");
          }
          found = new GateKey(secret, certificate.getPublicKey());
        }
      }
      if (found == null) {
        throw new AttestationException(
            file
                + " has no Ed25519 key; make one: keytool -genkeypair -keyalg Ed25519 -storetype"
                + " PKCS12 -keystore "
                + file);
      }
      return found;
    } catch (IOException | GeneralSecurityException e) {
      throw new AttestationException("the gate's key in " + file + " cannot be read", e);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private static char[] firstLine(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    return text.lines().findFirst().orElse("").toCharArray();
  }

  @Override
  public byte[] sign(byte[] octets) throws AttestationException {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(privateKey);
      signer.update(octets);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new AttestationException("the gate's key does not sign", e);
    }
  }

  /** Reads the public key as name servers have it: of a certificate, or by itself, as PEM. */
  public static PublicKey certificate(Path file) throws AttestationException {
    try {
      byte[] octets = Files.readAllBytes(file);
      if (Ed25519Key.isPem(octets)) {
        return Ed25519Key.read(octets);
      }
      PublicKey key =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(octets))
              .getPublicKey();
      if (!ED25519.contains(key.getAlgorithm())) {
        throw new AttestationException(
            file + " is the certificate of a key of " + key.getAlgorithm() + ", not Ed25519");
      }
      return key;
    } catch (IOException | GeneralSecurityException e) {
      throw new AttestationException("certificate " + file + " cannot be read", e);
    }
  }
}
