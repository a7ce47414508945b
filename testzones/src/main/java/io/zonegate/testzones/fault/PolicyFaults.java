package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import java.util.List;
import java.util.function.Consumer;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Good zones that are not what the operator's policy asks for, or not what may follow the previous
 * zone (ZONE-APEX, ZONE-CANARY, ZONE-DELTA, ZONE-SERIAL).
 */
final class PolicyFaults {

  private static final String POLICY = "secure, and not what the operator wants";
  private static final String STALE = "secondaries keep the old zone (RFC 1982)";
  private static final String SERVERS =
      "apex-ns = [\"A.nic.zone.example.\", \"b.nic.zone.example\", \"c.anycast.test.\"]";

  private PolicyFaults() {}

  static List<Fault> list() {
    return List.of(
        apex("apex-name-server-lost", SERVERS.replace("]", ", \"d.nic.zone.example.\"]")),
        apex("apex-name-server-too-many", SERVERS.replace(", \"c.anycast.test.\"", "")),
        apex("apex-soa-mname-differs", "soa-mname = \"b.nic.zone.example.\""),
        apex("apex-soa-rname-differs", "soa-rname = \"hostmaster.zone.example.\""),
        apex("apex-soa-refresh-differs", "soa-refresh = 1801"),
        apex("apex-soa-expire-differs", "soa-expire = 3600000"),
        apex("apex-soa-minimum-differs", "soa-minimum = 3600"),
        twin("apex-as-pinned", "case does not matter", "ZONE-APEX")
            .passes(
                w ->
                    w.policy(
                        """
                        [content]
                        SERVERS
                        soa-mname = "A.NIC.zone.example"
                        soa-rname = "hostmaster.nic.zone.example."
                        soa-refresh = 1800
                        soa-retry = 900
                        soa-expire = 604800
                        soa-minimum = 900
                        """
                            .replace("SERVERS", SERVERS))),
        canary("canary-name-missing", "\"gone.zone.example. A\""),
        canary("canary-type-missing", "\"www.nic.zone.example. A MX\""),
        canary("canary-is-only-an-ancestor", "\"shared.zone.example. NS\""),
        canary("canary-of-another-zone", "\"www.nic.example. A\""),
        twin("canaries-there", "with their types; one of them a delegation", "ZONE-CANARY")
            .passes(
                w ->
                    w.policy(
                        """
                        [content]
                        canaries = [
                          "WWW.nic.zone.example A AAAA",
                          "beta.shared.zone.example. NS DS",
                          "zone.example. SOA",
                        ]
                        """)),
        serial("serial-as-before", 0),
        serial("serial-less-than-before", 1),
        serial("serial-2-31-ahead", 1L << 31),
        twin("serial-and-zone-as-before", "judged once more", "ZONE-SERIAL")
            .passes(
                w ->
                    w.rewrite(
                        text -> {
                          w.previous(text);
                          return text;
                        })),
        twin("serial-wraps-around", "from 2^32-1 to 5", "ZONE-SERIAL")
            .passes(
                w -> {
                  PreviousZone.withSerial(w.unsigned(), 5);
                  PreviousZone.set(w, before -> PreviousZone.withSerial(before, -1));
                }),
        twin("serial-as-far-ahead-as-may-be", "by 2^31-1", "ZONE-SERIAL")
            .passes(
                w -> {
                  PreviousZone.set(w, before -> {});
                  PreviousZone.withSerial(
                      w.unsigned(), ZonemdEdit.serial(w) - 1 + Integer.MAX_VALUE);
                }),
        delta("delta-delegation-removed", "removed-delegations = 0", w -> removeCuts(w, 1)),
        delta(
            "delta-delegations-removed-share",
            "removed-delegations-per-mille = 100",
            w -> removeCuts(w, 2)),
        delta("delta-delegation-added", "added-delegations = 0", PolicyFaults::addCut),
        delta(
            "delta-delegation-added-share",
            "added-delegations-per-mille = 50",
            PolicyFaults::addCut),
        delta(
            "delta-all-ds-removed",
            "removed-ds-per-mille = 500",
            w -> w.unsigned().removeIf(r -> r.getType() == Type.DS)),
        delta(
            "delta-ds-added-share",
            "added-ds-per-mille = 10",
            w -> w.addUnsigned(w.someInsecureDelegation() + " IN DS 1 13 2 " + "5a".repeat(32))),
        delta(
            "delta-names-added",
            "added-names = 1",
            w -> {
              w.addUnsigned("new1 IN A 10.0.0.1");
              w.addUnsigned("new2 IN A 10.0.0.2");
            }),
        fault("delta-records-removed", POLICY)
            .must("ZONE-DELTA")
            .may("ZONE-GLUE")
            .blocks(
                w -> {
                  w.policy("[content]\nremoved-records = 0\n");
                  PreviousZone.set(w, before -> {});
                  w.unsigned().remove(w.someGlue());
                }),
        twin("delta-within-limits", "as many as the policy allows", "ZONE-DELTA")
            .passes(
                w -> {
                  PreviousZone.set(w, before -> {});
                  removeCuts(w, 2);
                  addCut(w);
                  w.policy(
                      """
                      [content]
                      removed-delegations = 2
                      removed-delegations-per-mille = 200
                      removed-ds = 2
                      added-delegations = 1
                      added-names = 1
                      added-records = 2
                      """);
                }),
        twin("delta-another-serial-only", "nothing else changed", "ZONE-DELTA", "ZONE-SERIAL")
            .passes(
                w -> {
                  PreviousZone.set(w, before -> {});
                  StringBuilder none = new StringBuilder("[content]\n");
                  for (String way : List.of("added-", "removed-")) {
                    for (String kind : List.of("delegations", "ds", "names", "records")) {
                      none.append(way).append(kind).append(" = 0\n");
                      none.append(way).append(kind).append("-per-mille = 0\n");
                    }
                  }
                  w.policy(none.toString());
                }));
  }

  private static Fault apex(String name, String pin) {
    return fault(name, POLICY).must("ZONE-APEX").blocks(w -> w.policy("[content]\n" + pin + "\n"));
  }

  private static Fault canary(String name, String canary) {
    return fault(name, POLICY)
        .must("ZONE-CANARY")
        .blocks(w -> w.policy("[content]\ncanaries = [" + canary + "]\n"));
  }

  /** The previous zone's serial is so much above the candidate's. */
  private static Fault serial(String name, long above) {
    return fault(name, STALE)
        .must("ZONE-SERIAL")
        .blocks(
            w -> {
              long serial = ZonemdEdit.serial(w) + above;
              PreviousZone.set(w, before -> PreviousZone.withSerial(before, serial));
              w.addUnsigned("since IN A 10.4.5.6");
            });
  }

  private static Fault delta(String name, String limit, Consumer<Workshop> change) {
    return fault(name, POLICY)
        .must("ZONE-DELTA")
        .blocks(
            w -> {
              w.policy("[content]\n" + limit + "\n");
              PreviousZone.set(w, before -> {});
              change.accept(w);
            });
  }

  private static void removeCuts(Workshop w, int count) {
    for (int i = 0; i < count; i++) {
      Name cut = w.someInsecureDelegation();
      w.unsigned().removeIf(r -> r.getName().subdomain(cut));
    }
  }

  private static void addCut(Workshop w) {
    w.addUnsigned("latecomer IN NS ns1.late.test.");
    w.addUnsigned("latecomer IN NS ns2.late.test.");
  }
}
