package io.zonegate.testzones.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.testzones.Peer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;

/** Independent verifiers see the faults, and see nothing wrong with the twins. */
final class PeersOnFaultsTest {

  private static final long SEED = 1;

  /** Legal zones that one peer rejects all the same, and why that peer is wrong or stricter. */
  private static final Map<String, Peer> WRONG_REJECTS =
      Map.of(
          // Knot 3.2 does not read CRLF.
          "zone-crlf-line-ends", Peer.KZONECHECK,
          // Knot 3.2 wants a ZSK without SEP beside a KSK.
          "key-zsk-with-sep-flag", Peer.KZONECHECK,
          // Knot 3.2 wants a CDNSKEY beside every CDS, and a KSK's signature over both.
          "cds-at-a-signaling-name", Peer.KZONECHECK,
          // ldns compares times as signed 32-bit numbers.
          "sig-expiration-after-2038", Peer.LDNS_VERIFY_ZONE,
          // ldns 1.8 stumbles over an escaped parenthesis in a label.
          "odd-escaped-labels-by-nsec", Peer.LDNS_VERIFY_ZONE,
          // BIND reads opt-out from the NSEC3 of the apex only.
          "nsec3-opt-out-in-part", Peer.DNSSEC_VERIFY);

  /**
   * Faults that none of the three peers sees as of BIND 9.18, ldns 1.8 and Knot 3.2; each is a
   * reason for a check of our own. Newer peers may see more.
   */
  private static final Set<String> SEEN_BY_NO_PEER =
      Set.of(
          "alg-dnskey-only",
          "cds-deletes-against-policy",
          "apex-name-server-lost",
          "apex-name-server-too-many",
          "apex-soa-expire-differs",
          "apex-soa-minimum-differs",
          "apex-soa-mname-differs",
          "apex-soa-refresh-differs",
          "apex-soa-rname-differs",
          "canary-is-only-an-ancestor",
          "canary-name-missing",
          "canary-of-another-zone",
          "canary-type-missing",
          "content-address-changed",
          "content-delegation-dropped",
          "content-ds-digest-changed",
          "content-ds-dropped",
          "content-foreign-dnskey-lost",
          "content-glue-dropped",
          "content-record-added",
          "content-truncated",
          "content-ttl-changed",
          "ds-from-file-against-policy",
          "ds-from-key-file-against-policy",
          "delta-all-ds-removed",
          "delta-delegation-added",
          "delta-delegation-added-share",
          "delta-delegation-removed",
          "delta-delegations-removed-share",
          "delta-ds-added-share",
          "delta-names-added",
          "delta-records-removed",
          "denial-from-nsec-to-nsec3",
          "denial-from-nsec3-to-nsec",
          "denial-opt-out-begins",
          "denial-opt-out-ends",
          "denial-salt-removed",
          "ds-sha1-beside-another-sha256",
          "ds-without-ns",
          "key-algorithm-5",
          "key-algorithm-7",
          "key-plan-does-not-have-a-key",
          "key-plan-has-the-tag-of-another-key",
          "key-plan-key-missing",
          "key-plan-key-outlived",
          "key-point-off-curve",
          "key-revoked-signs-one-rrset",
          "key-rsa-1016",
          "key-rsa-512",
          "key-rsa-exponent-even",
          "key-rsa-modulus-even",
          "key-rsa-modulus-of-16384-bits",
          "name-delegations-all-with-origin-twice",
          "nsec-at-absent-name",
          "nsec-at-ent",
          "nsec3-iterations-51",
          "nsec3-unknown-flag",
          "nsec3param-below-the-apex",
          "nsec3param-flags-1",
          "serial-2-31-ahead",
          "serial-as-before",
          "serial-less-than-before",
          "roll-algorithm-at-once-against-the-policy",
          "roll-algorithm-signatures-gone-with-the-key",
          "roll-double-signature-ended-after-three-hours",
          "roll-ksk-changed-half-an-hour-after-its-ds-came",
          "roll-ksk-changed-on-the-word-of-today",
          "roll-ksk-gone-and-its-ds-not-seen-gone",
          "roll-ksk-gone-two-hours-after-its-ds",
          "roll-other-zsk-at-once",
          "roll-zsk-gone-with-its-signatures",
          "roll-zsk-released-and-not-served",
          "roll-zsk-retired-after-two-hours",
          "roll-zsk-signs-an-hour-after-it-appeared",
          "roll-zsk-signs-as-it-appears",
          "sig-algorithm-not-published",
          "sig-by-one-key-where-two-are-asked-for",
          "sig-by-unpublished-key-beside-a-good-one",
          "sig-expires-in-40-hours",
          "sig-expires-in-one-hour",
          "sig-for-absent-type",
          "sig-labels-count-the-asterisk",
          "sig-of-an-algorithm-without-plan",
          "sig-second-one-missing-once",
          "sig-ttl-differs",
          "zonemd-input-cut-after-its-digest",
          "zonemd-input-digest-wrong",
          "zonemd-input-missing",
          "zonemd-missing-though-demanded");

  @TempDir private Path folder;

  private final Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());

  @Test
  void everyTwinIsAcceptedByThePeers() throws Exception {
    for (Fault twin : Faults.all()) {
      if (twin.expected() == Expectation.PASS) {
        FaultCase made = twin.prepare(SEED, now);
        for (Peer peer : Peer.values()) {
          if (WRONG_REJECTS.get(twin.name()) != peer) {
            Peer.Answer answer = judge(peer, made);
            assertThat(answer.accepted()).as("%s: %s", twin, answer).isTrue();
          }
        }
      }
    }
  }

  @Test
  void noFaultButTheListedOnesIsMissedByAllPeers() throws Exception {
    Set<String> unseen = new TreeSet<>();
    for (Fault fault : Faults.all()) {
      boolean fatal =
          fault.expected() == Expectation.BLOCK || fault.expected() == Expectation.UNDECIDED;
      if (fatal && !seen(fault.prepare(SEED, now))) {
        unseen.add(fault.name());
      }
    }
    assertThat(unseen).isSubsetOf(SEEN_BY_NO_PEER);
  }

  private boolean seen(FaultCase made) throws Exception {
    for (Peer peer : List.of(Peer.KZONECHECK, Peer.DNSSEC_VERIFY, Peer.LDNS_VERIFY_ZONE)) {
      if (!judge(peer, made).accepted()) {
        return true;
      }
    }
    return false;
  }

  private Peer.Answer judge(Peer peer, FaultCase made) throws Exception {
    Name origin = Name.fromString(made.origin());
    return peer.judge(folder, origin, made.zoneBytes(), made.parentDs());
  }
}
