package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.Rrsig;
import io.zonegate.verifier.crypto.SignatureStatus;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.List;

/** KEY-REVOKED. */
@CheckInfo(
    id = "KEY-REVOKED",
    title = "Nothing depends on a key with the REVOKE bit",
    group = CheckGroup.KEYS,
    strictness = Strictness.OTHER_RESOLVERS,
    citation = "RFC 5011 section 2.1",
    examines = "DNSKEYs",
    explanation =
        """
        A revoked key must not be used for anything but to show, by its signature over the DNSKEY RRset, \
        that it is revoked. An RRset that only such a key signs is bogus, and so is the zone if only such \
        a key's DS is at the parent. A DS of a revoked key beside a good one is warned of, and so is a \
        revoked key with the SEP bit that does not sign the DNSKEY RRset: those that trust it never \
        learn of it.""",
    remedy =
        "Sign with the key that replaces the revoked one; change the DS at the parent before revoking.")
public final class KeyRevoked implements Check {
  private static final int REVOKE = 0x80;

  @Override
  public Applicability applies(Candidate candidate) {
    return candidate.keys().entries().isEmpty()
        ? Applicability.no("the zone has no DNSKEY; see ZONE-SIGNED")
        : Applicability.YES;
  }

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    List<Dnskey> revoked =
        candidate.keys().entries().stream()
            .map(KeyRing.Entry::dnskey)
            .filter(Dnskey::isRevoked)
            .toList();
    if (range.hasApex()) {
      examination.examined(candidate.keys().entries().size());
      for (Dnskey key : revoked) {
        delegated(candidate, key, examination);
        announced(candidate, key, examination);
      }
    }
    if (revoked.isEmpty()) {
      return;
    }
    Zone zone = candidate.zone();
    for (int o = range.first(); o < range.end(); o++) {
      for (int s = zone.firstRrset(o); s < zone.firstRrset(o + 1); s++) {
        signed(candidate, o, s, examination);
      }
    }
  }

  /** An RRset with no valid RRSIG but that of a revoked key. */
  private static void signed(Candidate candidate, int owner, int rrset, Examination examination) {
    Zone zone = candidate.zone();
    int byRevoked = -1;
    for (int r = zone.firstSignature(rrset); r < zone.firstRecord(rrset + 1); r++) {
      byte status = candidate.signatures().status(r);
      if (status == SignatureStatus.VALID) {
        return;
      }
      if (status == SignatureStatus.UNUSABLE_KEY && isByRevoked(candidate, r)) {
        byRevoked = r;
      }
    }
    if (byRevoked < 0) {
      return;
    }
    int type = zone.type(rrset);
    int tag = Rrsig.of(zone, byRevoked).keyTag();
    examination.block(
        owner,
        type,
        byRevoked,
        () ->
            zone.ownerName(owner)
                + " "
                + RecordType.mnemonic(type)
                + " is signed by revoked keys only (key tag "
                + tag
                + ")",
        "keyTag",
        tag);
  }

  private static boolean isByRevoked(Candidate candidate, int record) {
    Rrsig rrsig = Rrsig.of(candidate.zone(), record);
    return candidate.keys().find(rrsig.keyTag(), rrsig.algorithm()).stream()
        .anyMatch(e -> e.dnskey().isRevoked());
  }

  /** A DS at the parent that names the key, as it is or as it was before it was revoked. */
  private static void delegated(Candidate candidate, Dnskey key, Examination examination) {
    if (!(candidate.inputs().parent() instanceof ParentTrust.Known known)) {
      return;
    }
    byte[] apex = candidate.zone().apex();
    byte[] before = key.rdata();
    before[1] &= (byte) ~REVOKE;
    Dnskey unrevoked = new Dnskey(before, key.record());
    boolean other =
        known.records().stream().anyMatch(ds -> ParentCheck.keyOf(candidate, ds) != null);
    for (Ds ds : known.records()) {
      if (ds.matches(apex, key) || ds.matches(apex, unrevoked)) {
        examination.report(
            other ? Severity.WARN : Severity.BLOCK,
            0,
            RecordType.DNSKEY,
            key.record(),
            () ->
                "the parent's "
                    + ds
                    + " is of the revoked DNSKEY "
                    + key
                    + (other ? "" : ", and no other DS matches a usable key"),
            "keyTag",
            key.keyTag());
      }
    }
  }

  /** Whether the key's own signature tells of the revocation. */
  private static void announced(Candidate candidate, Dnskey key, Examination examination) {
    Zone zone = candidate.zone();
    int rrset = zone.findRrset(0, RecordType.DNSKEY);
    for (int r = zone.firstSignature(rrset); r < zone.firstRecord(rrset + 1); r++) {
      Rrsig rrsig = Rrsig.of(zone, r);
      byte status = candidate.signatures().status(r);
      if (rrsig.keyTag() == key.keyTag()
          && rrsig.algorithm() == key.algorithm()
          && (status == SignatureStatus.VALID || status == SignatureStatus.UNUSABLE_KEY)) {
        return;
      }
    }
    if (key.isSecureEntryPoint()) {
      examination.report(
          Severity.WARN,
          0,
          RecordType.DNSKEY,
          key.record(),
          () -> "revoked DNSKEY " + key + " does not sign the DNSKEY RRset: nobody learns of it",
          "keyTag",
          key.keyTag());
    }
  }
}
