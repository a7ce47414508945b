package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Content that DNS forbids whoever signs it (ZONE-RULES), signed properly all the same. */
final class RuleFaults {

  private RuleFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("cname-with-key", "none: RFC 4035 2.5 allows it; NSD and Knot refuse the zone")
            .must("ZONE-RULES")
            .warns(
                w ->
                    w.addUnsigned(
                        """
                        keyed IN CNAME www.nic
                        keyed IN KEY 512 3 13 AAAA
                        """)),
        fault("cname-and-other-data", "answers depend on the server (RFC 1034 3.6.2)")
            .must("ZONE-RULES")
            .blocks(w -> w.addUnsigned("alias IN TXT \"beside a CNAME\"")),
        fault("cname-two", "servers refuse the zone or pick one (RFC 2181 10.1)")
            .must("ZONE-RULES")
            .blocks(w -> w.addUnsigned("alias IN CNAME mail.nic")),
        fault("cname-and-dname", "answers depend on the server (RFC 6672 2.4)")
            .must("ZONE-RULES")
            .blocks(w -> w.addUnsigned("old IN CNAME www.nic")),
        fault("dname-two", "servers refuse the zone or pick one (RFC 6672 2.4)")
            .must("ZONE-RULES")
            .blocks(w -> w.addUnsigned("old IN DNAME newer.test.")),
        fault("dname-with-name-below", "the name below cannot be reached (RFC 6672 2.4)")
            .must("ZONE-RULES")
            .may("SIG-COVERAGE", "NSEC-CHAIN")
            .blocks(w -> w.addUnsigned("www.old IN A 10.0.0.9")),
        fault("data-below-cut", "the record is never answered: the child has authority")
            .must("ZONE-RULES")
            .warns(
                w ->
                    w.addUnsigned("secret." + w.someInsecureDelegation() + " IN TXT \"not glue\"")),
        fault("data-at-cut", "the record is never answered: the child has authority")
            .must("ZONE-RULES")
            .warns(w -> w.addUnsigned(w.someInsecureDelegation() + " IN TXT \"not glue\"")),
        fault("cname-at-cut", "servers refuse the zone (RFC 1034 3.6.2)")
            .must("ZONE-RULES")
            .may("ZONE-GLUE")
            .blocks(w -> w.addUnsigned(w.someInsecureDelegation() + " IN CNAME www.nic")),
        fault("cname-and-more-below-cut", "servers refuse the zone (RFC 1034 3.6.2)")
            .must("ZONE-RULES")
            .blocks(
                w -> {
                  String below = "secret." + w.someInsecureDelegation();
                  w.addUnsigned(below + " IN CNAME www.nic\n" + below + " IN TXT \"more\"");
                }),
        fault("soa-below-cut", "servers refuse the zone (RFC 1035 5.2)")
            .must("ZONE-RULES")
            .may("ZONE-READ")
            .blocks(
                w ->
                    w.addUnsigned(
                        "secret."
                            + w.someInsecureDelegation()
                            + " IN SOA ns.nic host.nic 1 2 3 4 5")),
        fault("ds-at-apex", "validators ask the parent and never see it (RFC 4035 2.4)")
            .must("ZONE-RULES")
            .blocks(w -> w.addUnsigned("@ IN DS 1 13 2 " + "ab".repeat(32))),
        fault("ds-without-ns", "no referral is made (RFC 4035 2.4)")
            .must("ZONE-RULES")
            .blocks(w -> w.addUnsigned("www.nic IN DS 1 13 2 " + "ab".repeat(32))),
        fault("ns-missing-at-apex", "NODATA for the apex NS (RFC 1035 5.2)")
            .must("ZONE-RULES")
            .may("ZONE-READ")
            .blocks(
                w ->
                    w.unsigned()
                        .removeIf(
                            r -> r.getType() == Type.NS && r.getName().equals(Workshop.ORIGIN))),
        fault("record-given-twice", "none: a copy is dropped (RFC 2181 5)")
            .must("ZONE-RULES")
            .warns(
                w ->
                    w.rewrite(
                        t -> t.replaceFirst("\nwww\\.nic\\..*\\n", "$0$0").replace("\n\n", "\n"))),
        twin("dname-with-other-types", "allowed except CNAME (RFC 6672 2.4)", "ZONE-RULES")
            .passes(w -> w.addUnsigned("old IN TXT \"moved\"\nold IN A 10.0.0.8")),
        twin("glue-deep-below-cut", "needed by the referral", "ZONE-RULES", "SIG-COVERAGE")
            .passes(
                w -> {
                  Name cut = w.someInsecureDelegation();
                  w.addUnsigned(cut + " " + ttl(w, cut, Type.NS) + " IN NS ns.deep." + cut);
                  w.addUnsigned("ns.deep." + cut + " IN A 10.0.0.7");
                }),
        fault("ds-digest-too-short", "BIND and Knot refuse to load the zone")
            .must("ZONE-RULES")
            .blocks(
                w -> {
                  Name cut = w.someSecureDelegation();
                  w.addUnsigned(cut + " " + ttl(w, cut, Type.DS) + " IN TYPE43 \\# 6 00010d02abcd");
                }),
        fault("sshfp-digest-too-short", "BIND refuses to load the zone")
            .must("ZONE-RULES")
            .blocks(w -> w.addUnsigned("www.nic IN SSHFP 1 2 " + "ab".repeat(20))),
        twin("sshfp-of-each-kind", "types of unknown length too", "ZONE-RULES")
            .passes(
                w ->
                    w.addUnsigned(
                        """
                        www.nic IN SSHFP 1 1 abababababababababababababababababababab
                        www.nic IN SSHFP 4 2 DIGEST
                        www.nic IN SSHFP 4 9 00
                        """
                            .replace("DIGEST", "ab".repeat(32)))),
        fault("rrset-larger-than-a-message", "no answer can carry it (RFC 1035 4.2.2): SERVFAIL")
            .must("ZONE-RULES")
            .blocks(w -> w.addUnsigned(texts(86))),
        fault("rrset-larger-than-resolvers-verify", "Unbound has no room for it: SERVFAIL")
            .must("ZONE-RULES")
            .blocks(w -> w.addUnsigned(texts(84))),
        twin("rrset-as-large-as-resolvers-verify", "answered over TCP", "ZONE-RULES")
            .passes(w -> w.addUnsigned(texts(83))),
        fault(
                "rrset-of-101-records",
                "secure; but BIND does not cache it, and its secondaries refuse the zone")
            .must("ZONE-RULES")
            .warns(w -> w.addUnsigned(many(101, "many.nic IN A 10.3.0.%d"))),
        fault("rrset-of-1000-records", "secure; as rrset-of-101-records")
            .must("ZONE-RULES")
            .warns(
                w ->
                    w.addUnsigned(
                        many(1_000, "many.nic IN TXT %d")
                            + many(1_000, "many.nic IN SRV 1 1 %d ."))),
        fault("rrset-of-101-name-servers-at-a-cut", "secure; secondaries with BIND refuse it")
            .must("ZONE-RULES")
            .warns(w -> w.addUnsigned(many(101, "many IN NS ns%d.many.test."))),
        fault("rrset-with-101-rrsigs", "secure; secondaries with BIND refuse the zone")
            .must("ZONE-RULES", "SIG-COUNT")
            .warns(w -> signManyTimes(w, 101)),
        fault("rrset-with-100-rrsigs", "secure, and as many as BIND takes")
            .must("SIG-COUNT")
            .passing("ZONE-RULES")
            .warns(w -> signManyTimes(w, 100)),
        twin("name-with-100-types", "RRSIGs counted, as many as BIND takes", "ZONE-RULES")
            .passes(w -> w.addUnsigned(many(49, "many.nic IN TYPE10%02d \\# 1 00"))),
        fault("name-with-102-types", "secure; secondaries with BIND refuse the zone")
            .must("ZONE-RULES")
            .warns(w -> w.addUnsigned(many(50, "many.nic IN TYPE10%02d \\# 1 00"))),
        twin("ds-three-at-a-delegation", "an RRset of any size", "ZONE-RULES", "SIG-VERIFY")
            .passes(
                w -> {
                  Name cut = w.someSecureDelegation();
                  long ttl = ttl(w, cut, Type.DS);
                  w.addUnsigned(cut + " " + ttl + " IN DS 1 13 2 " + "ab".repeat(32));
                  w.addUnsigned(cut + " " + ttl + " IN DS 1 13 4 " + "cd".repeat(48));
                }));
  }

  /** Records of 765 octets in a message, pointer to the owner and all. */
  private static String texts(int records) {
    return IntStream.range(0, records)
        .mapToObj(i -> "many.nic IN TXT \"%03d%s\" LONG LONG\n".formatted(i, "x".repeat(247)))
        .map(line -> line.replace("LONG", "x".repeat(250)))
        .collect(Collectors.joining());
  }

  private static String many(int count, String line) {
    return IntStream.range(0, count)
        .mapToObj(i -> line.formatted(i) + "\n")
        .collect(Collectors.joining());
  }

  /** Signatures of one key that differ in their expiration. */
  private static void signManyTimes(Workshop w, int times) {
    Name www = w.name("www.nic");
    for (int i = 1; i < times; i++) {
      Instant expiration = w.plan().expiration().plusSeconds(i);
      w.zone()
          .addSignature(www, Type.A, w.zsk(), f -> f.withTimes(w.plan().inception(), expiration));
    }
  }

  /** The TTL of an RRset of the unsigned zone; records added to it must have the same. */
  private static long ttl(Workshop w, Name owner, int type) {
    return w.unsigned().stream()
        .filter(r -> r.getType() == type && r.getName().equals(owner))
        .findFirst()
        .orElseThrow()
        .getTTL();
  }
}
