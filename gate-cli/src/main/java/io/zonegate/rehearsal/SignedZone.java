package io.zonegate.rehearsal;

import io.zonegate.caching.CacheTimeline.Published;
import io.zonegate.caching.DnskeyRrset;
import io.zonegate.caching.Lifetime;
import io.zonegate.caching.SignedRrsets;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.Rrsig;
import io.zonegate.verifier.crypto.SignatureLedger;
import io.zonegate.verifier.crypto.SignatureStatus;
import io.zonegate.verifier.crypto.SignatureSweep;
import io.zonegate.verifier.history.Signer;
import io.zonegate.verifier.history.SignerSurvey;
import io.zonegate.verifier.history.ZoneState;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A zone as it was published, read from its file: what caches can get of it. Only signatures that
 * verify count, and those by keys that only caches may know.
 *
 * @param file its master file
 * @param zone the zone
 * @param state its keys and signers
 * @param keys its DNSKEY RRset
 * @param data its other RRsets, those together that the same keys sign
 * @param denials how it denies existence
 */
record SignedZone(
    Path file,
    Zone zone,
    ZoneState state,
    Published<DnskeyRrset> keys,
    List<Published<SignedRrsets>> data,
    Denials denials) {

  /**
   * Reads it.
   *
   * @param file the file that the zone was read from
   * @param leastTtl in seconds: what the largest TTL of its RRsets counts as at least, for a zone
   *     that is a sample of another one
   * @param leastKeysTtl the same for its DNSKEY RRset, for one that stands for what is live
   */
  static SignedZone of(Path file, Zone zone, long leastTtl, long leastKeysTtl)
      throws SignerSurvey.TooManySetsException {
    KeyRing ring = KeyRing.of(zone);
    SignatureSweep sweep = new SignatureSweep(zone, ring);
    SignatureLedger ledger = sweep.ledger(List.of(sweep.sweep(new OwnerRange(0, zone.owners()))));
    SignerSurvey survey = SignerSurvey.of(zone, ring, record -> counts(ledger.status(record)));
    ZoneState state = ZoneState.of(zone, ring, survey);
    Span keySpan = new Span();
    Span dataSpan = new Span();
    boolean unsigned = false;
    long largestTtl = Math.max(leastTtl, state.largestTtl());
    for (int rrset = 0; rrset < zone.rrsets(); rrset++) {
      int first = zone.firstRecord(rrset);
      int type = zone.type(rrset);
      if (!zone.hasData(rrset) || !zone.structure().isAuthoritative(zone.owner(first), type)) {
        continue;
      }
      boolean isKeys = zone.owner(first) == 0 && type == RecordType.DNSKEY;
      boolean signed = false;
      for (int r = zone.firstSignature(rrset); r < zone.firstRecord(rrset + 1); r++) {
        if (counts(ledger.status(r))) {
          signed = true;
          (isKeys ? keySpan : dataSpan).add(Rrsig.of(zone, r));
        }
      }
      if (!signed && !isKeys) {
        unsigned = true;
        largestTtl = Math.max(largestTtl, zone.ttl(first));
      }
    }
    List<Published<SignedRrsets>> data = new ArrayList<>();
    for (Set<Signer> signers : survey.data().keySet()) {
      data.add(
          new Published<>(new SignedRrsets(signers), largestTtl, dataSpan.first, dataSpan.last));
    }
    if (unsigned) {
      data.add(Published.plain(SignedRrsets.UNSIGNED, largestTtl));
    }
    return new SignedZone(
        file,
        zone,
        state,
        new Published<>(
            new DnskeyRrset(state.keys(), state.dnskeySigners()),
            state.dnskeyTtl() < 0 ? zone.negativeTtl() : Math.max(leastKeysTtl, state.dnskeyTtl()),
            keySpan.first,
            keySpan.last),
        data,
        Denials.of(zone));
  }

  private static boolean counts(byte status) {
    return status == SignatureStatus.VALID || status == SignatureStatus.NO_KEY;
  }

  /** The last second in which all of its signatures are valid; for ever without signatures. */
  long validUntil() {
    return Math.min(
        keys.firstExpiry(),
        data.stream().mapToLong(Published::firstExpiry).min().orElse(Lifetime.FOREVER));
  }

  /** First and last expiration of signatures. */
  private static final class Span {
    private long first = Lifetime.FOREVER;
    private long last = Lifetime.FOREVER;

    void add(Rrsig rrsig) {
      long expiration = Integer.toUnsignedLong(rrsig.expiration());
      last = first == Lifetime.FOREVER ? expiration : Math.max(last, expiration);
      first = Math.min(first, expiration);
    }
  }
}
