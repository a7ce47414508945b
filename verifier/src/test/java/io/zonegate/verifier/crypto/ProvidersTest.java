package io.zonegate.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureSpi;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;

class ProvidersTest {
  /** All services of an algorithm, by rank. */
  static List<Providers.Service> services(Algorithm algorithm) {
    List<Providers.Service> all = new ArrayList<>();
    for (int rank = 0; Providers.of(algorithm, rank).isPresent(); rank++) {
      all.add(Providers.of(algorithm, rank).orElseThrow());
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void everyProviderAcceptsGoodAndRejectsSpoiltSignatures(Algorithm algorithm) throws Exception {
    SigningKey key = SigningKey.generate(algorithm);
    PublicKeyForm form = PublicKeyForm.parse(algorithm, key.field());
    Random random = new Random(1);
    assertThat(services(algorithm)).hasSizeGreaterThanOrEqualTo(2);
    for (Providers.Service service : services(algorithm)) {
      KeyVerifier.Opinion opinion = new KeyVerifier.Opinion(service, form);
      for (int i = 0; i < 20; i++) {
        byte[] message = ("message " + i).getBytes(StandardCharsets.US_ASCII);
        byte[] signature = key.sign(message);
        assertThat(signature).hasSize(form.signatureLength());
        assertThat(verifies(opinion, message, signature)).as("%s", service.provider()).isTrue();
        signature[random.nextInt(signature.length)] ^= (byte) (1 << random.nextInt(8));
        assertThat(verifies(opinion, message, signature)).as("%s", service.provider()).isFalse();
      }
    }
  }

  private static boolean verifies(KeyVerifier.Opinion opinion, byte[] message, byte[] signature) {
    return opinion.verifies(message, message.length, signature, 0, signature.length);
  }

  @ParameterizedTest
  @EnumSource
  void nativeProviderComesFirstForRsaAndEcdsaAndBouncyCastleStandsBehindIt(Algorithm algorithm) {
    assertThat(AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError()).isNull();
    List<String> names = services(algorithm).stream().map(s -> s.provider().getName()).toList();

    assertThat(names).contains("BC");
    if (algorithm.isRsa() || algorithm.keyAlgorithm().equals("EC")) {
      assertThat(names).startsWith("AmazonCorrettoCryptoProvider", "BC");
    }
  }

  @Test
  void providersAreNotRegisteredWithTheJvm() {
    assertThat(services(Algorithm.RSASHA256)).isNotEmpty();
    assertThat(Security.getProvider("BC")).isNull();
    assertThat(Security.getProvider("AmazonCorrettoCryptoProvider")).isNull();
  }

  @Test
  void providerThatFailsItsKnownAnswerTestIsNotUsed() {
    // The name of another algorithm stands for a provider that computes something wrong.
    Providers.Service wrong =
        new Providers.Service(Security.getProvider("SunRsaSign"), "SHA512withRSA");
    Providers.Service absent =
        new Providers.Service(Security.getProvider("SunRsaSign"), "SHA999withRSA");

    assertThat(KnownAnswers.passes(Algorithm.RSASHA256, wrong)).isFalse();
    assertThat(KnownAnswers.passes(Algorithm.RSASHA256, absent)).isFalse();
    assertThat(KnownAnswers.passes(Algorithm.RSASHA512, wrong)).isTrue();
  }

  /** Says the same of every signature. */
  private static final class Stubborn extends SignatureSpi {
    private final boolean answer;

    Stubborn(boolean answer) {
      this.answer = answer;
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      return answer;
    }

    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineUpdate(byte octet) {}

    @Override
    protected void engineUpdate(byte[] octets, int offset, int length) {}

    @Override
    protected void engineInitSign(PrivateKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected byte[] engineSign() {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class StubbornProvider extends Provider {
    private static final long serialVersionUID = 1;

    StubbornProvider(boolean answer) {
      super("Stubborn", "1", "says " + answer);
      putService(
          new Service(this, "Signature", "Stubborn", Stubborn.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) {
              return new Stubborn(answer);
            }
          });
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void providerThatSaysTheSameOfEverySignatureIsNotUsed(boolean answer) {
    Providers.Service service = new Providers.Service(new StubbornProvider(answer), "Stubborn");

    for (Algorithm algorithm : Algorithm.values()) {
      assertThat(KnownAnswers.passes(algorithm, service)).as("%s", algorithm).isFalse();
    }
  }

  @Test
  void keyThatNoProviderTakesIsRefusedWithTheReasons() {
    PublicKeyForm form =
        new PublicKeyForm(
            Algorithm.ECDSAP256SHA256,
            new java.security.spec.X509EncodedKeySpec(new byte[] {1, 2, 3}),
            64,
            0);
    assertThatThrownBy(() -> new KeyVerifier(form))
        .isInstanceOf(java.security.GeneralSecurityException.class)
        .hasMessageContaining("no cryptographic provider verifies ECDSAP256SHA256");
  }

  @Test
  void keyTagsAreThoseOfDnsjava() {
    Random random = new Random(7);
    for (int i = 0; i < 5000; i++) {
      byte[] key = new byte[3 + random.nextInt(300)];
      random.nextBytes(key);
      int algorithm = random.nextInt(20);
      int flags = random.nextInt(65536);
      DNSKEYRecord record = new DNSKEYRecord(TinyZone.APEX, DClass.IN, 1, flags, 3, algorithm, key);

      Dnskey dnskey = new Dnskey(record.rdataToWireCanonical(), -1);

      assertThat(dnskey.keyTag()).as("algorithm %d", algorithm).isEqualTo(record.getFootprint());
      assertThat(dnskey.flags()).isEqualTo(flags);
      assertThat(dnskey.algorithm()).isEqualTo(algorithm);
      assertThat(dnskey.publicKey()).isEqualTo(key);
    }
  }

  @Test
  void keyTagOfTheLongestKeyOfOnesDoesNotOverflow() {
    byte[] key = new byte[65531];
    java.util.Arrays.fill(key, (byte) 0xff);
    DNSKEYRecord record = new DNSKEYRecord(TinyZone.APEX, DClass.IN, 1, 65535, 255, 255, key);

    assertThat(new Dnskey(record.rdataToWireCanonical(), -1).keyTag())
        .isEqualTo(record.getFootprint());
  }

  @Test
  void rdataWithoutTheFixedFieldsIsNoKey() {
    assertThatThrownBy(() -> new Dnskey(new byte[3], -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
