package io.zonegate.testzones.incident;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.PastZones;
import io.zonegate.testzones.fault.PreviousZone;
import io.zonegate.testzones.fault.SignatureEdit;
import io.zonegate.testzones.fault.Workshop;
import io.zonegate.testzones.sign.SoftwareKey;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Type;

/** Signatures whose key is not published, and bogus ones of a cause that is not known. */
final class BogusIncidents {
  private BogusIncidents() {}

  static List<Incident> list() {
    return List.of(
        new Incident(
            "INC-13",
            "2017 to 2019, 27 times and more",
            ".mg",
            "The key of the signatures was not in the DNSKEY RRset",
            """
            Again and again the zone was published with signatures whose key tag no DNSKEY had, as if
            the key set and the signatures were of different states of a rollover. Each time no
            validator could resolve it until somebody noticed.
            """,
            List.of("ianix.com/pub/dnssec-outages: 20170618-mg, 20170725-mg, 20190325-mg"),
            "SIG-KEY wants the key of every signature in the DNSKEY RRset.",
            List.of(
                fault("inc-13-signing-key-not-published", "all data is bogus")
                    .must("SIG-KEY")
                    .mayLoseSignature()
                    .may("SIG-VERIFY", "ZONE-SIGNED")
                    .passing("DS-MATCH", "DS-CHAIN", "KEY-FORM", "NSEC-CHAIN")
                    .blocks(
                        w -> {
                          w.keys(PastZones.zsks(w, List.of(w.zsk()), PastZones.otherZsk(w)));
                          Scenes.withdraw(w, w.zsk());
                        }),
                twin("inc-13-signing-key-published", "with the next one", "SIG-KEY")
                    .passes(
                        w -> w.keys(PastZones.zsks(w, List.of(w.zsk()), PastZones.otherZsk(w)))))),
        new Incident(
            "INC-21",
            "2023-09-18",
            ".au",
            "A re-signing run made an incorrect record",
            """
            For 47 minutes around midnight UTC names under .au did not resolve for validators. The
            registry says that its key re-signing process had generated an incorrect record, and no
            more. The case here is the one of that kind which hits the whole zone: the DNSKEY RRset
            has a key more than the one that its signature was made over.
            """,
            List.of("domainincite.com/tag/au", "cctld.ru/en/media/news/industry/35046"),
            "SIG-VERIFY and DS-CHAIN: the signature over the DNSKEY RRset must verify with a key of"
                + " the parent's DS.",
            List.of(
                fault("inc-21-dnskey-signature-of-the-set-before", Scenes.ALL_BOGUS)
                    .must("SIG-VERIFY", "DS-CHAIN")
                    .mayLoseSignature()
                    .passing("DS-MATCH", "SIG-KEY", "KEY-FORM", "NSEC-CHAIN")
                    .blocks(w -> w.zone().add(next(w).dnskey(Workshop.ORIGIN, 3_600))),
                twin("inc-21-dnskey-set-signed-again", "after the key came", "DS-CHAIN")
                    .passes(
                        w -> {
                          w.zone().add(next(w).dnskey(Workshop.ORIGIN, 3_600));
                          w.zone().resign(Workshop.ORIGIN, Type.DNSKEY);
                        }))),
        new Incident(
            "INC-22",
            "2022-03-22",
            ".au",
            "Some 15,000 names were bogus for two hours",
            """
            A part of the zone did not validate from 04:40 to 06:48 UTC. The cause was not
            published. The case here is a change of DS records that the signer missed: it kept the
            signatures over the records before.
            """,
            List.of("domainincite.com/27675", "ianix.com/pub/dnssec-outages: 20220322-au"),
            "SIG-VERIFY verifies every signature over the data as it stands.",
            List.of(
                fault("inc-22-ds-changed-and-not-signed-again", "those delegations are bogus")
                    .must("SIG-VERIFY")
                    .mayLoseSignature()
                    .may("ROLL-PREPUBLISHED")
                    .passing("ZONE-UNCHANGED", "SIG-KEY", "DS-MATCH", "DS-CHAIN", "NSEC-CHAIN")
                    .blocks(w -> changeDs(w, false)),
                twin("inc-22-ds-changed-and-signed-again", "as it should be", "SIG-VERIFY")
                    .passes(w -> changeDs(w, true)))),
        new Incident(
            "INC-23",
            "2023-04-04, twice",
            ".mx",
            "Bogus signatures, repaired and back the same day",
            """
            Signatures did not verify from 02:20 to 06:59 UTC and, after a repair, again from 18:25
            to 19:04. What produced them is not known; it was evidently still there after the
            repair. A zone that follows a good one deserves no trust for that.
            """,
            List.of("ianix.com/pub/dnssec-outages: 20230404-mx"),
            "SIG-VERIFY verifies everything each time, whatever the zone before was like.",
            List.of(
                bogus("inc-23-bogus-signatures").blocks(BogusIncidents::damageApex),
                bogus("inc-23-bogus-again-after-the-repair")
                    .blocks(
                        w -> {
                          PreviousZone.advance(w, 2);
                          PreviousZone.set(w, before -> {});
                          damageApex(w);
                        }),
                twin("inc-23-repaired", "good after a bad one", "SIG-VERIFY")
                    .passes(
                        w -> {
                          PreviousZone.advance(w, 1);
                          PreviousZone.set(w, before -> {});
                        }))),
        new Incident(
            "INC-29",
            "2026-03",
            "yoctodns.com",
            "An ECDSA signature of 63 octets",
            """
            A signer wrote the two numbers of a P-256 signature without their leading zeros, so that
            one signature in 128 or so was an octet short. Validators refuse it, since both numbers
            must have 32 octets. Whether a record was hit changed with every signing.
            """,
            List.of("github.com/zonemaster/zonemaster-engine issue 1512"),
            "SIG-LENGTH knows how long the signatures of each algorithm are.",
            List.of(
                fault("inc-29-leading-zero-dropped", Scenes.ONE_BOGUS + " (RFC 6605 4)")
                    .must("SIG-LENGTH")
                    .mayLoseSignature()
                    .passing("SIG-KEY", "DS-MATCH", "DS-CHAIN", "NSEC-CHAIN")
                    .blocks(
                        w ->
                            SignatureEdit.leadingZeros(
                                w, 1, 0, s -> Arrays.copyOfRange(s, 1, s.length))),
                twin("inc-29-leading-zero-kept", "64 octets", "SIG-LENGTH", "SIG-VERIFY")
                    .passes(w -> SignatureEdit.leadingZeros(w, 1, 0, s -> s)))),
        new Incident(
            "INC-30",
            "2020-09",
            "nic.cx",
            "Some signatures named a key that was not there",
            """
            A survey of failures of TLDs found signatures with the key tag 26133 and no such DNSKEY.
            The case here is the one that is harder to see: a part of the zone is signed so, and a
            look at the apex shows nothing.
            """,
            List.of("dnsinstitute.com/research/2020/tld-fails-202009.html"),
            "SIG-KEY looks at every signature, not at the apex only.",
            List.of(
                fault("inc-30-some-signatures-by-an-unpublished-key", "those RRsets are bogus")
                    .must("SIG-KEY")
                    .mayLoseSignature()
                    .passing("DS-MATCH", "DS-CHAIN", "KEY-FORM", "NSEC-CHAIN")
                    .blocks(w -> everyThirdBelowTheApex(w, PastZones.otherZsk(w))),
                twin("inc-30-some-signatures-by-the-second-key", "it is published", "SIG-KEY")
                    .passes(
                        w -> {
                          SoftwareKey second = PastZones.otherZsk(w);
                          w.keys(w.plan().keys().plusStandby(second));
                          everyThirdBelowTheApex(w, second);
                        }))));
  }

  private static SoftwareKey next(Workshop w) {
    return PastZones.otherZsk(w);
  }

  private static void changeDs(Workshop w, boolean again) {
    PreviousZone.set(w, before -> {});
    Name cut = w.someSecureDelegation();
    DSRecord old = (DSRecord) w.zone().find(cut, Type.DS).get(0);
    // The record gives its own array.
    byte[] digest = old.getDigest().clone();
    digest[0] ^= 1;
    DSRecord changed =
        new DSRecord(
            cut,
            DClass.IN,
            old.getTTL(),
            old.getFootprint(),
            old.getAlgorithm(),
            old.getDigestID(),
            digest);
    w.zone().replace(old, changed);
    w.unsigned().replaceAll(r -> r.equals(old) ? changed : r);
    if (again) {
      w.zone().resign(cut, Type.DS);
    }
  }

  private static Fault.Description bogus(String name) {
    return fault(name, Scenes.ALL_BOGUS)
        .must("SIG-VERIFY")
        .mayLoseSignature()
        .may("ROLL-PREPUBLISHED")
        .passing("SIG-KEY", "SIG-LENGTH", "DS-MATCH", "DS-CHAIN", "NSEC-CHAIN");
  }

  private static void damageApex(Workshop w) {
    for (int type : new int[] {Type.SOA, Type.NS}) {
      SignatureEdit.damage(w, w.zone().rrsigs(Workshop.ORIGIN, type).get(0));
    }
  }

  private static void everyThirdBelowTheApex(Workshop w, SoftwareKey key) {
    int n = 0;
    for (RRSIGRecord r : Scenes.zoneSignatures(w)) {
      if (!r.getName().equals(Workshop.ORIGIN) && n++ % 3 == 0) {
        w.zone().resign(r.getName(), r.getTypeCovered(), key, f -> f);
      }
    }
  }
}
