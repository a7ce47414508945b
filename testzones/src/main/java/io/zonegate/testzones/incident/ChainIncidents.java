package io.zonegate.testzones.incident;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.PastZones;
import io.zonegate.testzones.fault.PreviousZone;
import io.zonegate.testzones.fault.TestKeys;
import io.zonegate.testzones.fault.Workshop;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SoftwareKey;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Type;

/** Zones that the parent's DS set does not lead to. */
final class ChainIncidents {
  private static final String ROLLED = "the DS and the key changed in the right order";

  private ChainIncidents() {}

  static List<Incident> list() {
    return List.of(
        new Incident(
            "INC-08",
            "2013-08-14",
            ".gov",
            "The zone was signed with the next algorithm only",
            """
            On the way to an algorithm rollover a defect in the software published the zone signed
            with algorithm 8 alone, where it should have had 7 and 8. The DS at the parent named
            algorithm 7. (Algorithm 7 may no longer sign; the cases here go from 8 to 13.)
            """,
            List.of(
                "internetsociety.org 2013/08, with the operator's mail", "domainincite.com/14159"),
            "DS-MATCH, and ALG-COMPLETE where the keys of both algorithms are published.",
            List.of(
                fault("inc-08-signed-by-the-next-algorithm-only", Scenes.ALL_BOGUS)
                    .must("DS-MATCH")
                    .may("DS-CHAIN", "ALG-COMPLETE", "SIG-COVERAGE")
                    .passing("SIG-VERIFY", "SIG-KEY", "NSEC-CHAIN", "ZONE-SIGNED")
                    .blocks(
                        w -> {
                          Scenes.parentHas(w, oldAlgorithm().dnskeySigners().get(0));
                          w.keys(w.plan().keys());
                        }),
                fault("inc-08-keys-of-both-algorithms-signatures-of-one", Scenes.ALL_BOGUS)
                    .must("DS-CHAIN", "ALG-COMPLETE")
                    .may("SIG-COVERAGE")
                    .passing("SIG-VERIFY", "SIG-KEY", "NSEC-CHAIN", "ZONE-SIGNED")
                    .blocks(
                        w -> {
                          SigningKeys old = oldAlgorithm();
                          Scenes.parentHas(w, old.dnskeySigners().get(0));
                          for (SoftwareKey key : old.published()) {
                            w.keys(w.plan().keys().plusStandby(key));
                          }
                        }),
                twin("inc-08-signed-by-both-algorithms", "as it was meant", "ALG-COMPLETE")
                    .passes(
                        w -> {
                          SigningKeys old = oldAlgorithm();
                          Scenes.parentHas(w, old.dnskeySigners().get(0));
                          w.keys(old.plus(w.plan().keys()));
                        }))),
        new Incident(
            "INC-09",
            "2011-02-15; 2011-04-14",
            "e164.arpa; ripe.net, 0.a.2.ip6.arpa",
            "The KSK that the DS names did not sign",
            """
            During a KSK rollover both KSKs were published, and the signer left out the signature of
            the one that the parent's DS named. A change of the form of the serial had set off
            transfers of the zone once more. It happened twice in two months.
            """,
            List.of(
                "mailman.ripe.net dns-wg", "lists.dns-oarc.net dns-operations 2011-April 007209"),
            "DS-CHAIN: a key of the parent's DS must sign the DNSKEY RRset, not only be in it.",
            List.of(
                fault("inc-09-ksk-of-the-ds-does-not-sign", Scenes.ALL_BOGUS)
                    .must("DS-CHAIN")
                    .passing("DS-MATCH", "SIG-VERIFY", "SIG-COVERAGE", "ALG-COMPLETE")
                    .blocks(
                        w -> {
                          SoftwareKey inDs = w.ksk();
                          Scenes.parentHas(w, inDs);
                          w.keys(PastZones.ksks(w, PastZones.otherKsk(w)).plusStandby(inDs));
                        }),
                twin("inc-09-both-ksks-sign", "as it was meant", "DS-CHAIN")
                    .passes(
                        w -> {
                          Scenes.parentHas(w, w.ksk());
                          w.keys(PastZones.ksks(w, PastZones.otherKsk(w), w.ksk()));
                        }))),
        new Incident(
            "INC-10",
            "2022-03-07",
            ".fj",
            "Signed with a KSK that the parent had no DS for",
            """
            In the first key rollover that the registry did by itself the zone was signed with a new
            KSK. The root had the DS of the old one. More than twelve hours passed until both fitted
            again.
            """,
            List.of("domainincite.com/tag/fiji", "ianix.com/pub/dnssec-outages: 20220308-fj"),
            "DS-MATCH: a DS at the parent must match a key; ROLL-DS-SEEN wants its DS seen there"
                + " before the zone rests on it.",
            List.of(
                fault("inc-10-signed-with-a-ksk-unknown-to-the-parent", Scenes.ALL_BOGUS)
                    .must("DS-MATCH")
                    .may("DS-CHAIN", "ROLL-DS-SEEN", "ROLL-DS-CACHED", "ALG-COMPLETE")
                    .passing("SIG-VERIFY", "SIG-KEY", "SIG-COVERAGE", "NSEC-CHAIN")
                    .blocks(
                        w -> {
                          SoftwareKey old = w.ksk();
                          PastZones.released(w, Scenes.LONG_AGO, PastZones.ksks(w, old), old);
                          Scenes.parentHas(w, old);
                          w.keys(PastZones.ksks(w, PastZones.otherKsk(w)));
                        }),
                twin("inc-10-two-days-after-its-ds-came", ROLLED, "DS-MATCH", "ROLL-DS-SEEN")
                    .may("DS-STALE")
                    .passes(
                        w -> {
                          SoftwareKey old = w.ksk();
                          SoftwareKey next = PastZones.otherKsk(w);
                          SigningKeys before = PastZones.ksks(w, old);
                          PastZones.released(w, Scenes.LONG_AGO, before, old);
                          PastZones.served(w, Duration.ofDays(2), before, old, next);
                          Scenes.parentHas(w, old, next);
                          w.keys(PastZones.ksks(w, next));
                        }))),
        new Incident(
            "INC-11",
            "2019-07-08; 2022-10-04",
            ".na",
            "A DS at the parent, and no DNSKEY in the zone",
            """
            The root had a DS for the zone, and the zone had no DNSKEY. To a validator that is an
            attack, not an unsigned zone. It happened again three years later.
            """,
            List.of("ianix.com/pub/dnssec-outages: 20190708-na, 20221004-na"),
            "ZONE-SIGNED: a zone whose parent has a DS must be signed.",
            List.of(
                fault("inc-11-keys-gone-and-signatures-left", Scenes.ALL_BOGUS)
                    .must("ZONE-SIGNED")
                    .mayLoseAllSignatures()
                    .may("DS-MATCH", "NSEC-BITMAP")
                    .passing("ZONE-RULES", "ZONE-UNCHANGED")
                    .blocks(w -> w.zone().removeRrset(Workshop.ORIGIN, Type.DNSKEY)),
                unsigned("inc-11-nothing-is-signed").blocks(Scenes::unsigned),
                twin("inc-11-signed", "as the DS demands", "ZONE-SIGNED", "DS-MATCH")
                    .passes(w -> {}))),
        new Incident(
            "INC-12",
            "2021-08-01",
            ".xn--qxam",
            "The unsigned zone was published over the signed one",
            """
            A zone without any DNSSEC record took the place of the signed one. To a name server such
            a zone is as good as any. To a validator that knows of the DS it is an attack.
            """,
            List.of("ianix.com/pub/dnssec-outages: 20210801-xn--qxam"),
            "ZONE-SIGNED, whatever else is right about the zone.",
            List.of(
                unsigned("inc-12-unsigned-after-a-signed-one")
                    .blocks(
                        w -> {
                          PreviousZone.set(w, before -> {});
                          Scenes.unsigned(w);
                        }),
                twin("inc-12-signed-after-a-signed-one", "the next serial", "ZONE-SIGNED")
                    .passes(w -> PreviousZone.set(w, before -> {})))),
        new Incident(
            "INC-26",
            "2015-03-09",
            "hbonow.com",
            "A DS at the parent of a zone that had never been signed",
            """
            When the service was announced, the zone had a DS at .com and no DNSSEC records of its
            own. All users of validating resolvers were shut out.
            """,
            List.of("internetsociety.org 2015/03"),
            "ZONE-SIGNED before the zone goes out; the gate cannot stop a DS that comes later.",
            List.of(
                unsigned("inc-26-ds-of-a-zone-that-is-not-signed")
                    .blocks(
                        w -> {
                          Scenes.parentHas(w, PastZones.otherKsk(w));
                          Scenes.unsigned(w);
                        }),
                twin("inc-26-signed-for-its-ds", "by the key of the DS", "ZONE-SIGNED", "DS-MATCH")
                    .passes(w -> w.keys(PastZones.ksks(w, PastZones.otherKsk(w)))))),
        new Incident(
            "INC-27",
            "2016-03-15",
            "27, 61, 223.in-addr.arpa and others",
            "Many zones at once with a DS set of another generation",
            """
            The delegations of many reverse zones of one operator were bogus at the same time: the
            DS records at the parent and the keys in the zones did not belong together. How that
            came about was not published. The case is one zone of such a batch, with the DS set of
            another generation of keys.
            """,
            List.of("ianix.com/pub/dnssec-outages: 20160315-apnic"),
            "DS-MATCH, for each zone of the batch with the DS set that its parent has.",
            List.of(
                fault("inc-27-ds-set-of-another-generation", Scenes.ALL_BOGUS)
                    .must("DS-MATCH")
                    .may("DS-CHAIN")
                    .passing("SIG-VERIFY", "ALG-COMPLETE", "NSEC-CHAIN", "ZONE-UNCHANGED")
                    .blocks(
                        w -> {
                          SoftwareKey other = PastZones.otherKsk(w);
                          w.parent(
                              other.ds(Workshop.ORIGIN, Scenes.DS_TTL, 2),
                              other.ds(Workshop.ORIGIN, Scenes.DS_TTL, 4));
                        }),
                twin("inc-27-ds-set-of-this-generation", "two digests of one key", "DS-MATCH")
                    .passes(
                        w ->
                            w.parent(
                                w.ksk().ds(Workshop.ORIGIN, Scenes.DS_TTL, 2),
                                w.ksk().ds(Workshop.ORIGIN, Scenes.DS_TTL, 4))))));
  }

  private static SigningKeys oldAlgorithm() {
    return TestKeys.rsaPair(KeyAlgorithm.RSASHA256);
  }

  private static Fault.Description unsigned(String name) {
    return fault(name, Scenes.ALL_BOGUS)
        .must("ZONE-SIGNED")
        .may("DS-MATCH", "DS-CHAIN", "ROLL-UNSIGN", "DENIAL-CHANGE")
        .passing("ZONE-RULES", "ZONE-UNCHANGED");
  }
}
