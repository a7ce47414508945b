package io.zonegate.hsm.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.algorithm.PublicKeyField;
import io.zonegate.hsm.algorithm.SoftwareVerifier;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.generate.KeyGeneration;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.proof.TokenProof;
import io.zonegate.hsm.softhsm.TestTokens;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Name;
import sun.security.pkcs11.wrapper.CK_ATTRIBUTE;
import sun.security.pkcs11.wrapper.PKCS11Constants;
import sun.security.pkcs11.wrapper.PKCS11Exception;

/**
 * The same keys through the public API of SunPKCS11, which sees a private key only beside a
 * certificate with its CKA_ID and believes the certificate.
 */
class SunPkcs11SecondOpinionTest {
  private static final byte[] MESSAGE = "what DNSSEC signs".getBytes(StandardCharsets.UTF_8);
  private static final X500Name NAME = new X500Name("CN=zonegate test");

  private final TokenConfig config = TestTokens.take(1).get(0);

  private static KeySet keys(Tokens tokens, DnssecAlgorithm algorithm) {
    KeyRequest zsk = KeyRequest.of(KeyRole.ZSK, algorithm);
    return new KeyGeneration(tokens, new SecureRandom())
        .generate(KeySet.empty(Name.fromConstantString("demo.")), List.of(zsk, zsk));
  }

  private static SubjectPublicKeyInfo publicKey(ZoneKey key) {
    byte[] field = key.dnskey().publicKey();
    if (key.algorithm() == DnssecAlgorithm.RSASHA256) {
      return info(
          new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
          encoded(new RSAPublicKey(PublicKeyField.modulus(field), PublicKeyField.exponent(field))));
    }
    return info(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
        PublicKeyField.ecPoint(field));
  }

  private static SubjectPublicKeyInfo info(AlgorithmIdentifier algorithm, byte[] key) {
    return new SubjectPublicKeyInfo(algorithm, key);
  }

  private static byte[] encoded(org.bouncycastle.asn1.ASN1Object object) {
    try {
      return object.getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate of one key, signed by it on the token. */
  private static byte[] certificate(Token token, ZoneKey key) {
    boolean rsa = key.algorithm() == DnssecAlgorithm.RSASHA256;
    AlgorithmIdentifier algorithm =
        rsa
            ? new AlgorithmIdentifier(
                PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE)
            : new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(1));
    generator.setSignature(algorithm);
    generator.setIssuer(NAME);
    generator.setSubject(NAME);
    generator.setStartDate(new Time(Date.from(Instant.EPOCH)));
    generator.setEndDate(new Time(Date.from(Instant.EPOCH.plus(36500, ChronoUnit.DAYS))));
    generator.setSubjectPublicKeyInfo(publicKey(key));
    TBSCertificate content = generator.generateTBSCertificate();
    byte[] signature = token.sign(key.id(), key.dnskey(), encoded(content));
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(content);
    parts.add(algorithm);
    parts.add(new DERBitString(rsa ? signature : sequence(signature)));
    return encoded(new DERSequence(parts));
  }

  private static byte[] sequence(byte[] signature) {
    int half = signature.length / 2;
    ASN1EncodableVector numbers = new ASN1EncodableVector();
    numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOf(signature, half))));
    numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(signature, half, 2 * half))));
    return encoded(new DERSequence(numbers));
  }

  private void store(CkaId id, byte[] certificate) throws PKCS11Exception {
    Pkcs11Module module = Pkcs11Module.load(config.module(), config.label());
    long flags = PKCS11Constants.CKF_SERIAL_SESSION | PKCS11Constants.CKF_RW_SESSION;
    long session =
        module.functions().C_OpenSession(module.slotOf(config.label()), flags, null, null);
    module
        .functions()
        .C_CreateObject(
            session,
            new CK_ATTRIBUTE[] {
              new CK_ATTRIBUTE(PKCS11Constants.CKA_CLASS, PKCS11Constants.CKO_CERTIFICATE),
              new CK_ATTRIBUTE(PKCS11Constants.CKA_CERTIFICATE_TYPE, PKCS11Constants.CKC_X_509),
              new CK_ATTRIBUTE(PKCS11Constants.CKA_TOKEN, true),
              new CK_ATTRIBUTE(PKCS11Constants.CKA_ID, id.octets()),
              new CK_ATTRIBUTE(PKCS11Constants.CKA_LABEL, "cert".toCharArray()),
              new CK_ATTRIBUTE(PKCS11Constants.CKA_SUBJECT, encoded(NAME.toASN1Primitive())),
              new CK_ATTRIBUTE(PKCS11Constants.CKA_VALUE, certificate)
            });
    module.functions().C_CloseSession(session);
  }

  private Provider provider() {
    Pkcs11Module module = Pkcs11Module.load(config.module(), config.label());
    return Security.getProvider("SunPKCS11")
        .configure(
            "--name = "
                + config.label()
                + "\nlibrary = "
                + config.module()
                + "\nslot = "
                + module.slotOf(config.label())
                + "\n");
  }

  private KeyStore keyStore(Provider provider) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(
        null, Files.readString(TestTokens.SCRATCH.pinFile(config.label())).strip().toCharArray());
    return store;
  }

  private static byte[] sign(Provider provider, KeyStore store, String algorithm)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm, provider);
    signature.initSign((PrivateKey) store.getKey("cert", null));
    signature.update(MESSAGE);
    return signature.sign();
  }

  private static boolean verifies(PublicKey key, String algorithm, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(key);
    verifier.update(MESSAGE);
    return verifier.verify(signature);
  }

  @ParameterizedTest
  @CsvSource({"ECDSAP256SHA256,SHA256withECDSAinP1363Format", "RSASHA256,SHA256withRSA"})
  void bothWaysSignWithTheKeyOfTheZone(DnssecAlgorithm algorithm, String name) throws Exception {
    try (Tokens tokens = TestTokens.open(config)) {
      ZoneKey key = keys(tokens, algorithm).keys().get(0);
      Token token = tokens.all().get(0);
      Provider provider = provider();
      assertThat(keyStore(provider).size()).as("without a certificate").isZero();
      store(key.id(), certificate(token, key));

      KeyStore store = keyStore(provider);
      byte[] theirs = sign(provider, store, name);
      byte[] ours = token.sign(key.id(), key.dnskey(), MESSAGE);
      SoftwareVerifier verifier = new SoftwareVerifier(key.dnskey());
      assertThat(theirs).hasSize(key.dnskey().signatureLength()).hasSameSizeAs(ours);
      assertThat(verifier.verify(MESSAGE, theirs)).isTrue();
      assertThat(verifier.verify(MESSAGE, ours)).isTrue();
      assertThat(verifies(store.getCertificate("cert").getPublicKey(), name, ours)).isTrue();
    }
  }

  /** Whoever takes the DNSKEY from the certificate publishes a key that nothing verifies with. */
  @Test
  void aCertificateOfAnotherKeyDeceivesThemAndNotUs() throws Exception {
    String name = "SHA256withECDSAinP1363Format";
    try (Tokens tokens = TestTokens.open(config)) {
      KeySet keys = keys(tokens, DnssecAlgorithm.ECDSAP256SHA256);
      ZoneKey key = keys.keys().get(0);
      Token token = tokens.all().get(0);
      store(key.id(), certificate(token, keys.keys().get(1)));

      Provider provider = provider();
      KeyStore store = keyStore(provider);
      byte[] signature = sign(provider, store, name);
      PublicKey believed = store.getCertificate("cert").getPublicKey();
      assertThat(verifies(believed, name, signature)).isFalse();

      SoftwareVerifier verifier = new SoftwareVerifier(key.dnskey());
      assertThat(verifier.verify(MESSAGE, signature)).isTrue();
      assertThat(verifier.verify(MESSAGE, token.sign(key.id(), key.dnskey(), MESSAGE))).isTrue();
      assertThat(TokenProof.prove(tokens, keys, new SecureRandom()).allPassed()).isTrue();
    }
  }
}
