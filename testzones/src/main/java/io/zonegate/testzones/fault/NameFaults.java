package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Record;

/** Names that lost their final dot, and glue (ZONE-NAMES, ZONE-GLUE). */
final class NameFaults {

  private static final String LAME = "secure; the delegation has a name server less";
  private static final String DEAD = "no name server of the delegations can be found (.se 2009)";

  private NameFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("name-servers-all-without-final-dot", DEAD)
            .must("ZONE-NAMES")
            .blocks(
                w -> {
                  List<Name> cuts = w.authority().delegations();
                  w.unsigned().replaceAll(r -> cuts.contains(r.getName()) ? swallowed(r) : r);
                }),
        fault("name-server-of-apex-without-final-dot", "servers refuse to load the zone")
            .must("ZONE-NAMES")
            .blocks(w -> w.addUnsigned("@ 86400 IN NS ns.other.test")),
        fault("name-one-over-the-policys-share", "secure, and not what the operator wants")
            .must("ZONE-NAMES")
            .blocks(
                w -> {
                  w.policy("[content]\nmisnamed-per-mille = 40\n");
                  w.addUnsigned("one IN NS ns1.one.test");
                  w.addUnsigned("one IN NS ns2.one.test.");
                  w.addUnsigned("two IN NS ns1.two.test");
                  w.addUnsigned("two IN NS ns2.two.test.");
                }),
        fault("name-one-where-the-policy-allows-none", "secure, and not what the operator wants")
            .must("ZONE-NAMES")
            .blocks(
                w -> {
                  w.policy("[content]\nmisnamed-per-mille = 0\n");
                  w.addUnsigned("one IN NS ns1.one.test");
                  w.addUnsigned("one IN NS ns2.one.test.");
                }),
        fault("name-server-without-final-dot-of-the-only-delegation", LAME)
            .must("ZONE-NAMES")
            .warns(
                w -> {
                  List<Name> cuts = w.authority().delegations();
                  w.unsigned().removeIf(r -> cuts.stream().anyMatch(r.getName()::subdomain));
                  w.addUnsigned("one IN NS ns1.one.test");
                  w.addUnsigned("one IN NS ns2.one.test.");
                }),
        warned(
            "name-server-without-final-dot",
            "ZONE-NAMES",
            """
            one IN NS ns1.one.test
            one IN NS ns2.one.test.
            """),
        warned("name-with-origin-twice", "ZONE-NAMES", "www.dotless.zone.example IN A 10.1.1.1"),
        good(
            "name-delegated-like-the-origin",
            "as com.com. in com.",
            "ZONE-NAMES",
            """
            zone.example IN NS ns1.zone.example
            zone.example IN NS ns2.twice.test.
            ns1.zone.example IN A 10.1.1.2
            """),
        good(
            "name-server-at-a-wildcard",
            "the wildcard has its address",
            "ZONE-NAMES",
            """
            *.anycast IN A 10.1.1.3
            one IN NS ns7.anycast
            one IN NS ns2.one.test.
            """),
        good(
            "name-server-below-a-deeper-cut",
            "as ns.example.com.tld. where com.tld. is delegated; sibling glue may be missing",
            "ZONE-NAMES",
            """
            com IN NS ns1.com-registry.test.
            com IN NS ns2.com-registry.test.
            one IN NS ns1.one.com
            one IN NS ns2.one.test.
            """),
        fault("glue-none-for-name-server-of-apex", "servers refuse to load the zone")
            .must("ZONE-GLUE")
            .blocks(
                w -> {
                  w.addUnsigned("@ 86400 IN NS text.nic");
                  w.addUnsigned("text.nic IN TXT \"no address\"");
                }),
        warned(
            "glue-missing",
            "ZONE-GLUE",
            """
            one IN NS ns1.one
            one IN NS ns2.one.test.
            """),
        warned(
            "glue-of-nobody",
            "ZONE-GLUE",
            """
            one IN NS ns1.one.test.
            one IN NS ns2.one.test.
            old-ns.one IN A 10.1.1.4
            """),
        warned(
            "glue-at-a-cut-of-nobody",
            "ZONE-GLUE",
            """
            one IN NS ns1.one.test.
            one IN NS ns2.one.test.
            one IN A 10.1.1.5
            """),
        warned(
            "glue-name-server-is-an-alias",
            "ZONE-GLUE",
            """
            one IN NS alias
            one IN NS ns2.one.test.
            """),
        good(
            "glue-of-a-sibling",
            "another delegation's name server",
            "ZONE-GLUE",
            """
            one IN NS ns1.one
            one IN NS ns2.one.test.
            ns1.one IN AAAA 2001:db8::1
            two IN NS ns1.one
            two IN NS ns2.two.test.
            two IN NS deep.ns.one
            deep.ns.one IN A 10.1.1.6
            """));
  }

  private static Fault warned(String name, String check, String records) {
    return fault(name, LAME).must(check).warns(w -> w.addUnsigned(records));
  }

  private static Fault good(String name, String why, String check, String records) {
    return twin(name, why, check).passes(w -> w.addUnsigned(records));
  }

  /** The record as it is without the final dot of its name server, if it is an NS record. */
  private static Record swallowed(Record r) {
    if (!(r instanceof NSRecord ns) || ns.getTarget().subdomain(Workshop.ORIGIN)) {
      return r;
    }
    try {
      Name target = Name.concatenate(ns.getTarget().relativize(Name.root), Workshop.ORIGIN);
      return new NSRecord(r.getName(), DClass.IN, r.getTTL(), target);
    } catch (NameTooLongException e) {
      throw new IllegalStateException(ns.getTarget() + " is too long a name", e);
    }
  }
}
