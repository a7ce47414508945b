package io.zonegate.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.verifier.verdict.SignatureCount;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Type;

/** Signatures made by the JDK over what dnsjava says, put through the sweep. */
class SignatureSweepTest {
  private static SignatureLedger sweep(Zone zone) {
    SignatureSweep sweep = new SignatureSweep(zone, KeyRing.of(zone));
    return sweep.ledger(OwnerRange.of(zone).stream().map(sweep::sweep).toList());
  }

  /** The statuses of all RRSIGs over this type, by record number. */
  private static List<Byte> statuses(Zone zone, int type) {
    SignatureLedger ledger = sweep(zone);
    List<Byte> statuses = new ArrayList<>();
    for (int s = 0; s < zone.rrsets(); s++) {
      for (int r = zone.firstSignature(s); r < zone.firstRecord(s + 1); r++) {
        if (zone.type(s) == type) {
          statuses.add(ledger.status(r));
        }
      }
    }
    return statuses;
  }

  private static TinyZone withTxt(SigningKey... keys) throws Exception {
    return new TinyZone(keys).add("h TXT \"one two\"");
  }

  @ParameterizedTest
  @EnumSource
  void goodSignaturesOfEveryAlgorithmVerify(Algorithm algorithm) throws Exception {
    SigningKey key = SigningKey.generate(algorithm);
    Zone zone =
        withTxt(key)
            .add("h A 192.0.2.1")
            .add("*.w TXT x")
            .add("sub NS ns.sub")
            .add("sub DS 1 8 2 0000000000000000000000000000000000000000000000000000000000000000")
            .signAll(key)
            .read();

    SignatureLedger ledger = sweep(zone);

    assertThat(ledger.counts()).allSatisfy(c -> assertThat(c.verified()).isEqualTo(c.total()));
    assertThat(ledger.counts().stream().mapToLong(SignatureCount::total).sum()).isEqualTo(8);
    assertThat(ledger.verifiedBy().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(8);
    assertThat(ledger.refusals()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void signatureWithAnyOctetChangedDoesNotVerify(Algorithm algorithm) throws Exception {
    SigningKey key = SigningKey.generate(algorithm);
    TinyZone zone = withTxt(key);
    RRset txt = zone.rrset("h", Type.TXT);
    byte[] good = TinyZone.sign(txt, key).getSignature();
    Random random = new Random(algorithm.number());
    int made = 0;
    for (int at = 0; at < good.length; at += 1 + good.length / 40) {
      byte[] spoilt = good.clone();
      spoilt[at] ^= (byte) (1 << random.nextInt(8));
      zone.add(TinyZone.record(txt, key, spoilt));
      made++;
    }

    assertThat(statuses(zone.read(), Type.TXT)).hasSize(made).containsOnly(SignatureStatus.BOGUS);
  }

  @ParameterizedTest
  @EnumSource
  void signatureOverAnythingElseDoesNotVerify(Algorithm algorithm) throws Exception {
    SigningKey key = SigningKey.generate(algorithm);
    String good = withTxt(key).signAll(key).text();
    assertThat(statuses(ZoneText.read(good), Type.TXT)).containsExactly(SignatureStatus.VALID);
    for (String[] change :
        new String[][] {
          {"\"one two\"", "\"one twO\""},
          {"\"one two\"", "\"one two\" \"\""},
          {"h.example.", "i.example."},
          {" 2 3600 ", " 2 3601 "},
        }) {
      String changed = good.replace(change[0], change[1]);
      assertThat(changed).isNotEqualTo(good);
      assertThat(statuses(ZoneText.read(changed), Type.TXT))
          .as(change[1])
          .containsExactly(SignatureStatus.BOGUS);
    }
  }

  @Test
  void rrsetOfManyRecordsInAnyOrderVerifies() throws Exception {
    SigningKey key = SigningKey.generate(Algorithm.ECDSAP256SHA256);
    TinyZone zone = new TinyZone(key);
    RRset many = new RRset();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      org.xbill.DNS.Record record =
          org.xbill.DNS.Record.fromString(
              new Name("many", TinyZone.APEX),
              Type.TXT,
              1,
              3600,
              "\"" + i * 7919 % 1000 + "\"",
              TinyZone.APEX);
      many.addRR(record);
      lines.add(record.toString());
    }
    java.util.Collections.shuffle(lines, new Random(1));
    String text = zone.text() + String.join("\n", lines) + "\n" + TinyZone.sign(many, key) + "\n";

    assertThat(statuses(ZoneText.read(text), Type.TXT)).containsExactly(SignatureStatus.VALID);
  }

  @Test
  void signatureMadeForAWildcardVerifiesForTheNamesItCovers() throws Exception {
    SigningKey key = SigningKey.generate(Algorithm.ED25519);
    RRset wild = new TinyZone(key).add("*.w TXT x").rrset("*.w", Type.TXT);
    String rrsig = TinyZone.sign(wild, key).toString();
    for (String owner : List.of("*.w", "b.w", "a.b.w")) {
      String text = new TinyZone(key).add(owner + " TXT x").text();
      assertThat(statuses(ZoneText.read(text + rrsig.replace("*.w", owner) + "\n"), Type.TXT))
          .as(owner)
          .containsExactly(SignatureStatus.VALID);
    }
    String outside = new TinyZone(key).add("b.v TXT x").text() + rrsig.replace("*.w", "b.v");
    assertThat(statuses(ZoneText.read(outside), Type.TXT)).containsExactly(SignatureStatus.BOGUS);
  }

  @Test
  void ecdsaSignatureWhoseNumbersHaveLeadingZerosVerifies() throws Exception {
    // About 0.8 % of all signatures; a conversion to DER by hand gets them wrong (SWITCH, 2019).
    SigningKey key = SigningKey.generate(Algorithm.ECDSAP256SHA256);
    TinyZone zone = withTxt(key);
    RRset txt = zone.rrset("h", Type.TXT);
    boolean r = false;
    boolean s = false;
    boolean small = false;
    int made = 0;
    while (!r || !s || !small) {
      RRSIGRecord rrsig = TinyZone.sign(txt, key);
      byte[] octets = rrsig.getSignature();
      boolean shortR = octets[0] == 0;
      boolean shortS = octets[32] == 0;
      if (shortR || shortS) {
        zone.add(rrsig);
        made++;
      }
      r |= shortR;
      s |= shortS;
      small |= (shortR && octets[1] >= 0) || (shortS && octets[33] >= 0);
    }

    assertThat(statuses(zone.read(), Type.TXT)).hasSize(made).containsOnly(SignatureStatus.VALID);
  }

  @ParameterizedTest
  @EnumSource(names = {"ECDSAP256SHA256", "ECDSAP384SHA384"})
  void ecdsaSignatureWithNumbersOutOfRangeIsBogus(Algorithm algorithm) throws Exception {
    SigningKey key = SigningKey.generate(algorithm);
    TinyZone zone = withTxt(key);
    RRset txt = zone.rrset("h", Type.TXT);
    byte[] good = TinyZone.sign(txt, key).getSignature();
    int half = good.length / 2;
    BigInteger n =
        new BigInteger(
            half == 32
                ? "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
                : "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
            16);
    BigInteger r = new BigInteger(1, Arrays.copyOf(good, half));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(good, half, good.length));
    BigInteger max = BigInteger.TWO.pow(8 * half).subtract(BigInteger.ONE);
    BigInteger zero = BigInteger.ZERO;
    BigInteger[][] bad = {
      {zero, s},
      {r, zero},
      {zero, zero},
      {n, s},
      {r, n},
      {n, n},
      {max, s},
      {r, max},
      {max, max},
      {n.add(BigInteger.ONE), s},
      {r, n.add(BigInteger.ONE)},
      {BigInteger.ONE, BigInteger.ONE},
      {n.subtract(r), s},
      {s, r},
    };
    KeyVerifier verifier = new KeyVerifier(PublicKeyForm.parse(algorithm, key.field()));
    byte[] message = TinyZone.message(txt, key);
    for (BigInteger[] pair : bad) {
      byte[] octets = join(pair[0], pair[1], half);
      assertThat(verifier.verify(message, message.length, octets, 0, octets.length))
          .as("r %x, s %x", pair[0], pair[1])
          .isEqualTo(SignatureStatus.BOGUS);
      assertThat(verifier.verify(message, message.length, good, 0, good.length))
          .as("the next good one")
          .isEqualTo(SignatureStatus.VALID);
      zone.add(TinyZone.record(txt, key, octets));
    }
    assertThat(statuses(zone.read(), Type.TXT))
        .hasSize(bad.length)
        .containsOnly(SignatureStatus.BOGUS);

    // The other solution of the same equation is as good: ECDSA signatures are malleable.
    byte[] twin = join(r, n.subtract(s), half);
    assertThat(verifier.verify(message, message.length, twin, 0, twin.length))
        .isEqualTo(SignatureStatus.VALID);
  }

  private static byte[] join(BigInteger r, BigInteger s, int half) {
    byte[] octets = new byte[2 * half];
    for (int i = 0; i < half; i++) {
      octets[half - 1 - i] = r.shiftRight(8 * i).byteValue();
      octets[2 * half - 1 - i] = s.shiftRight(8 * i).byteValue();
    }
    return octets;
  }

  @Test
  void signatureOfAnotherLengthIsSaidToBeSo() throws Exception {
    // yoctodns.com, 2026: the leading zero of r was dropped.
    SigningKey key = SigningKey.generate(Algorithm.ECDSAP256SHA256);
    SigningKey rsa = SigningKey.generate(Algorithm.RSASHA256);
    TinyZone zone = withTxt(key, rsa);
    RRset txt = zone.rrset("h", Type.TXT);
    byte[] good = TinyZone.sign(txt, key).getSignature();
    byte[] goodRsa = TinyZone.sign(txt, rsa).getSignature();
    zone.add(TinyZone.record(txt, key, Arrays.copyOfRange(good, 1, 64)));
    zone.add(TinyZone.record(txt, key, Arrays.copyOf(good, 65)));
    zone.add(TinyZone.record(txt, key, new byte[1]));
    zone.add(TinyZone.record(txt, rsa, Arrays.copyOf(goodRsa, 127)));
    zone.add(TinyZone.record(txt, rsa, Arrays.copyOf(goodRsa, 129)));

    assertThat(statuses(zone.read(), Type.TXT))
        .hasSize(5)
        .containsOnly(SignatureStatus.WRONG_LENGTH);
  }

  @Test
  void rsaSignatureOverTheModulusAndTrivialOnesAreBogus() throws Exception {
    SigningKey key = SigningKey.generate(Algorithm.RSASHA256);
    TinyZone zone = withTxt(key);
    RRset txt = zone.rrset("h", Type.TXT);
    byte[] ones = new byte[128];
    Arrays.fill(ones, (byte) 0xff);
    byte[] one = new byte[128];
    one[127] = 1;
    byte[] modulus = Arrays.copyOfRange(key.field(), 4, 132);
    for (byte[] trivial : new byte[][] {new byte[128], one, ones, modulus}) {
      zone.add(TinyZone.record(txt, key, trivial));
    }

    assertThat(statuses(zone.read(), Type.TXT)).hasSize(4).containsOnly(SignatureStatus.BOGUS);
  }

  @Test
  void eachOfTwoKeysWithOneTagIsTried() throws Exception {
    SigningKey[] twins = SigningKey.ofOneTag();
    for (SigningKey signer : twins) {
      Zone zone = withTxt(twins).signAll(signer).read();
      assertThat(sweep(zone).counts())
          .allSatisfy(c -> assertThat(c.verified()).isEqualTo(c.total()));
    }
  }

  @Test
  void signatureByAnUnpublishedKeyWithAPublishedTagIsBogus() throws Exception {
    // .de, 5 May 2026.
    SigningKey[] twins = SigningKey.ofOneTag();
    Zone zone = withTxt(twins[0]).signAll(twins[1]).read();

    assertThat(statuses(zone, Type.TXT)).containsExactly(SignatureStatus.BOGUS);
    assertThat(sweep(zone).counts())
        .isNotEmpty()
        .allSatisfy(
            c -> {
              assertThat(c.keyTag()).isEqualTo(twins[0].tag());
              assertThat(c.verified()).isZero();
            });
  }

  @Test
  void signatureThatNamesNoKeyOrAnotherSignerOrCoversNothingIsSaidToBeSo() throws Exception {
    SigningKey key = SigningKey.generate(Algorithm.ED25519);
    SigningKey other = SigningKey.generate(Algorithm.ED448);
    TinyZone zone = withTxt(key);
    RRset txt = zone.rrset("h", Type.TXT);

    assertThat(statuses(withTxt(key).add(TinyZone.sign(txt, other)).read(), Type.TXT))
        .containsExactly(SignatureStatus.NO_KEY);
    assertThat(statuses(withTxt(key).add(TinyZone.sign(txt, key, Name.root)).read(), Type.TXT))
        .containsExactly(SignatureStatus.WRONG_SIGNER);
    assertThat(statuses(new TinyZone(key).add(TinyZone.sign(txt, key)).read(), Type.TXT))
        .containsExactly(SignatureStatus.ORPHAN);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x180, 0x181, 0, 1})
  void signatureByAKeyThatValidatorsMustNotUseIsSaidToBeSo(int flags) throws Exception {
    SigningKey key = SigningKey.generate(Algorithm.ED25519).withFlags(flags);

    assertThat(statuses(withTxt(key).signAll(key).read(), Type.TXT))
        .containsExactly(SignatureStatus.UNUSABLE_KEY);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 6, 12, 17, 23, 252, 253, 254})
  void algorithmThatCannotBeVerifiedIsSaidToBeSo(int algorithm) throws Exception {
    Zone zone =
        ZoneText.withHead(
            "@ DNSKEY 257 3 " + algorithm + " AwEAAQ==",
            "h TXT x",
            "h RRSIG TXT "
                + algorithm
                + " 2 3600 20300101000000 20200101000000 "
                + new Dnskey(new byte[] {1, 1, 3, (byte) algorithm, 3, 1, 0, 1}, -1).keyTag()
                + " example. AAAA");

    assertThat(statuses(zone, Type.TXT)).containsExactly(SignatureStatus.UNSUPPORTED);
    assertThat(sweep(zone).refusals()).singleElement().asString().contains("cannot be verified");
  }

  @Test
  void keyWithIllegalMaterialVerifiesNothing() throws Exception {
    Zone zone =
        ZoneText.withHead(
            "@ DNSKEY 257 3 13 AwEAAQ==",
            "h TXT x",
            "h RRSIG TXT 13 2 3600 20300101000000 20200101000000 "
                + new Dnskey(new byte[] {1, 1, 3, 13, 3, 1, 0, 1}, -1).keyTag()
                + " example. AAAA");

    assertThat(statuses(zone, Type.TXT)).containsExactly(SignatureStatus.UNSUPPORTED);
  }

  @Test
  void countsAreByTagAlgorithmAndType() throws Exception {
    SigningKey key = SigningKey.generate(Algorithm.ED25519);
    TinyZone zone = withTxt(key).signAll(key);
    RRset txt = zone.rrset("h", Type.TXT);
    zone.add(TinyZone.record(txt, key, new byte[64]));

    assertThat(sweep(zone.read()).counts())
        .containsExactly(
            new SignatureCount(key.tag(), 15, "NS", 1, 1),
            new SignatureCount(key.tag(), 15, "SOA", 1, 1),
            new SignatureCount(key.tag(), 15, "TXT", 2, 1),
            new SignatureCount(key.tag(), 15, "DNSKEY", 1, 1));
  }

  /** An RRSIG over h TXT whose signature nobody looks at. */
  private static String timed(SigningKey key, long from, long until) {
    return "h RRSIG TXT 15 2 3600 %d %d %d example. AAAA".formatted(until, from, key.tag());
  }

  @Test
  void soonestExpirationIsFoundAlsoWhereTheClockOfRrsigsWrapsAround() throws Exception {
    SigningKey key = SigningKey.generate(Algorithm.ED25519);
    long wrap = 1L << 32;
    Zone zone =
        ZoneText.withHead(
            "@ " + dnskey(key),
            "h TXT x",
            timed(key, wrap - 1000, 500),
            timed(key, wrap - 1000, wrap - 500),
            timed(key, wrap - 1000, 400));

    int soonest = sweep(zone).soonestExpiration();

    assertThat(Rrsig.of(zone, soonest).expiration()).isEqualTo(-500);
  }

  @Test
  void largestSignedTtlIsCutToHalfOfTheSignaturesLife() throws Exception {
    SigningKey key = SigningKey.generate(Algorithm.ED25519);
    String head = "@ " + dnskey(key);

    assertThat(largestSignedTtl(head, "h 3600 TXT x", timed(key, 1_000, 100_000))).isEqualTo(3600);
    assertThat(largestSignedTtl(head, "h 3600 TXT x", timed(key, 1_000, 5_000))).isEqualTo(2000);
    assertThat(largestSignedTtl(head, "h 3600 TXT x", timed(key, 5_000, 1_000))).isZero();
    assertThat(
            largestSignedTtl(
                head,
                "h 60 TXT x",
                timed(key, 1_000, 100_000),
                "i 7200 TXT x",
                timed(key, 1_000, 100_000).replace("h RRSIG", "i RRSIG")))
        .isEqualTo(7200);
    assertThat(largestSignedTtl(head, "h 3600 TXT x")).isEqualTo(-1);
  }

  private static int largestSignedTtl(String... lines) throws Exception {
    return sweep(ZoneText.withHead(lines)).largestSignedTtl();
  }

  private static String dnskey(SigningKey key) {
    return "DNSKEY " + key.dnskey().rdataToString();
  }

  @Test
  void keyIsSaidToSignWhatItSignedAndNotWhatItsTwinDid() throws Exception {
    SigningKey[] twins = SigningKey.ofOneTag();
    Zone zone = withTxt(twins).signAll(twins[1]).read();
    int txt = zone.findRrset(owner(zone, "h.example."), Type.TXT);
    for (KeyRing.Entry key : KeyRing.of(zone).entries()) {
      boolean signer = Arrays.equals(key.dnskey().publicKey(), twins[1].field());
      assertThat(SignatureSweep.signs(zone, key, txt)).isEqualTo(signer);
    }
    Zone unsigned = withTxt(twins).read();
    KeyRing.Entry any = KeyRing.of(unsigned).entries().get(0);
    int bare = unsigned.findRrset(owner(unsigned, "h.example."), Type.TXT);
    assertThat(SignatureSweep.signs(unsigned, any, bare)).isFalse();
  }

  private static int owner(Zone zone, String name) {
    for (int o = 0; o < zone.owners(); o++) {
      if (zone.ownerName(o).equals(name)) {
        return o;
      }
    }
    throw new IllegalArgumentException(name);
  }
}
