package io.zonegate.hsm.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.ConfigException;
import io.zonegate.hsm.file.Sha256;
import io.zonegate.hsm.generate.KeyGeneration;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.softhsm.TestTokens;
import io.zonegate.hsm.token.SoftwareKeyPair;
import io.zonegate.hsm.token.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** A token with the KSKs, one with the ZSKs, and what goes between them. */
class CeremonyTest {
  private static final Name ZONE = Name.fromConstantString("example.");
  private static final Instant FROM = Instant.parse("2027-01-01T00:00:00Z");
  private static final Instant UNTIL = FROM.plus(Duration.ofDays(20));
  private static final Instant NOW = FROM.minus(Duration.ofDays(10));
  private static final Duration LEAST = Duration.ofDays(3);
  private static final long TTL = 3600;
  private static final DnssecAlgorithm P256 = DnssecAlgorithm.ECDSAP256SHA256;

  private static Tokens vault;
  private static Tokens online;
  private static KeySet ksks;
  private static KeySet keys;
  private static ZoneKey foreign;
  private static KskRequest request;
  private static KskResponse response;

  @TempDir Path folder;

  @BeforeAll
  static void ceremony() {
    vault = TestTokens.open(TestTokens.take(1));
    online = TestTokens.open(TestTokens.take(1));
    ksks = generate(vault, KeySet.empty(ZONE), KeyRole.KSK, P256);
    keys = generate(online, ksks, KeyRole.ZSK, P256);
    foreign = last(generate(vault, keys, KeyRole.ZSK, P256));
    request = Requesting.request(online, keys, plan(Requesting.keys(keys, List.of())));
    response = Ceremony.sign(vault, ksks, request);
  }

  @AfterAll
  static void close() {
    vault.close();
    online.close();
  }

  private static KeySet generate(
      Tokens tokens, KeySet with, KeyRole role, DnssecAlgorithm algorithm) {
    return new KeyGeneration(tokens, new SecureRandom())
        .generate(with, List.of(KeyRequest.of(role, algorithm)));
  }

  private static ZoneKey last(KeySet set) {
    return set.keys().get(set.keys().size() - 1);
  }

  private static KskPlan plan(List<CeremonyKey> keys) {
    return plan(keys, slots());
  }

  private static List<Slot> slots() {
    return Slots.over(
        FROM, UNTIL, Duration.ofDays(12), Duration.ofHours(1), Duration.ofDays(6), LEAST);
  }

  private static KskPlan plan(List<CeremonyKey> keys, List<Slot> slots) {
    KskRrset cds = new KskRrset(Type.CDS, TTL, List.of("0 0 0 00"));
    KskRrset cdnskey = new KskRrset(Type.CDNSKEY, TTL, List.of("0 3 0 AA=="));
    return new KskPlan(ZONE, FROM, UNTIL, TTL, keys, List.of(cds, cdnskey), slots);
  }

  private static List<String> atCeremony(KskRequest asked) {
    return atCeremony(asked, ksks, Set.of(), Optional.empty());
  }

  private static List<String> atCeremony(
      KskRequest asked, KeySet ours, Set<Integer> foreign, Optional<KskResponse> previous) {
    return RequestChecks.atCeremony(asked, ours, foreign, CeremonyLimits.DEFAULT, previous, NOW);
  }

  private static List<DnskeyRdata> active() {
    return ksks.active(KeyRole.KSK).stream().map(ZoneKey::dnskey).toList();
  }

  private static List<KskRrset> toPublish() {
    return request.plan().rrsets();
  }

  /** The way from request to signatures, each of which another implementation accepts. */
  @Test
  void everySignatureOfTheResponseVerifies() throws Exception {
    assertThat(atCeremony(request)).isEmpty();
    assertThat(request.unproved()).isEmpty();
    assertThat(response.request()).isEqualTo(request.digest());
    assertThat(response.rrsigs()).hasSize(4 * 3);
    DNSKEYRecord ksk =
        new DNSKEYRecord(ZONE, 1, TTL, 257, 3, 13, ksks.keys().get(0).dnskey().publicKey());
    for (Slot slot : response.plan().slots()) {
      for (RRSIGRecord rrsig : response.rrsigs(slot)) {
        assertThat(rrsig.getTimeSigned()).isEqualTo(slot.inception());
        assertThat(rrsig.getExpire()).isEqualTo(slot.expiration());
        RRset set = new RRset();
        toPublish().stream()
            .filter(s -> s.type() == rrsig.getTypeCovered())
            .forEach(s -> s.at(ZONE).rrs().forEach(set::addRR));
        DNSSEC.verify(set, rrsig, ksk, slot.inception().plusSeconds(1));
      }
    }
    assertThat(ImportChecks.problems(response, request, toPublish(), active(), LEAST, FROM))
        .isEmpty();
  }

  @Test
  void everyFamilyOfAlgorithmsSigns() {
    KeySet ours = KeySet.empty(ZONE);
    for (DnssecAlgorithm algorithm :
        List.of(
            DnssecAlgorithm.RSASHA256, DnssecAlgorithm.ECDSAP384SHA384, DnssecAlgorithm.ED25519)) {
      ours = generate(vault, ours, KeyRole.KSK, algorithm);
    }
    KeySet all = ours;
    for (ZoneKey ksk : ours.keys()) {
      all = generate(online, all, KeyRole.ZSK, ksk.algorithm());
    }
    KskRequest three = asked(all, plan(Requesting.keys(all, List.of())));
    assertThat(atCeremony(three, ours, Set.of(), Optional.empty())).isEmpty();
    KskResponse signed = Ceremony.sign(vault, ours, three);
    signed.verify();
    assertThat(signed.rrsigs()).hasSize(4 * 3 * 3);
  }

  @Test
  void filesReadBackToTheSameAndTheirDigestIsThatOfSha256sum() throws IOException {
    Path asked = folder.resolve("request");
    Path signed = folder.resolve("response");
    RequestFile.write(asked, request);
    ResponseFile.write(signed, response);
    assertThat(RequestFile.read(asked)).isEqualTo(request);
    assertThat(ResponseFile.read(signed)).isEqualTo(response);
    assertThat(Sha256.hex(Files.readAllBytes(asked))).isEqualTo(request.digest());
    assertThat(Sha256.hex(Files.readAllBytes(signed))).isEqualTo(response.digest());
  }

  /** Whatever is changed in a file is refused when it is read, or by the proofs and signatures. */
  @Test
  void aFileThatWasEditedIsRefused() throws IOException {
    Path asked = folder.resolve("request");
    RequestFile.write(asked, request);
    String good = Files.readString(asked);
    String tag = "key-tag = " + ksks.keys().get(0).keyTag();
    Map<String, String> edits = new TreeMap<>();
    edits.put("# To be signed", "# Is to be signed");
    edits.put("version = 1", "version = 2");
    edits.put("ksk-request", "ksk-response");
    edits.put("\"example.\"", "\"EXAMPLE.\"");
    edits.put("2027-01-01T00:00:00Z\"", "2027-01-01T00:00:00.5Z\"");
    edits.put("ttl = 3600", "ttl = -1");
    edits.put("use = \"zsk\"", "use = \"foreign\"");
    edits.put("use = \"signing-ksk\"", "use = \"zsk\"");
    edits.put(tag, "key-tag = 1");
    edits.put("dnskey = \"257 3 13 ", "dnskey = \"257 3 13 AAAA");
    edits.put("proof = \"", "proof = \"!");
    edits.put("inception = \"2026-12-31T23:00:00Z\"", "inception = \"2028-12-31T23:00:00Z\"");
    edits.put("0 0 0 00", "0 0 0 0");
    edits.put("[[bundle]]", "[[bundles]]");
    for (Map.Entry<String, String> edit : edits.entrySet()) {
      assertThat(good).contains(edit.getKey());
      Files.writeString(asked, good.replaceFirst("\\Q" + edit.getKey(), edit.getValue()));
      assertThatThrownBy(() -> RequestFile.read(asked))
          .as(edit.toString())
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith(asked + ":");
    }
    Files.writeString(asked, good + "\n");
    assertThatThrownBy(() -> RequestFile.read(asked))
        .hasMessageContaining("not in the form in which it is written");
    Files.writeString(asked, good.replace("ttl = 3600", "ttl = 3601"));
    assertThat(atCeremony(RequestFile.read(asked)))
        .singleElement()
        .asString()
        .endsWith("did not sign this request: its proof does not verify");
    assertThatThrownBy(() -> RequestFile.read(folder.resolve("none")))
        .hasMessageContaining("file not found");
    Files.write(asked, new byte[5 << 20]);
    assertThatThrownBy(() -> RequestFile.read(asked)).hasMessageContaining("more than 4194304");
  }

  @Test
  void aResponseThatWasEditedIsRefused() throws IOException {
    Path signed = folder.resolve("response");
    ResponseFile.write(signed, response);
    String good = Files.readString(signed);
    String digest = response.request();
    Map<String, String> edits = new TreeMap<>();
    edits.put("request = \"" + digest, "request = \"" + digest.substring(1));
    edits.put("\"DNSKEY 13 1 3600 20270113000000", "\"DNSKEY 13 1 3600 20270113000001");
    edits.put("\"CDS 13 ", "\"CDNSKEY 13 ");
    edits.put("rrsigs = [\n", "rrsigs = [\n  \"x\",\n");
    edits.put("rrsigs = [\n", "rrsigs = [\n\n");
    for (Map.Entry<String, String> edit : edits.entrySet()) {
      assertThat(good).contains(edit.getKey());
      Files.writeString(signed, good.replaceFirst("\\Q" + edit.getKey(), edit.getValue()));
      assertThatThrownBy(() -> ResponseFile.read(signed))
          .as(edit.toString())
          .isInstanceOf(ConfigException.class);
    }
    for (String[] edit :
        new String[][] {
          {"ttl = 3600", "ttl = 3601", " 3600 202", " 3601 202"},
          {
            "expiration = \"2027-01-13T00:00:00Z",
            "expiration = \"2027-01-13T00:00:01Z",
            " 20270113000000 ",
            " 20270113000001 "
          }
        }) {
      Files.writeString(signed, good.replace(edit[0], edit[1]).replace(edit[2], edit[3]));
      KskResponse altered = ResponseFile.read(signed);
      assertThatThrownBy(altered::verify)
          .isInstanceOf(CeremonyException.class)
          .hasMessageStartingWith("bundle 1, DNSKEY by KSK ")
          .hasMessageContaining("the signature does not verify");
      assertThat(ImportChecks.problems(altered, request, toPublish(), active(), LEAST, FROM))
          .contains("its zone, period, keys, records or bundles are not those of the request")
          .anyMatch(problem -> problem.contains("does not verify"));
    }
  }

  private static KskRequest asked(KeySet set, KskPlan plan) {
    return Requesting.request(online, set, plan);
  }

  /** One octet, anywhere: not read, or found by the checks; never another way out. */
  @Test
  void aDamagedOctetIsNeverMissed() throws IOException {
    Random random = new Random(1);
    Path asked = folder.resolve("request");
    Path signed = folder.resolve("response");
    RequestFile.write(asked, request);
    ResponseFile.write(signed, response);
    for (int i = 0; i < 300; i++) {
      Path file = i % 2 == 0 ? asked : signed;
      byte[] good = Files.readAllBytes(file);
      byte[] damaged = good.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, damaged);
      List<String> problems;
      try {
        problems =
            ImportChecks.problems(
                ResponseFile.read(signed),
                RequestFile.read(asked),
                toPublish(),
                active(),
                LEAST,
                FROM);
      } catch (ConfigException e) {
        problems = List.of(e.getMessage());
      }
      assertThat(problems).as(new String(damaged, StandardCharsets.ISO_8859_1)).isNotEmpty();
      Files.write(file, good);
    }
  }

  @Test
  void proofsAreOfThisRequestAndOfEveryZsk() {
    KskPlan other = plan(Requesting.keys(keys, List.of()), slots().subList(0, 4));
    KskPlan longer =
        new KskPlan(
            ZONE, FROM, UNTIL.plusSeconds(1), TTL, other.keys(), other.requests(), other.slots());
    assertThat(new KskRequest(longer, request.proofs()).unproved())
        .containsExactly(last(keys).dnskey());
    assertThatThrownBy(() -> new KskRequest(other, Map.of()))
        .hasMessageContaining("every key with use zsk has a proof");
    // It begins with what no RRSIG can begin with: an algorithm that does not exist.
    assertThat(KskRequest.proofInput(other)[2]).isEqualTo((byte) 'n');
    assertThatThrownBy(() -> DnssecAlgorithm.ofNumber('n')).hasMessageContaining("110 is refused");
  }

  @Test
  void onlyKsksOfTheCeremonySignAndAllOfThem() {
    KeySet two = generate(vault, ksks, KeyRole.KSK, P256);
    ZoneKey second = last(two);
    assertThat(atCeremony(request, two, Set.of(), Optional.empty()))
        .containsExactly(
            "KSK " + second.keyTag() + " alg 13 is active here and not in the request");
    KskRequest both = asked(keys, plan(Requesting.keys(keys.with(List.of(second)), List.of())));
    assertThat(atCeremony(both))
        .containsExactly("KSK " + second.keyTag() + " alg 13 is no key of this ceremony");
    assertThat(atCeremony(both, two, Set.of(), Optional.empty())).isEmpty();
    assertThat(Ceremony.sign(vault, two, both).rrsigs()).hasSize(4 * 3 * 2);
    assertThat(atCeremony(both, two.withRetired(second), Set.of(), Optional.empty()))
        .singleElement()
        .asString()
        .endsWith(" is not active here and in the request it is a signing-ksk");
    KeySet other = new KeySet(Name.fromConstantString("other."), ksks.keys());
    assertThat(atCeremony(request, other, Set.of(), Optional.empty()))
        .containsExactly("the request is for example., the KSKs here are those of other.");
  }

  /** RFC 8901: a key of another signer is signed only if people at the ceremony say so. */
  @Test
  void foreignKeysNeedApproval() {
    KskRequest more = asked(keys, plan(Requesting.keys(keys, List.of(foreign.dnskey()))));
    assertThat(atCeremony(more))
        .singleElement()
        .asString()
        .contains("proves nothing about, are [" + foreign.keyTag() + "], approved are []");
    Set<Integer> approved = Set.of(foreign.keyTag());
    assertThat(atCeremony(more, ksks, approved, Optional.empty())).isEmpty();
    assertThat(atCeremony(request, ksks, approved, Optional.empty()))
        .singleElement()
        .asString()
        .contains("are [], approved are [" + foreign.keyTag() + "]");
  }

  @Test
  void algorithmsNeedAKskAndTagsAreOfOneKey() {
    KeySet ed = generate(online, keys, KeyRole.ZSK, DnssecAlgorithm.ED25519);
    assertThatThrownBy(() -> asked(ed, plan(Requesting.keys(ed, List.of()))))
        .isInstanceOf(CeremonyException.class)
        .hasMessageContaining("algorithm 15 has no KSK that signs");
    List<DnskeyRdata> twins = twins();
    assertThatThrownBy(() -> asked(keys, plan(Requesting.keys(keys, twins))))
        .isInstanceOf(CeremonyException.class)
        .hasMessageContaining("are two keys with one tag");
  }

  /** Two keys with one tag, of some three hundred. */
  private static List<DnskeyRdata> twins() {
    Map<Integer, DnskeyRdata> seen = new TreeMap<>();
    while (true) {
      try (SoftwareKeyPair pair = SoftwareKeyPair.generate(P256, 0, new SecureRandom())) {
        DnskeyRdata key = DnskeyRdata.of(256, P256, pair.publicKeyField());
        DnskeyRdata other = seen.put(key.keyTag(), key);
        if (other != null) {
          return List.of(key, other);
        }
      }
    }
  }

  @Test
  void limitsHold() {
    assertThat(
            limited(
                new CeremonyLimits(Duration.ofDays(12), Duration.ofDays(20), Duration.ofDays(30))))
        .containsExactly(
            "the bundle " + slots().get(0) + " is 12 days and 1 h long; the policy allows 12 days");
    assertThat(
            limited(
                new CeremonyLimits(Duration.ofDays(13), Duration.ofDays(19), Duration.ofDays(30))))
        .containsExactly("the period is 20 days long; the policy allows 19 days");
    assertThat(
            limited(
                new CeremonyLimits(Duration.ofDays(13), Duration.ofDays(20), Duration.ofDays(29))))
        .singleElement()
        .asString()
        .endsWith("to the end of the period is 30 days long; the policy allows 29 days");
    assertThat(
            limited(
                new CeremonyLimits(Duration.ofDays(13), Duration.ofDays(20), Duration.ofDays(30))))
        .isEmpty();
    assertThat(
            RequestChecks.atCeremony(
                request,
                ksks,
                Set.of(),
                CeremonyLimits.DEFAULT,
                Optional.empty(),
                UNTIL.plusSeconds(1)))
        .singleElement()
        .asString()
        .startsWith("the period is over by this machine's clock, ");
  }

  private static List<String> limited(CeremonyLimits limits) {
    return RequestChecks.atCeremony(request, ksks, Set.of(), limits, Optional.empty(), NOW);
  }

  @Test
  void bundlesLeaveNoGapAndBelongToThePeriod() {
    List<Slot> slots = slots();
    List<CeremonyKey> all = Requesting.keys(keys, List.of());
    assertThatThrownBy(() -> asked(keys, plan(all, List.of(slots.get(0), slots.get(3)))))
        .hasMessageContaining("at 2027-01-13T00:00:00Z, in the period, no bundle is valid");
    List<Slot> beyond = new ArrayList<>(slots);
    beyond.add(new Slot(UNTIL.plus(Duration.ofDays(20)), UNTIL.plus(Duration.ofDays(40))));
    assertThat(atCeremony(asked(keys, plan(all, beyond))))
        .singleElement()
        .asString()
        .endsWith(" is not one of the period");
    List<Slot> early = new ArrayList<>(slots);
    early.add(0, new Slot(FROM.minus(Duration.ofDays(30)), FROM.minus(Duration.ofDays(20))));
    assertThat(atCeremony(asked(keys, plan(all, early))))
        .containsExactly("the first bundle begins long before the period");
    assertThatThrownBy(() -> plan(all, List.of(slots.get(1), slots.get(0))))
        .hasMessage("bundle 2 does not begin after the one before it");
  }

  @Test
  void aRequestContinuesTheResponseBefore() throws IOException {
    KskPlan first = request.plan();
    KskPlan next =
        new KskPlan(
            ZONE,
            UNTIL,
            UNTIL.plus(Duration.ofDays(10)),
            TTL,
            first.keys(),
            first.requests(),
            Slots.over(
                UNTIL,
                UNTIL.plus(Duration.ofDays(10)),
                Duration.ofDays(12),
                Duration.ZERO,
                Duration.ofDays(6),
                LEAST));
    KskRequest following = asked(keys, next);
    assertThat(atCeremony(following, ksks, Set.of(), Optional.of(response))).isEmpty();
    // The last bundle before is valid for ten days after its period.
    for (Duration after : List.of(Duration.ofDays(10), Duration.ofDays(10).plusSeconds(1))) {
      Instant from = UNTIL.plus(after);
      List<Slot> late = List.of(new Slot(from, from.plus(Duration.ofDays(12))));
      KskPlan later =
          new KskPlan(ZONE, from, from.plusSeconds(60), TTL, first.keys(), first.requests(), late);
      List<String> found = atCeremony(asked(keys, later), ksks, Set.of(), Optional.of(response));
      if (after.equals(Duration.ofDays(10))) {
        assertThat(found).isEmpty();
      } else {
        assertThat(found)
            .containsExactly(
                "at 2027-01-31T00:00:00Z, after the previous response and before this period, no"
                    + " bundle is valid");
      }
    }
    assertThat(atCeremony(following, ksks, Set.of(), Optional.of(damaged())))
        .singleElement()
        .asString()
        .startsWith("the previous response is bad: bundle 1, DNSKEY by KSK ");
  }

  /** The response with one bit of its first signature turned. */
  private static KskResponse damaged() {
    List<RRSIGRecord> rrsigs = new ArrayList<>(response.rrsigs());
    RRSIGRecord first = rrsigs.get(0);
    byte[] signature = first.getSignature().clone();
    signature[9] ^= 1;
    rrsigs.set(
        0,
        new RRSIGRecord(
            ZONE,
            1,
            TTL,
            first.getTypeCovered(),
            13,
            TTL,
            first.getExpire(),
            first.getTimeSigned(),
            first.getFootprint(),
            ZONE,
            signature));
    return new KskResponse(response.plan(), response.request(), rrsigs);
  }

  @Test
  void aResponseIsImportedOnlyIfItIsTheOneThatWasAskedFor() {
    assertThat(ImportChecks.problems(damaged(), request, toPublish(), active(), LEAST, FROM))
        .singleElement()
        .asString()
        .contains("does not verify");
    KskRequest another = asked(keys, request.plan());
    assertThat(ImportChecks.problems(response, another, toPublish(), active(), LEAST, FROM))
        .singleElement()
        .asString()
        .startsWith("it is the response to the request with SHA-256 " + request.digest());
    assertThat(ImportChecks.problems(response, request, toPublish(), List.of(), LEAST, FROM))
        .singleElement()
        .asString()
        .endsWith("signed and is not active");
    assertThat(
            ImportChecks.problems(
                response,
                request,
                toPublish(),
                active(),
                Duration.ofHours(145).plusSeconds(1),
                FROM))
        .singleElement()
        .asString()
        .startsWith("at 2027-01-06T22:59:59Z, in the period, no bundle is valid for 145 hours");
    assertThat(ImportChecks.problems(response, request, toPublish(), active(), LEAST, UNTIL))
        .containsExactly("its period was over at " + UNTIL);
  }

  @Test
  void signaturesAreChosenByTimeAndRrsets() throws IOException {
    Path kept = folder.resolve("bundles");
    assertThatThrownBy(() -> choose(KskBundles.read(kept, ZONE), FROM))
        .hasMessageStartingWith("there are no KSK signatures in " + kept);
    KskBundles.read(kept, ZONE).add(response);
    KskBundles bundles = KskBundles.read(kept, ZONE);
    List<Slot> slots = slots();
    assertThat(choose(bundles, FROM).slot()).isEqualTo(slots.get(0));
    Instant turn = slots.get(1).inception();
    assertThat(choose(bundles, turn.minusSeconds(1)).slot()).isEqualTo(slots.get(0));
    assertThat(choose(bundles, turn).slot()).isEqualTo(slots.get(1));
    assertThat(choose(bundles, turn).rrsigs()).isEqualTo(response.rrsigs(slots.get(1)));
    Instant end = slots.get(3).expiration().minus(LEAST);
    assertThat(choose(bundles, turn).usableUntil()).isEqualTo(end);
    assertThat(choose(bundles, end.minusSeconds(1)).slot()).isEqualTo(slots.get(3));
    for (Instant outside : List.of(slots.get(0).inception().minusSeconds(1), end)) {
      assertThatThrownBy(() -> choose(bundles, outside))
          .isInstanceOf(CeremonyException.class)
          .hasMessageContaining("can be used at " + outside)
          .hasMessageContaining("have 72 hours of life left")
          .hasMessageContaining("from 2026-12-31T23:00:00Z, the last " + slots.get(3));
    }
  }

  private static KskBundles.Chosen choose(KskBundles bundles, Instant at) {
    return bundles.choose(toPublish(), active(), at, LEAST);
  }

  @Test
  void whatIsToBePublishedIsWhatWasSigned() throws IOException {
    Path kept = folder.resolve("bundles");
    KskBundles.read(kept, ZONE).add(response);
    KskBundles bundles = KskBundles.read(kept, ZONE);
    List<KskRrset> more = new ArrayList<>(toPublish());
    List<DnskeyRdata> dnskeys = new ArrayList<>(keys.keys().stream().map(ZoneKey::dnskey).toList());
    dnskeys.add(foreign.dnskey());
    more.set(0, KskRrset.dnskey(TTL, dnskeys));
    refused(bundles, more, "ZSK " + foreign.keyTag() + " alg 13 is to be published and was not");
    more.set(0, KskRrset.dnskey(TTL, active()));
    refused(bundles, more, "ZSK " + last(keys).keyTag() + " alg 13 was signed and is not to be");
    more.set(0, KskRrset.dnskey(TTL + 1, keys.keys().stream().map(ZoneKey::dnskey).toList()));
    refused(bundles, more, "the TTL of DNSKEY is 3601 and was signed as 3600");
    refused(bundles, toPublish().subList(0, 2), "CDNSKEY was signed and is not to be published");
  }

  private static void refused(KskBundles bundles, List<KskRrset> sets, String part) {
    assertThatThrownBy(() -> bundles.choose(sets, active(), FROM, LEAST))
        .isInstanceOf(CeremonyException.class)
        .hasMessageContaining("Against the response for " + FROM + " until " + UNTIL + ": " + part);
  }

  @Test
  void aBundleFileThatWasAlteredIsRefused() throws IOException {
    Path kept = folder.resolve("bundles");
    Path file = KskBundles.read(kept, ZONE).add(response);
    assertThat(KskBundles.read(kept, ZONE).add(response)).isEqualTo(file);
    assertThat(kept.toFile().list()).containsExactly(response.digest() + ".toml");
    String good = Files.readString(file);
    Files.writeString(file, good.replace(response.request(), "0".repeat(64)));
    bad(kept, file + " is not as it was imported: its SHA-256 is ");
    Files.writeString(file, good.substring(0, good.length() / 2));
    bad(kept, file + ":");
    Files.delete(file);
    KskBundles.read(kept, ZONE).add(damaged());
    bad(kept, "bundle 1, DNSKEY by KSK ");
    Path name = kept.resolve(damaged().digest() + ".toml");
    Files.delete(name);
    Files.writeString(kept.resolve("notes"), "x");
    bad(kept, kept.resolve("notes") + ":1:");
    Files.delete(kept.resolve("notes"));
    KskBundles.read(kept, ZONE).add(response);
    assertThatThrownBy(() -> KskBundles.read(kept, Name.fromConstantString("other.")))
        .hasMessageContaining("is of example., not of other.");
    assertThat(KskBundles.read(kept, ZONE).responses()).containsExactly(response);
  }

  private static void bad(Path kept, String part) {
    assertThatThrownBy(() -> KskBundles.read(kept, ZONE))
        .isInstanceOf(CeremonyException.class)
        .hasMessageContaining(part);
  }

  /** A token that signs with another key is found out before anything is used. */
  @Test
  void aWrongKeyUnderTheRightIdMakesNoResponse() {
    ZoneKey right = ksks.keys().get(0);
    ZoneKey wrong = last(generate(vault, ksks, KeyRole.KSK, P256));
    KeySet mixed =
        new KeySet(
            ZONE, List.of(new ZoneKey(KeyRole.KSK, right.dnskey(), wrong.id(), "mixed", true)));
    assertThatThrownBy(() -> Ceremony.sign(vault, mixed, request))
        .isInstanceOf(CeremonyException.class)
        .hasMessageContaining("bundle 1, DNSKEY by KSK " + right.keyTag())
        .hasMessageContaining("does not verify; nothing was written");
  }

  @Test
  void recordsHaveOneFormAndOrder() {
    String digest = "ab".repeat(32);
    List<String> texts = List.of("2 13 2 " + digest, "1 13 2 " + digest);
    KskRrset set = new KskRrset(Type.CDS, 5, texts);
    assertThat(set.rdata())
        .containsExactly(
            "1 13 2 " + digest.toUpperCase(Locale.ROOT),
            "2 13 2 " + digest.toUpperCase(Locale.ROOT));
    assertThat(set.at(ZONE).rrs()).extracting(Record::getTTL).containsOnly(5L);
    assertThatThrownBy(
            () ->
                new KskRrset(
                    Type.CDS, 5, List.of(texts.get(0), texts.get(0).toUpperCase(Locale.ROOT))))
        .hasMessageContaining("or one twice");
    assertThatThrownBy(() -> new KskRrset(Type.A, 5, List.of("192.0.2.1")))
        .hasMessage("KSKs do not sign A here");
    assertThatThrownBy(() -> new KskRrset(Type.CDS, -1, texts)).hasMessageContaining("TTL is -1");
    assertThatThrownBy(() -> new KskRrset(Type.CDS, 5, List.of("1 13 2")))
        .hasMessageContaining("is refused");
  }
}
