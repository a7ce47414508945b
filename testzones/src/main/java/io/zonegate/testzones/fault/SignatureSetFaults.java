package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SoftwareKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Type;

/**
 * Signatures that are valid one by one and not as they should be (SIG-LIFETIME, SIG-COUNT,
 * SIG-CLIFF, SIG-REDUNDANT).
 */
final class SignatureSetFaults {

  private static final String SECURE = "none: secure";
  private static final String DUAL = "[signatures]\nsigning-keys-per-rrset = 2\n";

  private SignatureSetFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("sig-valid-for-a-year", SECURE + "; can be played back for as long")
            .must("SIG-LIFETIME")
            .warns(w -> validFor(w, Duration.ofDays(365))),
        fault("sig-valid-for-a-second-more-than-the-policy-wants", SECURE)
            .must("SIG-LIFETIME")
            .warns(
                w -> {
                  w.policy("[signatures]\nlongest-validity = \"14d\"\n");
                  validFor(w, Duration.ofDays(14).plusSeconds(1));
                }),
        twin("sig-valid-for-180-days", "at the limit", "SIG-LIFETIME")
            .passes(w -> validFor(w, Duration.ofDays(180))),
        fault("sig-old-one-left", SECURE + "; one more to try (KeyTrap)")
            .must("SIG-COUNT")
            .warns(
                w -> {
                  RRSIGRecord r = w.someDataRrsig();
                  again(w, r, 1);
                }),
        fault("sig-nine-on-one-rrset", SECURE + "; some validators try no more than 8 (KeyTrap)")
            .must("SIG-COUNT")
            .warns(
                w -> {
                  RRSIGRecord r = w.someDataRrsig();
                  for (int i = 1; i < 9; i++) {
                    again(w, r, i);
                  }
                }),
        twin("sig-one-by-each-of-two-keys", "a ZSK rollover by double signature", "SIG-COUNT")
            .passes(SignatureSetFaults::twoZsks),
        fault("sig-two-where-the-policy-wants-one", SECURE + "; one more to try (KeyTrap)")
            .must("SIG-COUNT")
            .warns(w -> doubled(w, 1)),
        twin("sig-two-where-the-policy-wants-two", "at the limit", "SIG-COUNT")
            .passes(w -> doubled(w, 2)),
        fault("sig-all-expire-in-one-second", SECURE + " until then")
            .must("SIG-CLIFF")
            .warns(w -> w.policy("[signatures]\nexpiring-per-hour = 50\n")),
        fault("sig-one-in-ten-expires-in-an-hour", SECURE + " until then")
            .must("SIG-CLIFF")
            .warns(
                w -> {
                  w.policy("[signatures]\nexpiring-per-hour = 8\n");
                  spread(w, 10, 7200);
                }),
        twin("sig-one-in-twenty-expires-in-an-hour", "jitter", "SIG-CLIFF")
            .passes(
                w -> {
                  w.policy("[signatures]\nexpiring-per-hour = 8\n");
                  spread(w, 20, 7200);
                }),
        fault("sig-a-quarter-expires-in-each-hour-less-a-second", SECURE + " until then")
            .must("SIG-CLIFF")
            .warns(
                w -> {
                  w.policy("[signatures]\nexpiring-per-hour = 30\n");
                  spread(w, 4, 3599);
                }),
        twin(
                "sig-a-quarter-expires-in-each-hour",
                "the limit is for less than an hour",
                "SIG-CLIFF")
            .passes(
                w -> {
                  w.policy("[signatures]\nexpiring-per-hour = 30\n");
                  spread(w, 4, 3600);
                }),
        fault("sig-by-one-key-where-two-are-asked-for", SECURE + " as long as that key is")
            .must("SIG-REDUNDANT")
            .blocks(w -> w.policy(DUAL)),
        fault("sig-second-one-missing-once", SECURE + " as long as that key is")
            .must("SIG-REDUNDANT")
            .blocks(
                w -> {
                  dual(w);
                  RRSIGRecord r = w.someRrsig(t -> t != Type.DNSKEY);
                  w.zone().remove(r);
                }),
        twin("sig-by-two-keys-as-asked-for", "dual signing", "SIG-REDUNDANT")
            .passes(SignatureSetFaults::dual));
  }

  private static SoftwareKey other(Workshop w, KeyRole role) {
    return SoftwareKey.generate(KeyAlgorithm.ECDSAP256, role, ~w.seed());
  }

  private static void twoZsks(Workshop w) {
    w.keys(w.plan().keys().withZoneSigners(List.of(w.zsk(), other(w, KeyRole.ZSK))));
  }

  /** Two ZSKs sign, and the policy has a limit. */
  private static void doubled(Workshop w, int limit) {
    w.policy("[signatures]\nrrsigs-per-rrset = " + limit + "\n");
    twoZsks(w);
  }

  private static void dual(Workshop w) {
    w.policy(DUAL);
    w.parent(w.ksk().ds(Workshop.ORIGIN, 86_400, 2));
    SigningKeys keys = w.plan().keys();
    w.keys(
        keys.plus(
            new SigningKeys(
                List.of(other(w, KeyRole.KSK)), List.of(other(w, KeyRole.ZSK)), List.of())));
  }

  private static void validFor(Workshop w, Duration validity) {
    Instant inception = w.clock().minus(Duration.ofHours(1));
    w.plan(w.plan().withTimes(inception, inception.plus(validity)));
  }

  /** One more valid signature by the same key, a little older than the others. */
  private static void again(Workshop w, RRSIGRecord r, int minutes) {
    w.zone()
        .addSignature(
            r.getName(),
            r.getTypeCovered(),
            w.zsk(),
            f ->
                f.withTimes(
                    f.inception().minusSeconds(60L * minutes),
                    f.expiration().minusSeconds(60L * minutes)));
  }

  /** Every RRset is signed again, in turn for one of so many expirations so far apart. */
  private static void spread(Workshop w, int groups, long seconds) {
    List<RRSIGRecord> all = w.zone().rrsigs();
    for (int i = 0; i < all.size(); i++) {
      RRSIGRecord r = all.get(i);
      long later = i % groups * seconds;
      SoftwareKey key = r.getTypeCovered() == Type.DNSKEY ? w.ksk() : w.zsk();
      w.zone()
          .resign(
              r.getName(),
              r.getTypeCovered(),
              key,
              f -> f.withTimes(f.inception(), f.expiration().plusSeconds(later)));
    }
  }
}
