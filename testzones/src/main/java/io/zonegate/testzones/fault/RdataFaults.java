package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import java.util.List;

/**
 * RDATA that BIND refuses (ZONE-RULES): it loads no such zone, takes none over as a secondary, and
 * its resolvers answer SERVFAIL for the RRset.
 */
final class RdataFaults {
  private static final String REFUSED = "BIND refuses the zone, and the answer";

  private RdataFaults() {}

  static List<Fault> list() {
    return List.of(
        refused("rdata-caa-tag-with-a-hyphen", "CAA 0 is-sue \"ca.test\""),
        refused("rdata-svcb-no-default-alpn-alone", "TYPE64 \\# 7 0001 00 0002 0000"),
        refused("rdata-https-dohpath-without-dns", "TYPE65 \\# 9 0001 00 0007 0002 2F61"),
        refused("rdata-naptr-without-third-delimiter", "NAPTR 1 1 \"u\" \"E2U+sip\" \"!^.*$!a\" ."),
        refused("rdata-naptr-group-not-closed", "NAPTR 1 1 \"u\" \"E2U+sip\" \"!(a!b!\" ."),
        refused("rdata-naptr-group-that-is-none", naptr("^a$")),
        refused("rdata-ipseckey-without-key", "TYPE45 \\# 3 010002"),
        refused("rdata-x25-too-short", "X25 \"123\""),
        refused("rdata-key-without-key", "TYPE25 \\# 4 0200030D"),
        twin("rdata-of-good-forms", "next to what BIND refuses", "ZONE-RULES")
            .passes(
                w ->
                    w.addUnsigned(
                        """
                        www.nic IN CAA 128 issuewild9 ""
                        www.nic IN TYPE64 \\# 25 0001 00 0001 0003 026832 0002 0000 0007 0007 2F7B3F646E737D
                        www.nic IN NAPTR 1 1 "u" "E2U+sip" "!^(a[(]*)$!sip:\\\\1@b.test!i" .
                        www.nic IN NAPTR 2 1 "s" "SIP+D2U" "" _sip._udp
                        www.nic IN IPSECKEY 10 0 2 . AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==
                        www.nic IN TYPE42 \\# 7 000118 03 0A0001
                        """
                            + "www.nic IN "
                            + loc("934FD900"))));
  }

  private static Fault refused(String name, String record) {
    return fault(name, REFUSED)
        .must("ZONE-RULES")
        .blocks(w -> w.addUnsigned("odd.nic IN " + record));
  }

  /** A replacement that refers to a group. */
  private static String naptr(String expression) {
    return "NAPTR 1 1 \"u\" \"E2U+sip\" \"!" + expression + "!\\\\1!\" .";
  }

  private static String loc(String latitude) {
    return "TYPE29 \\# 16 00121613 " + latitude + " 80000000 00989680";
  }
}
