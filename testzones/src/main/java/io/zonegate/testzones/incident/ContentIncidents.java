package io.zonegate.testzones.incident;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.fault.PreviousZone;
import io.zonegate.testzones.fault.Workshop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** Wrong content, rightly signed or not signed at all, and zones that did not get out. */
final class ContentIncidents {
  private static final String SECURE = "secure, with wrong content";

  /** What an operator would pin: names spread over the alphabet, and how much may go. */
  private static final String LIMITS =
      """
      [content]
      removed-delegations-per-mille = 100
      removed-names-per-mille = 100
      canaries = ["beta.shared.zone.example. NS DS", "www.nic.zone.example. A"]
      """;

  private ContentIncidents() {}

  static List<Incident> list() {
    return List.of(
        new Incident(
            "INC-14",
            "2016-03-08",
            "65.in-addr.arpa",
            "A serial set back stopped all transfers",
            """
            A script reset the serial in the database. The master took each new zone for an old one
            and kept what it had, in silence, until the signatures of that expired in service.
            Monitoring looked at neither serials nor signatures.
            """,
            List.of("lists.dns-oarc.net dns-operations 2016-March 014486"),
            "ZONE-SERIAL blocks a serial that does not go up. That nothing is published for hours,"
                + " and what is served grows old, no zone file shows: SERVED-SERIAL and"
                + " SERVED-VALID, which look at the name servers, are to come.",
            List.of(
                fault("inc-14-serial-set-back", "servers keep the old zone (RFC 1982)")
                    .must("ZONE-SERIAL")
                    .passing("SIG-VERIFY", "DS-CHAIN", "ZONE-UNCHANGED", "ZONE-RULES")
                    .blocks(
                        w -> {
                          PreviousZone.set(w, before -> {});
                          PreviousZone.withSerial(w.unsigned(), 1);
                          w.addUnsigned("since IN A 10.4.5.6");
                        }),
                twin("inc-14-serial-goes-up", "by one", "ZONE-SERIAL")
                    .passes(
                        w -> {
                          PreviousZone.set(w, before -> {});
                          w.addUnsigned("since IN A 10.4.5.6");
                        }))),
        new Incident(
            "INC-17",
            "2010-05-12",
            ".de",
            "A zone cut off after 28 % of its names",
            """
            A copy of the zone was interrupted, and the rest of the machinery took the torso for the
            zone: 3.8 of 13.6 million names, up to those that begin with fa. Twelve of sixteen
            locations served it for two hours, and everything after fa did not exist. The zone was
            unsigned then. A torso that is signed afterwards is flawless to all validators.
            """,
            List.of(
                "list.denic.de public-l 2010-05 msg00009",
                "domain-recht.de",
                "internetidentity.com"),
            "ZONE-DELTA and ZONE-CANARY, if the policy has limits and canaries; NSEC-CHAIN and"
                + " ZONE-UNCHANGED if it was cut after signing; ZONEMD-INPUT if the export has a"
                + " digest. A transfer without its closing SOA is no case yet: transfers are not"
                + " read so far.",
            List.of(
                fault("inc-17-export-cut-at-28-percent", SECURE)
                    .must("ZONE-DELTA", "ZONE-CANARY")
                    .may("ZONE-GLUE", "ZONE-NAMES")
                    .passing("SIG-VERIFY", "DS-CHAIN", "NSEC-CHAIN", "ZONE-SERIAL")
                    .passing("ZONE-UNCHANGED")
                    .blocks(
                        w -> {
                          limited(w);
                          cut(w.unsigned());
                        }),
                fault("inc-17-signed-file-cut-at-28-percent", "names after the cut do not exist")
                    .must("ZONE-DELTA", "ZONE-CANARY", "NSEC-CHAIN", "ZONE-UNCHANGED")
                    .may("ZONE-GLUE", "ZONE-NAMES", "SIG-COVERAGE", "ALG-COMPLETE")
                    .passing("SIG-VERIFY", "DS-CHAIN", "ZONE-SERIAL")
                    .blocks(
                        w -> {
                          limited(w);
                          w.rewrite(ContentIncidents::cutText);
                        }),
                twin("inc-17-whole-export", "under the same limits", "ZONE-DELTA", "ZONE-CANARY")
                    .passes(ContentIncidents::limited))),
        new Incident(
            "INC-18",
            "2009-10-12",
            ".se",
            "Every name had the origin twice",
            """
            A script left out the final dot of all names, so that each became a name below .se.se.
            An alarm said that every delegation was about to change; somebody looked, saw nothing
            wrong, and forced the file out. All of .se was gone from the DNS for caches that asked,
            and the first repair was a zone whose signatures were not valid.
            """,
            List.of("iis.se 2009-10-13", "computersweden.idg.se/2.2683/1.269465"),
            "ZONE-NAMES counts names of that form, ZONE-DELTA what is removed, ZONE-CANARY misses"
                + " what must be there.",
            List.of(
                fault("inc-18-all-names-with-the-origin-twice", "no delegation exists")
                    .must("ZONE-NAMES", "ZONE-DELTA", "ZONE-CANARY")
                    .may("ZONE-GLUE")
                    .passing("SIG-VERIFY", "DS-CHAIN", "NSEC-CHAIN", "ZONE-UNCHANGED")
                    .blocks(
                        w -> {
                          limited(w);
                          List<Name> cuts = w.authority().delegations();
                          w.unsigned()
                              .removeIf(r -> cuts.stream().anyMatch(c -> r.getName().subdomain(c)));
                          for (Name cut : cuts) {
                            w.addUnsigned(cut.toString(true) + " IN NS ns1.elsewhere.test.");
                          }
                        }),
                twin("inc-18-names-as-they-should-be", "under the same limits", "ZONE-NAMES")
                    .passes(
                        w -> {
                          limited(w);
                          w.addUnsigned("late IN NS ns1.late.test.\nlate IN NS ns2.late.test.");
                        }))),
        new Incident(
            "INC-31",
            "not dated",
            ".bw",
            "One name server kept a copy of days ago",
            """
            One of the zone's name servers served a copy that was days old and had no DNSSEC
            records. The zone that the registry published was good. Whoever asked that server got
            answers that do not validate.
            """,
            List.of("kalfeher.com/tld-dns-failure-modes"),
            "No case: the fault is in what one server answers, not in a zone file. SERVED-SERIAL and"
                + " SERVED-VALID, which ask all servers of a stage in every probe of the gate, do not"
                + " take such a copy for the zone: an older serial is waited for until the"
                + " deadline, a copy without its signatures holds the release at once.",
            List.of()));
  }

  private static void limited(Workshop w) {
    w.policy(LIMITS);
    PreviousZone.set(w, before -> {});
  }

  /** Keeps the first 28 % of the names, in canonical order, as an interrupted export does. */
  private static void cut(List<Record> records) {
    List<Name> names = new ArrayList<>(records.stream().map(Record::getName).distinct().toList());
    Collections.sort(names);
    List<Name> kept = names.subList(0, names.size() * 28 / 100);
    records.removeIf(r -> !kept.contains(r.getName()));
  }

  /** Cuts the text at the end of a name. */
  private static String cutText(String text) {
    int end = text.indexOf('\n', text.length() * 28 / 100) + 1;
    String owner = owner(text, text.lastIndexOf('\n', end - 2) + 1);
    while (end < text.length() && owner(text, end).equals(owner)) {
      end = text.indexOf('\n', end) + 1;
    }
    return text.substring(0, end);
  }

  private static String owner(String text, int line) {
    return text.substring(line, text.indexOf('\t', line));
  }
}
