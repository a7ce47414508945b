package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.SignedZone;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Faults of the NSEC chain and its bitmaps (NSEC-CHAIN, NSEC-BITMAP, DENIAL-EXTRA). */
final class NsecFaults {

  private static final String DENIED = "an existing type or name can be denied with proof";
  private static final String NO_PROOF = "NXDOMAIN or NODATA there is bogus";

  private NsecFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("nsec-missing-one", NO_PROOF)
            .must("NSEC-CHAIN")
            .blocks(w -> NsecEdit.remove(w.zone(), inner(w), false)),
        fault("nsec-name-removed", DENIED)
            .must("NSEC-CHAIN")
            .blocks(w -> NsecEdit.remove(w.zone(), inner(w), true)),
        fault("nsec-next-skips-a-name", DENIED)
            .must("NSEC-CHAIN")
            .blocks(
                w -> {
                  NSECRecord skipped = inner(w);
                  NSECRecord previous = NsecEdit.before(w.zone(), skipped.getName());
                  NsecEdit.setNext(w.zone(), previous, skipped.getNext());
                }),
        fault("nsec-next-not-there", NO_PROOF)
            .must("NSEC-CHAIN")
            .blocks(
                w -> {
                  NSECRecord nsec = inner(w);
                  Name ghost = w.name("a." + nsec.getName());
                  NsecEdit.setNext(w.zone(), nsec, ghost);
                }),
        fault("nsec-last-not-apex", NO_PROOF)
            .must("NSEC-CHAIN")
            .blocks(
                w -> {
                  List<NSECRecord> chain = NsecEdit.chain(w.zone());
                  NSECRecord last = chain.get(chain.size() - 1);
                  NsecEdit.setNext(w.zone(), last, chain.get(1).getName());
                }),
        fault("nsec-two-at-one-name", "which one is used depends on the server")
            .must("NSEC-CHAIN")
            .may("NSEC-BITMAP", "DENIAL-EXTRA")
            .blocks(
                w -> {
                  NSECRecord nsec = inner(w);
                  Name next = Workshop.ORIGIN;
                  w.zone()
                      .add(
                          new NSECRecord(
                              nsec.getName(), DClass.IN, nsec.getTTL(), next, nsec.getTypes()));
                  w.zone().resign(nsec.getName(), Type.NSEC);
                }),
        fault("nsec-chain-missing", NO_PROOF + " everywhere")
            .must("NSEC-CHAIN")
            .may("SIG-COVERAGE", "NSEC3-PARAM", "NSEC3-CHAIN", "NSEC3-COVERAGE", "NSEC-BITMAP")
            .blocks(
                w -> {
                  for (NSECRecord r : NsecEdit.chain(w.zone())) {
                    w.zone().removeRrset(r.getName(), Type.NSEC);
                  }
                }),
        fault("nsec-at-ent", "NODATA instead of an empty name; harmless today")
            .oneOf("NSEC-CHAIN", "DENIAL-EXTRA")
            .may("NSEC-BITMAP")
            .blocks(w -> insert(w, "nic", true)),
        fault("nsec-at-absent-name", "a name answers NODATA that should not exist")
            .oneOf("NSEC-CHAIN", "DENIAL-EXTRA")
            .may("NSEC-BITMAP")
            .blocks(w -> insert(w, "ghost", true)),
        fault("nsec-at-glue", "claims authority below a cut")
            .must("DENIAL-EXTRA")
            .may("NSEC-CHAIN", "NSEC-BITMAP", "SIG-COVERAGE")
            .blocks(
                w ->
                    NsecEdit.insert(w.zone(), w.someGlue().getName(), true, Type.RRSIG, Type.NSEC)),
        fault("nsec-left-over", "none while nobody sends it")
            .oneOf("NSEC-CHAIN", "DENIAL-EXTRA")
            .may("NSEC-BITMAP")
            .blocks(w -> insert(w, "removed-long-ago", false)),
        twin("nsec-next-upper-case", "not lower-cased, compared blind (RFC 6840 5.1)", "NSEC-CHAIN")
            .passes(
                w -> {
                  NSECRecord nsec = inner(w);
                  String next = nsec.getNext().toString().toUpperCase(Locale.ROOT);
                  NsecEdit.setNext(w.zone(), nsec, w.name(next));
                }),
        twin("nsec-single-name", "the apex points to itself", "NSEC-CHAIN")
            .passes(NsecFaults::bare),
        bitmap("nsec-bitmap-type-missing", DENIED, "NSEC-BITMAP")
            .blocks(w -> drop(w, w.name("www.nic"), Type.AAAA)),
        bitmap("nsec-bitmap-type-extra", "NODATA for that type is bogus", "NSEC-BITMAP")
            .blocks(w -> add(w, w.name("www.nic"), Type.TXT)),
        bitmap("nsec-bitmap-ds-missing", "a secure delegation can be made insecure", "NSEC-BITMAP")
            .blocks(w -> drop(w, w.someSecureDelegation(), Type.DS)),
        bitmap("nsec-bitmap-ds-extra", "the insecure referral is bogus", "NSEC-BITMAP")
            .blocks(w -> add(w, w.someInsecureDelegation(), Type.DS)),
        bitmap("nsec-bitmap-ns-missing", "the referral is bogus", "NSEC-BITMAP")
            .blocks(w -> drop(w, w.someInsecureDelegation(), Type.NS)),
        bitmap("nsec-bitmap-wildcard-wrong", "wildcard data denied (slack.com 2021)", "NSEC-BITMAP")
            .blocks(w -> drop(w, w.name("*.wild0"), Type.A)),
        bitmap("nsec-bitmap-rrsig-missing", "none in practice (RFC 4034 4.1.2)", "NSEC-BITMAP")
            .blocks(w -> drop(w, w.name("www.nic"), Type.RRSIG)),
        bitmap("nsec-bitmap-nsec-missing", "none in practice (RFC 4034 4.1.2)", "NSEC-BITMAP")
            .blocks(w -> drop(w, w.name("www.nic"), Type.NSEC)),
        bitmap(
                "nsec-bitmap-lists-glue",
                "claims authority at a cut (RFC 4034 4.1.2)",
                "NSEC-BITMAP")
            .blocks(w -> add(w, w.name("cut"), Type.A)),
        twin("nsec-bitmap-two-windows", "CAA is 257, another window", "NSEC-BITMAP")
            .passes(
                w -> w.addUnsigned("www.nic IN CAA 0 issue \";\"\nwww.nic IN TYPE65534 \\# 0")));
  }

  private static Fault.Description bitmap(String name, String effect, String id) {
    return fault(name, effect).must(id);
  }

  /** Some NSEC that is neither the first nor the last of the chain. */
  private static NSECRecord inner(Workshop w) {
    List<NSECRecord> chain = NsecEdit.chain(w.zone());
    return w.pick(chain.subList(1, chain.size() - 1));
  }

  private static void insert(Workshop w, String owner, boolean linked) {
    NsecEdit.insert(w.zone(), w.name(owner), linked, Type.RRSIG, Type.NSEC);
  }

  private static void drop(Workshop w, Name name, int type) {
    SignedZone zone = w.zone();
    NsecEdit.dropType(zone, NsecEdit.at(zone, name), type);
  }

  private static void add(Workshop w, Name name, int type) {
    SignedZone zone = w.zone();
    NsecEdit.addType(zone, NsecEdit.at(zone, name), type);
  }

  /** A zone with nothing but SOA and NS. */
  static void bare(Workshop w) {
    w.unsigned().removeIf(r -> r.getType() != Type.SOA);
    w.addUnsigned("@ IN NS ns1.hoster.test.\n@ IN NS ns2.hoster.test.");
  }
}
