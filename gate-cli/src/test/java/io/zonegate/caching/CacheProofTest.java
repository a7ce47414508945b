package io.zonegate.caching;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.caching.CacheTimeline.Published;
import io.zonegate.verifier.history.PublishedKey;
import io.zonegate.verifier.parent.Ds;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CacheProofTest {
  private static final long DAY = Instant.parse("2026-11-24T00:00:00Z").getEpochSecond();
  private static final long WEEK = 7 * 86_400;

  private static long at(int hour, int minute) {
    return DAY + hour * 3_600L + minute * 60L;
  }

  @Test
  @DisplayName(".nz 2023: the old KSK leaves hours after the DS, which caches hold for a day")
  void storyOfNz() {
    CacheTimeline timeline = new CacheTimeline(0, 0);
    timeline.parent(DAY, "old DS", Parts.ttl(86_400, Parts.ds(801)));
    timeline.parent(at(10, 3), "new DS", Parts.ttl(86_400, Parts.ds(802)));
    timeline.release(
        DAY,
        "serial 1",
        Parts.ttl(3_600, Parts.keys(new int[] {801, 802, 803}, 801, 802)),
        List.of(Parts.ttl(7_200, Parts.data(803))));
    timeline.release(
        at(15, 0),
        "serial 2",
        Parts.ttl(3_600, Parts.keys(new int[] {802, 803}, 802)),
        List.of(Parts.ttl(7_200, Parts.data(803))));
    CacheProof proof = CacheProof.of(timeline.caches(DAY + WEEK), Validator.ANY_PATH);

    assertThat(proof.holds()).isFalse();
    assertThat(proof.combinations()).isEqualTo(4);
    assertThat(proof.failures()).hasSize(1);
    assertThat(Story.of(proof.failures().get(0)))
        .isEqualTo(
            "a resolver that fetched the DS RRset (DS 801; old DS) at 2026-11-24T10:02:59Z and"
                + " fetches the DNSKEY RRset (DNSKEY 802, 803; serial 2) and other RRsets (RRSIGs"
                + " by 803; serial 1) at 2026-11-24T15:00:00Z fails from 2026-11-24T15:00:00Z to"
                + " 2026-11-25T10:03:00Z, because no key that the DS RRset names (DS 801) is in the"
                + " DNSKEY RRset (DNSKEY 802, 803) and signs it; it is signed by key tag 802"
                + " algorithm 8. There are such resolvers from 2026-11-24T15:00:00Z to"
                + " 2026-11-25T10:03:00Z. Earliest safe time for this step: 2026-11-25T10:03:00Z.");
  }

  @Test
  @DisplayName("APNIC 2012: keys and signatures change at once, and no waiting helps")
  void storyOfApnic() {
    CacheTimeline timeline = new CacheTimeline(60, 0);
    timeline.parent(DAY, "DS", Parts.ttl(3_600, Parts.ds(801)));
    timeline.release(
        DAY,
        "first signer",
        Parts.ttl(3_600, Parts.keys(new int[] {801, 802}, 801)),
        List.of(Parts.ttl(7_200, Parts.data(802))));
    timeline.release(
        at(12, 0),
        "standby signer",
        Parts.ttl(3_600, Parts.keys(new int[] {801, 803}, 801)),
        List.of(Parts.ttl(7_200, Parts.data(803))));
    CacheProof proof = CacheProof.of(timeline.caches(DAY + WEEK), Validator.ANY_PATH);

    assertThat(proof.failures()).hasSize(2);
    assertThat(proof.safeFrom()).isEmpty();
    assertThat(Story.of(proof.failures().get(0)))
        .contains("other RRsets (RRSIGs by 802; first signer) at 2026-11-24T10:00:59Z")
        .contains("fails from 2026-11-24T12:00:00Z to 2026-11-24T14:01:00Z")
        .contains("No later time makes this step safe: change the plan, not the wait.");
  }

  @Test
  @DisplayName("Signatures that servers give out after their expiry fail")
  void servedExpired() {
    CacheTimeline timeline = new CacheTimeline(0, 0);
    timeline.parent(DAY, "DS", Parts.ttl(3_600, Parts.ds(801)));
    timeline.release(
        DAY,
        "serial 1",
        Parts.ttl(3_600, Parts.keys(new int[] {801}, 801)),
        List.of(new Published<>(Parts.data(801), 7_200, at(20, 0), at(21, 0))));

    assertThat(CacheProof.of(timeline.caches(at(20, 0)), Validator.ANY_PATH).holds()).isTrue();
    CacheProof later = CacheProof.of(timeline.caches(at(20, 1)), Validator.ANY_PATH);
    assertThat(later.failures()).hasSize(1);
    assertThat(later.failures().get(0).from()).isEqualTo(at(20, 0) + 1);
    assertThat(later.failures().get(0).reason()).contains("has expired");
  }

  @Test
  @DisplayName("Releases in which a validator sees no difference are one version")
  void sameVersionsAreOne() {
    CacheTimeline timeline = new CacheTimeline(60, 0);
    timeline.parent(DAY, "DS", Parts.ttl(3_600, Parts.ds(801)));
    for (int hour = 0; hour < 24; hour++) {
      timeline.release(
          at(hour, 0),
          "serial " + hour,
          Parts.ttl(3_600, Parts.keys(new int[] {801}, 801)),
          List.of(Parts.ttl(7_200, Parts.data(801)), Parts.ttl(7_200, Parts.data(801, 802))));
    }
    Caches caches = timeline.caches(at(24, 0));

    assertThat(caches.keys()).hasSize(1);
    assertThat(caches.data()).hasSize(2);
    assertThat(CacheProof.of(caches, Validator.ANY_PATH).combinations()).isEqualTo(2);
  }

  @Test
  @DisplayName("A signature that has expired when it is released spoils nothing before that")
  void releasedExpired() {
    CacheTimeline timeline = new CacheTimeline(0, 0);
    timeline.parent(DAY, "DS", Parts.ttl(3_600, Parts.ds(801)));
    CacheTimeline.Published<DnskeyRrset> keys = Parts.ttl(3_600, Parts.keys(new int[] {801}, 801));
    timeline.release(
        DAY, "serial 1", keys, List.of(new Published<>(Parts.data(801), 60, at(9, 0), at(9, 0))));
    timeline.release(
        at(9, 0),
        "serial 2",
        keys,
        List.of(new Published<>(Parts.data(801), 60, at(8, 0), at(10, 0))));

    List<Failure> failures =
        CacheProof.of(timeline.caches(at(9, 30)), Validator.ANY_PATH).failures();
    assertThat(failures).extracting(Failure::from).containsExactly(at(9, 0));
  }

  @Test
  @DisplayName("A proof over nothing does not hold")
  void nothingIsNoProof() {
    Caches nothing = new Caches(List.of(), List.of(), List.of(), DAY);
    assertThat(CacheProof.of(nothing, Validator.ANY_PATH).holds()).isFalse();
  }

  @Test
  @DisplayName("A revoked key is no key for a validator (RFC 5011 section 2.1)")
  void revokedKey() {
    PublishedKey revoked = new PublishedKey(257 | 0x80, 8, 801, "key801");
    DnskeyRrset keys = new DnskeyRrset(List.of(revoked), Parts.signers(801));
    assertThat(Validator.ANY_PATH.refusal(Parts.ds(801), keys, Parts.data(801))).isPresent();
  }

  @Test
  @DisplayName("Without a secure DS RRset anything goes; with one an unsigned zone fails")
  void insecureDelegation() {
    assertThat(
            Validator.EVERY_ALGORITHM.refusal(
                DsRrset.NONE, DnskeyRrset.NONE, SignedRrsets.UNSIGNED))
        .isEmpty();
    assertThat(
            Validator.ANY_PATH.refusal(
                new DsRrset(Set.of(new DsRrset.Link(801, 8, 2, ""))),
                DnskeyRrset.NONE,
                SignedRrsets.UNSIGNED))
        .isPresent();
  }

  @Test
  @DisplayName("RFC 6840 section 5.11 takes one algorithm, RFC 4035 section 2.2 asks for each")
  void algorithms() {
    DnskeyRrset both = Parts.keys(new int[] {801, 1301}, 801, 1301);
    DnskeyRrset entryByOne = Parts.keys(new int[] {801, 1301}, 801);
    assertThat(Validator.ANY_PATH.refusal(Parts.ds(801, 1301), entryByOne, Parts.data(801)))
        .isEmpty();
    assertThat(Validator.EVERY_ALGORITHM.refusal(Parts.ds(801, 1301), both, Parts.data(801, 1301)))
        .isEmpty();
    assertThat(Validator.EVERY_ALGORITHM.refusal(Parts.ds(801), both, Parts.data(801)))
        .hasValueSatisfying(why -> assertThat(why).contains("algorithm 13"));
    assertThat(
            Validator.EVERY_ALGORITHM.refusal(
                Parts.ds(801, 1301), entryByOne, Parts.data(801, 1301)))
        .hasValueSatisfying(why -> assertThat(why).contains("the DS RRset has algorithm 13"));
  }

  private static DsRrset of(Ds... records) {
    return DsRrset.of(List.of(records), ds -> "key" + ds.keyTag());
  }

  private static Ds record(int key, int digestType) {
    return new Ds(key, key / 100, digestType, "00");
  }

  @Test
  @DisplayName("A DS RRset whose strongest digest leads nowhere: Unbound goes by no other")
  void strongestDigest() {
    DnskeyRrset keys = Parts.keys(new int[] {801, 802}, 801);
    assertThat(
            Validator.ANY_PATH.refusal(of(record(801, 2), record(802, 4)), keys, Parts.data(801)))
        .hasValueSatisfying(why -> assertThat(why).contains("digest type 4"));
    assertThat(
            Validator.ANY_PATH.refusal(of(record(801, 4), record(802, 2)), keys, Parts.data(801)))
        .isEmpty();
    assertThat(
            Validator.ANY_PATH.refusal(of(record(801, 2), record(802, 2)), keys, Parts.data(801)))
        .isEmpty();
    // Another algorithm's digest is stronger; the SHA-1 record counts, and Unbound passes it over.
    assertThat(
            Validator.ANY_PATH.refusal(of(record(801, 1), record(1303, 2)), keys, Parts.data(801)))
        .hasValueSatisfying(why -> assertThat(why).contains("digest type 2"));
    assertThat(of(record(801, 1), record(802, 2)).links()).hasSize(1);
    assertThat(of(record(801, 3)).isSecure()).isFalse();
  }
}
