package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/** Files that cannot be read as one whole zone (ZONE-READ), and odd files that can. */
final class ReadFaults {

  private ReadFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("zone-empty", "nothing would be served")
            .must("ZONE-READ")
            .undecided(w -> w.rewrite(text -> "")),
        fault("zone-truncated-in-record", "names after the cut would not exist")
            .must("ZONE-READ")
            .undecided(w -> w.rewrite(ReadFaults::cutInsideRecord)),
        fault("zone-unbalanced-parenthesis", "no server would load the file")
            .must("ZONE-READ")
            .undecided(w -> w.rewrite(text -> text.replaceFirst("hostmaster\\S+ ", "$0( "))),
        fault("zone-bad-base64", "no server would load the file")
            .must("ZONE-READ")
            .undecided(
                w -> {
                  String signature = signatureText(w);
                  w.rewrite(t -> t.replace(signature, "!!" + signature.substring(2)));
                }),
        fault("zone-unknown-type-word", "no server would load the file")
            .must("ZONE-READ")
            .undecided(w -> w.rewrite(t -> t + "www.nic.zone.example. 300 IN NOTATYPE x\n")),
        fault("zone-name-over-255-octets", "no server would load the file")
            .must("ZONE-READ")
            .undecided(
                w -> w.rewrite(t -> t + ("a".repeat(62) + ".").repeat(5) + " 300 IN A 10.0.0.1\n")),
        fault("zone-label-over-63-octets", "no server would load the file")
            .must("ZONE-READ")
            .undecided(
                w -> w.rewrite(t -> t + "b".repeat(64) + ".zone.example. 300 IN A 10.0.0.1\n")),
        fault("zone-ttl-overflow", "servers differ: error, or TTL 0 (RFC 2181 8)")
            .must("ZONE-READ")
            .undecided(w -> w.rewrite(t -> t + "www.nic.zone.example. 4294967296 IN A 10.0.0.1\n")),
        fault("zone-class-chaos", "no server would load the file")
            .must("ZONE-READ")
            .undecided(w -> w.rewrite(t -> t + "www.nic.zone.example. 300 CH TXT \"x\"\n")),
        fault("zone-owner-outside", "servers drop the record or the zone")
            .must("ZONE-READ")
            .undecided(w -> w.rewrite(t -> t + "www.elsewhere.test. 300 IN A 10.0.0.1\n")),
        fault("zone-no-soa", "no server would load the file")
            .must("ZONE-READ")
            .undecided(w -> w.zone().removeRrset(Workshop.ORIGIN, Type.SOA)),
        fault("zone-two-soas", "servers take the first, the last or none")
            .must("ZONE-RULES")
            .may("ZONE-UNCHANGED")
            .blocks(ReadFaults::secondSoa),
        fault("zone-carriage-return-in-line", "servers read another zone than the gate")
            .must("ZONE-READ")
            .undecided(w -> w.rewrite(t -> t + " \r3600 NS ns1.evil.test.\n")),
        fault("zone-address-with-leading-zero", "no server loads the zone")
            .must("ZONE-READ")
            .undecided(
                w -> w.rewrite(t -> t.replaceFirst("\tA\t10\\.1\\.2\\.3", "\tA\t10.1.2.03"))),
        fault("zone-address-with-long-group", "no server loads the zone")
            .must("ZONE-READ")
            .undecided(w -> w.rewrite(t -> t.replaceFirst("2001:db8:1:", "2001:00db8:1:"))),
        fault("zone-meta-type", "no server loads the zone")
            .must("ZONE-READ")
            .undecided(w -> w.rewrite(t -> t + "www.nic.zone.example. 300 TYPE250 \\# 1 00\n")),
        fault("zone-last-line-cut", "servers take it, whatever it was")
            .must("ZONE-READ")
            .warns(w -> w.rewrite(String::stripTrailing)),
        twin("zone-parentheses-and-comments", "RFC 1035 5.1", "ZONE-READ")
            .passes(
                w ->
                    w.rewrite(
                        t ->
                            t.replaceFirst("(2026110100) (\\d+)", "( ; start\n  $1 ; serial\n\n $2")
                                .replaceFirst("(604800) (900)", "$1 ; expire (\n\t$2 ) ; end"))),
        twin("zone-relative-names-and-blank-owners", "RFC 1035 5.1", "ZONE-READ")
            .passes(w -> w.rewrite(ReadFaults::relative)),
        twin("zone-crlf-line-ends", "RFC 1035 5.1 says CRLF", "ZONE-READ")
            .passes(w -> w.rewrite(t -> t.replace("\n", "\r\n"))),
        twin("zone-ttl-units", "BIND's notation, read by all servers", "ZONE-READ", "SIG-TTL")
            .passes(w -> w.rewrite(t -> t.replace("\t3600\t", "\t1h\t"))),
        twin("zone-generic-rdata", "RFC 3597 5", "ZONE-READ", "SIG-VERIFY")
            .passes(
                w ->
                    w.rewrite(
                        t -> t.replaceAll("A\\t10\\.1\\.2\\.3\\n", "TYPE1 \\\\# 4 0a010203\n"))),
        twin("zone-escaped-owner", "\\119 is w (RFC 1035 5.1)", "ZONE-READ", "ZONE-UNCHANGED")
            .passes(w -> w.rewrite(t -> t.replace("\nwww.nic.", "\n\\119ww.nic."))),
        twin(
                "zone-records-out-of-order",
                "a zone is a set",
                "ZONE-READ",
                "NSEC-CHAIN",
                "SIG-VERIFY")
            .passes(w -> w.rewrite(t -> shuffled(t, w))));
  }

  /** Leaves the last line without its RDATA. */
  private static String cutInsideRecord(String text) {
    int line = text.indexOf('\n', text.length() * 6 / 10) + 1;
    return text.substring(0, text.indexOf("\tIN\t", line) + 4);
  }

  private static String signatureText(Workshop w) {
    String rrsig = w.someDataRrsig().rdataToString();
    return rrsig.substring(rrsig.lastIndexOf(' ') + 1);
  }

  private static void secondSoa(Workshop w) {
    SOARecord soa = (SOARecord) w.zone().ofType(Type.SOA).get(0);
    w.zone()
        .add(
            new SOARecord(
                soa.getName(),
                soa.getDClass(),
                soa.getTTL(),
                soa.getHost(),
                soa.getAdmin(),
                soa.getSerial() + 1,
                soa.getRefresh(),
                soa.getRetry(),
                soa.getExpire(),
                soa.getMinimum()));
    w.zone().resign(soa.getName(), Type.SOA);
  }

  /** Owners relative to $ORIGIN, and left out where the same owner comes again. */
  private static String relative(String text) {
    StringBuilder out = new StringBuilder("$ORIGIN zone.example.\n");
    String before = "";
    for (String line : text.lines().toList()) {
      String owner = line.substring(0, line.indexOf('\t'));
      String rest = line.substring(line.indexOf('\t'));
      String shorter =
          owner.equals("zone.example.") ? "@" : owner.replaceFirst("\\.zone\\.example\\.$", "");
      out.append(owner.equals(before) ? "" : shorter).append(rest).append('\n');
      before = owner;
    }
    return out.toString();
  }

  /** All lines but the SOA's in random order. */
  private static String shuffled(String text, Workshop w) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    Collections.shuffle(lines.subList(1, lines.size()), w.random());
    return String.join("\n", lines) + "\n";
  }
}
