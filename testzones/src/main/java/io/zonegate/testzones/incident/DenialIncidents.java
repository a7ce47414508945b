package io.zonegate.testzones.incident;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.fault.Faults;
import io.zonegate.testzones.fault.Nsec3Edit;
import io.zonegate.testzones.fault.NsecEdit;
import io.zonegate.testzones.fault.PreviousZone;
import io.zonegate.testzones.fault.SignatureEdit;
import io.zonegate.testzones.fault.Workshop;
import io.zonegate.testzones.sign.Denial;
import java.util.List;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Type;

/** Faults of the records that deny existence. */
final class DenialIncidents {
  private DenialIncidents() {}

  static List<Incident> list() {
    return List.of(
        new Incident(
            "INC-19",
            "2018-11",
            ".be",
            "Dynamic updates put broken DNSSEC data into the live zone",
            """
            After an update of the name server software, dynamic updates left DNSSEC records in the
            zone that did not fit each other. They went straight into the live zone; nothing was
            verified in between. The defect itself was not published; the case here is an NSEC3
            chain that a removal has torn. The registry has since built the zone apart and checks it
            before it is served.
            """,
            List.of("dnsbelgium.be/en/why-choose-zonepub", "bnamed.blog 2020/02"),
            "NSEC3-CHAIN, together with SIG-VERIFY, NSEC3-COVERAGE and DENIAL-EXTRA, after each"
                + " change, over the whole zone.",
            List.of(
                fault("inc-19-nsec3-chain-torn-by-a-removal", "denial there is bogus")
                    .must("NSEC3-CHAIN")
                    .may("NSEC3-COVERAGE", "NSEC3-PARAM")
                    .passing("SIG-VERIFY", "SIG-COVERAGE", "DS-CHAIN", "ZONE-UNCHANGED")
                    .blocks(w -> removal(w, false)),
                twin("inc-19-nsec3-chain-closed-after-a-removal", "linked again", "NSEC3-CHAIN")
                    .passes(w -> removal(w, true)))),
        new Incident(
            "INC-20",
            "2011-02-12",
            ".fr",
            "Every NSEC3 record was bogus",
            """
            A defect of the signing software spoiled the NSEC3 records, and only these. Answers for
            signed data stayed good, so that monitoring, which did not look at NSEC3, saw nothing.
            Names that do not exist and delegations without DS, which is most of a zone, failed.
            """,
            List.of("dnssec-deployment.org 2011/02"),
            "SIG-VERIFY verifies the signatures over NSEC3 like all others.",
            List.of(
                fault("inc-20-nsec3-signatures-damaged", "denial and insecure referrals are bogus")
                    .must("SIG-VERIFY")
                    .mayLoseSignature()
                    .passing("DS-CHAIN", "SIG-KEY", "NSEC3-CHAIN", "NSEC3-COVERAGE")
                    .passing("NSEC3-BITMAP")
                    .blocks(
                        w -> {
                          w.denial(Denial.nsec3(true));
                          for (RRSIGRecord r : w.zone().rrsigs()) {
                            if (r.getTypeCovered() == Type.NSEC3) {
                              SignatureEdit.damage(w, r);
                            }
                          }
                        }),
                twin("inc-20-nsec3-signatures-good", "the repaired zone", "SIG-VERIFY")
                    .passes(w -> w.denial(Denial.nsec3(true))))),
        new Incident(
            "INC-24",
            "2021-09-30",
            "slack.com",
            "A wildcard whose NSEC denied its types; then unsigned while the DS was cached",
            """
            At the provider of the zone the NSEC record of a wildcard did not list the types that
            the wildcard has, so that resolvers took existing addresses for proven not to exist. To
            end that, the DS was taken out of the parent and the zone was no longer signed. The DS
            had a TTL of a day, and for that day the zone was bogus wherever it was cached.
            """,
            List.of("slack.engineering", "blog.apnic.net 2021/12/07", "DNS-OARC 36"),
            "NSEC-BITMAP and PROOF-DRILL for the wildcard; ROLL-UNSIGN for the haste.",
            List.of(
                fault("inc-24-nsec-of-the-wildcard-lists-no-address", "addresses can be denied")
                    .must("NSEC-BITMAP")
                    .passing("SIG-VERIFY", "SIG-COVERAGE", "NSEC-CHAIN", "DS-CHAIN")
                    .passing("ZONE-UNCHANGED")
                    .blocks(
                        w -> {
                          wildcard(w);
                          for (int type : new int[] {Type.A, Type.AAAA}) {
                            Name name = w.name("*.app");
                            NsecEdit.dropType(w.zone(), NsecEdit.at(w.zone(), name), type);
                          }
                        }),
                twin("inc-24-nsec-of-the-wildcard-lists-all", "A and AAAA", "NSEC-BITMAP")
                    .passes(DenialIncidents::wildcard),
                Faults.named("roll-unsigned-an-hour-after-the-ds-went"),
                Faults.named("roll-ds-gone-and-still-signed"))),
        new Incident(
            "INC-28",
            "2025-03, reported",
            "a zone under .no",
            "Two NSEC3 records with the same next hash",
            """
            An update added a name and its NSEC3 record, and did not shorten the span of the record
            before it. The two spans overlap, and the longer one denies the name that was added. One
            validator called the zone bogus; others did not mind.
            """,
            List.of("github.com/dnsviz/dnsviz issue 160"),
            "NSEC3-CHAIN: each record must point to the next one.",
            List.of(
                fault("inc-28-predecessor-not-shortened", "validators disagree")
                    .must("NSEC3-CHAIN")
                    .may("NSEC3-COVERAGE")
                    .passing("SIG-VERIFY", "SIG-COVERAGE", "NSEC3-BITMAP", "ZONE-UNCHANGED")
                    .blocks(
                        w -> {
                          addition(w);

                          NSEC3Record late = Nsec3Edit.of(w.zone(), w.name("late"));
                          Nsec3Edit.setNext(
                              w.zone(), Nsec3Edit.before(w.zone(), late.getName()), late.getNext());
                        }),
                twin("inc-28-predecessor-shortened", "as it should be", "NSEC3-CHAIN")
                    .passes(DenialIncidents::addition))));
  }

  /** Takes a secure delegation out of the signed zone as an update does. */
  private static void removal(Workshop w, boolean relinked) {
    w.denial(Denial.nsec3(true));
    w.addUnsigned("gone IN NS ns1.gone.test.\ngone IN NS ns2.gone.test.");
    w.addUnsigned("gone IN DS 4711 13 2 " + "5a".repeat(32));
    PreviousZone.set(w, before -> {});
    Name cut = w.name("gone");
    Nsec3Edit.remove(w.zone(), cut, relinked);
    w.zone().records().stream().filter(r -> r.getName().subdomain(cut)).forEach(w.zone()::remove);
    w.unsigned().removeIf(r -> r.getName().subdomain(cut));
  }

  private static void addition(Workshop w) {
    w.denial(Denial.nsec3(false));
    PreviousZone.set(w, before -> {});
    w.addUnsigned("late IN NS ns1.late.test.\nlate IN NS ns2.late.test.");
  }

  private static void wildcard(Workshop w) {
    w.addUnsigned("*.app IN A 10.7.7.7\n*.app IN AAAA 2001:db8::7");
  }
}
