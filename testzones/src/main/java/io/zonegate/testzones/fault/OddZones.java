package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.Denial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.Name;

/**
 * Valid zones with names and RRsets that are seldom met and often taken for wrong, each denied by
 * NSEC, by NSEC3 and by NSEC3 with opt-out.
 */
final class OddZones {

  /** As many as BIND takes of one RRset. */
  private static final int MANY = 100;

  private static final Map<String, Denial> DENIALS =
      Map.of(
          "nsec", Denial.nsec(),
          "nsec3", Denial.nsec3(false),
          "opt-out", Denial.nsec3(true));

  private OddZones() {}

  static List<Fault> list() {
    List<Fault> twins = new ArrayList<>();
    add(
        twins,
        "wildcards",
        "at the apex, nested, beside names and below a wildcard",
        """
        * IN A 10.2.0.1
        * IN MX 10 mail.nic
        *.deep.er IN TXT "nested"
        other.deep.er IN A 10.2.0.2
        *.*.stars IN TXT "below a wildcard"
        sub.*.middle IN A 10.2.0.3
        """);
    add(
        twins,
        "empty-non-terminals",
        "several deep, shared by secure and insecure delegations",
        """
        a.b.c.d.e IN TXT "five deep"
        in1.mix IN NS ns1.in.test.
        in1.mix IN NS ns2.in.test.
        se1.mix IN NS ns1.se.test.
        se1.mix IN NS ns2.se.test.
        se1.mix IN DS 1 13 2 DIGEST
        in2.x.mix IN NS ns1.in.test.
        in2.x.mix IN NS ns2.in.test.
        z.only.insecure IN NS ns1.in.test.
        z.only.insecure IN NS ns2.in.test.
        aa.late IN NS ns1.in.test.
        aa.late IN NS ns2.in.test.
        zz.late IN A 10.2.1.1
        """);
    add(
        twins,
        "dname",
        "with other types beside it, and one below a wildcard's parent",
        """
        moved IN DNAME elsewhere.test.
        moved IN TXT "beside a DNAME"
        moved IN MX 5 mail.nic
        a.moved2.x IN DNAME elsewhere.test.
        *.moved2.x IN A 10.2.2.1
        """);
    add(
        twins,
        "names-below-cuts",
        "glue deep below a cut and at it",
        """
        far IN NS a.b.c.far
        far IN NS far
        far IN A 10.2.3.1
        a.b.c.far IN AAAA 2001:db8:3::1
        far-away IN TXT "sorts behind far but before nothing below it"
        far IN DS 2 13 2 DIGEST
        """);
    add(
        twins,
        "escaped-labels",
        "dots, spaces, octets 0 and 255, an asterisk that is no wildcard",
        """
        a\\.b IN TXT "a dot in a label"
        a\\032b IN TXT "a space"
        \\000 IN TXT "zero"
        \\000.\\000 IN TXT "zeros"
        \\255 IN TXT "last"
        \\001\\000 IN TXT "one"
        x* IN TXT "asterisk"
        \\@ IN TXT "at"
        \\( IN TXT "parenthesis"
        """);
    add(
        twins,
        "upper-case-labels",
        "in owners, RDATA and the signer's input",
        """
        UPPER IN A 10.2.4.1
        MiXeD.UPPER IN MX 10 MAIL.Upper
        DELEG IN NS NS1.DELEG
        DELEG IN NS Ns2.Deleg.TEST.
        NS1.deleg IN A 10.2.4.2
        DeLeG IN DS 3 13 2 DIGEST
        """);
    add(
        twins,
        "names-of-255-octets",
        "as owner, as name server and as the next name",
        """
        LONGEST-P IN TXT "longest"
        LONGEST-Q IN A 10.2.5.1
        long IN NS LONGEST-Q
        long IN NS ns2.long.test.
        """);
    add(
        twins,
        "rrsets-of-100-records",
        "as many records as BIND takes",
        many("many IN A 10.%d.%d.9\n") + many("many IN TXT \"%d %d\"\n"));
    add(
        twins,
        "types-of-high-numbers",
        "in many windows of the type bit map",
        """
        types IN TYPE1234 \\# 4 0A000001
        types IN TYPE65280 \\# 1 00
        types IN TYPE32000 \\# 1 FF
        types IN CAA 0 iodef "mailto:a@b.test"
        """);
    return twins;
  }

  private static void add(List<Fault> twins, String name, String why, String records) {
    String text =
        records
            .replace("DIGEST", "c3".repeat(32))
            .replace("LONGEST-P", longest('p'))
            .replace("LONGEST-Q", longest('q'));
    for (String kind : List.of("nsec", "nsec3", "opt-out")) {
      String[] checks =
          kind.equals("nsec")
              ? new String[] {"NSEC-CHAIN", "NSEC-BITMAP", "DENIAL-EXTRA"}
              : new String[] {"NSEC3-CHAIN", "NSEC3-COVERAGE", "NSEC3-BITMAP", "DENIAL-EXTRA"};
      twins.add(
          twin("odd-" + name + "-by-" + kind, why, checks)
              .passes(
                  w -> {
                    w.denial(DENIALS.get(kind));
                    w.addUnsigned(text);
                  }));
    }
  }

  /** A name of 255 octets with the origin, absolute. */
  private static String longest(char c) {
    int room = 255 - Workshop.ORIGIN.length();
    StringBuilder name = new StringBuilder();
    while (room > 1) {
      int length = Math.min(63, room - 1);
      if (room - 1 - length == 1) {
        length--;
      }
      name.append(String.valueOf(c).repeat(length)).append('.');
      room -= 1 + length;
    }
    Name whole = Name.fromConstantString(name + Workshop.ORIGIN.toString());
    if (whole.length() != 255) {
      throw new IllegalStateException("the name has " + whole.length() + " octets");
    }
    return whole.toString();
  }

  private static String many(String line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < MANY; i++) {
      text.append(line.formatted(i / 10, i % 10));
    }
    return text.toString();
  }
}
