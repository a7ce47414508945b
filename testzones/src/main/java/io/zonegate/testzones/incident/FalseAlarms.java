package io.zonegate.testzones.incident;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;
import static io.zonegate.testzones.fault.PastZones.ksks;
import static io.zonegate.testzones.fault.PastZones.otherKsk;
import static io.zonegate.testzones.fault.PastZones.otherZsk;
import static io.zonegate.testzones.fault.PastZones.released;

import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.Faults;
import io.zonegate.testzones.fault.SignatureEdit;
import io.zonegate.testzones.fault.Workshop;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SoftwareKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Type;

/** Legal zones that tools have taken for bad ones. */
final class FalseAlarms {
  private FalseAlarms() {}

  static List<Incident> list() {
    return List.of(
        new Incident(
            "NEG-01",
            "2019 and later",
            ".ch and others",
            "Valid ECDSA signatures with leading zeros were refused",
            """
            A signature of DNSSEC has its two numbers padded to 32 octets; cryptographic libraries
            want them in DER, where leading zeros are forbidden. Validators in Java that converted
            carelessly refused about one valid signature in 250. The zone looked bogus at random
            names.
            """,
            List.of(
                "dnssecjava issue 14",
                "github.com/dblacka/jdnssec-tools pull request 4",
                "MiniDNS issue 151",
                "github.com/bcgit/bc-java issue 448"),
            "Nothing must stop it: SIG-LENGTH and SIG-VERIFY take leading zeros as they are.",
            List.of(
                zeros("neg-01-leading-zero-in-r", 1, 0),
                zeros("neg-01-leading-zero-in-s", 0, 1),
                zeros("neg-01-two-leading-zeros-in-r", 2, 0),
                zeros("neg-01-leading-zeros-in-both", 1, 1))),
        new Incident(
            "NEG-02",
            "not dated",
            "wildcards",
            "Signer and verifier of one code base shared a mistake",
            """
            A library counted the labels of wildcards wrongly when it signed, and its validator,
            which counted in the same way, was content. The signatures of right signers passed too.
            Only software of others could see it. A label count that includes the asterisk must
            block, and the right one must not.
            """,
            List.of("github.com/rthalley/dnspython pull request 946"),
            "SIG-LABELS counts by itself; verifier, signer and these zones share no code.",
            List.of(
                fault("neg-02-labels-count-the-asterisk", "wildcard answers are bogus")
                    .must("SIG-LABELS")
                    .mayLoseSignature()
                    .passing("SIG-KEY", "SIG-LENGTH", "DS-CHAIN", "NSEC-CHAIN")
                    .blocks(
                        w ->
                            w.zone()
                                .resign(
                                    w.name("*.wild0"),
                                    Type.TXT,
                                    w.zsk(),
                                    f -> f.withLabels(f.labels() + 1))),
                twin("neg-02-labels-without-the-asterisk", "RFC 4034 3.1.3", "SIG-LABELS")
                    .passes(w -> w.addUnsigned("*.a.b IN TXT \"deeper\"")))),
        new Incident(
            "NEG-03",
            "in every rollover",
            "any zone",
            "The legal phases of rollovers look like mistakes",
            """
            While a key is rolled there are keys that sign nothing, RRsets with two signatures, DS
            records without a key and keys without a DS. A tool that compares with a fixed picture
            of the zone cries wolf in each of these phases, and is switched off when it is needed.
            """,
            List.of("RFC 6781 section 4.1", "RFC 7583"),
            "Nothing must stop it: the checks of rollovers ask what caches hold, not what is usual.",
            Stream.concat(
                    Stream.of(
                        phase("neg-03-next-ksk-signs-beside-the-old-one", false, true),
                        phase("neg-03-both-ds-and-both-ksks", true, true),
                        phase("neg-03-both-ds-and-the-old-ksk", true, false)),
                    Stream.of(
                            "zsk-pre-published",
                            "zsk-two-sign-all",
                            "zsk-change-half-done",
                            "roll-zsk-signs-three-hours-after-it-appeared",
                            "roll-zsk-retired-after-nine-days",
                            "roll-double-signature-begins",
                            "roll-ksk-changed-two-days-after-its-ds-came",
                            "roll-ksk-gone-two-days-after-its-ds",
                            "alg-two-complete",
                            "roll-algorithm-both-as-before")
                        .map(Faults::named))
                .toList()),
        new Incident(
            "NEG-04",
            "at all times",
            "zones with two signers",
            "Keys that the signer does not have",
            """
            Where two providers sign one zone, each publishes the other's ZSKs, for which it has no
            private key, and the parent has a DS for each one's KSK. A gate that knows only its own
            keys takes these for intruders. With a plan that names them they must pass; a key that
            no plan names must not.
            """,
            List.of("RFC 8901"),
            "Nothing must stop it: KEY-PLAN takes the keys that the policy names, whoever has them.",
            List.of(
                twin("neg-04-key-of-the-other-signer-in-the-plan", "RFC 8901 model 2", "KEY-PLAN")
                    .may("DS-STALE")
                    .passes(w -> twoSigners(w, w.ksk(), w.zsk(), otherZsk(w))),
                fault("neg-04-key-of-nobody", "secure; somebody else can sign")
                    .must("KEY-PLAN")
                    .may("DS-STALE")
                    .passing("SIG-VERIFY", "DS-CHAIN", "KEY-TAG-UNIQUE")
                    .blocks(w -> twoSigners(w, w.ksk(), w.zsk())))),
        new Incident(
            "NEG-05",
            "at all times",
            "zones with opt-out",
            "Empty non-terminals without NSEC3",
            """
            Under opt-out neither insecure delegations nor the empty non-terminals that are above
            these alone need an NSEC3 record. Verifiers have demanded one for them, or none at all.
            An empty non-terminal above an insecure delegation that has its own does need one.
            """,
            List.of("RFC 5155 section 7.1", "github.com/dblacka/jdnssec-tools issue 2"),
            "Nothing must stop it: NSEC3-COVERAGE asks of each name what is above and below it.",
            List.of(
                twin("neg-05-empty-name-above-insecure-ones", "RFC 5155 7.1", "NSEC3-COVERAGE")
                    .passes(
                        w -> {
                          w.denial(Denial.nsec3(true));
                          w.addUnsigned("delta.plain IN NS ns1.delta.test.");
                        }),
                Faults.named("nsec3-optout-insecure-kept"),
                Faults.named("nsec3-optout-ent-kept"),
                Faults.named("nsec3-optout-ent-kept-with-its-delegation"),
                Faults.named("nsec3-optout-missing-shared-ent"),
                Faults.named("nsec3-optout-ent-missing-above-a-kept-delegation"))),
        new Incident(
            "NEG-06",
            "in algorithm rollovers",
            "any zone",
            "Signatures whose key is not published yet",
            """
            The conservative rollover of an algorithm publishes the new signatures first and the new
            keys a TTL later. For that time there are signatures without a key, which elsewhere is
            the mark of an outage. They are right if the approved key plan names the key and its
            algorithm has no DNSKEY; else they are not.
            """,
            List.of("RFC 6781 section 4.1.4"),
            "SIG-KEY blocks them without a plan and lets them pass with one.",
            List.of(
                Faults.named("sig-of-a-planned-algorithm"),
                Faults.named("sig-of-an-algorithm-without-plan"),
                Faults.named("sig-of-a-planned-key-of-the-same-algorithm"))));
  }

  private static Fault zeros(String name, int inR, int inS) {
    return twin(name, "64 octets all the same", "SIG-LENGTH", "SIG-VERIFY")
        .passes(w -> SignatureEdit.leadingZeros(w, inR, inS, s -> s));
  }

  /** A phase of a KSK rollover that began two days ago. */
  private static Fault phase(String name, boolean bothDs, boolean bothKeys) {
    return twin(name, "RFC 7583 3.3", "DS-MATCH", "DS-CHAIN", "ROLL-DS-SEEN", "ROLL-DS-CACHED")
        .may("DS-STALE")
        .passes(
            w -> {
              SoftwareKey old = w.ksk();
              SoftwareKey next = otherKsk(w);
              released(w, Scenes.LONG_AGO, ksks(w, old), old);
              released(w, Duration.ofDays(2), ksks(w, old), old);
              Scenes.parentHas(w, bothDs ? new SoftwareKey[] {old, next} : new SoftwareKey[] {old});
              w.keys(bothKeys ? ksks(w, old, next) : ksks(w, old));
            });
  }

  /** The other signer's ZSK is published, its KSK has a DS; the plan has these keys. */
  private static void twoSigners(Workshop w, SoftwareKey... planned) {
    SoftwareKey foreign = otherZsk(w);
    w.unsignedText(Workshop.lines(w.unsigned()) + foreign.dnskey(Workshop.ORIGIN, 3_600) + "\n");
    Scenes.parentHas(
        w, w.ksk(), SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.KSK, ~w.seed()));
    w.keys(w.plan().keys().plusStandby(foreign));
    List<String> plan = new ArrayList<>();
    for (SoftwareKey key : planned) {
      DSRecord ds = key.ds(Workshop.ORIGIN, Scenes.DS_TTL, 2);
      plan.add("{ ds = \"" + ds.rdataToString() + "\" }");
    }
    w.policy("[keys]\nplan = [\n" + String.join(",\n", plan) + "\n]\n");
  }
}
