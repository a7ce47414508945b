package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.Nsec3Hash;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.ZoneAuthority;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Faults of the NSEC3 chain, its names and bitmaps (NSEC3-CHAIN, -COVERAGE, -BITMAP). */
final class Nsec3Faults {

  private static final String DENIED = "an existing type or name can be denied with proof";
  private static final String NO_PROOF = "NXDOMAIN or NODATA there is bogus";

  private Nsec3Faults() {}

  static List<Fault> list() {
    List<Fault> all = new ArrayList<>(chain());
    all.addAll(names());
    all.addAll(bitmaps());
    return all;
  }

  private static List<Fault> chain() {
    return List.of(
        fault("nsec3-next-not-there", NO_PROOF)
            .must("NSEC3-CHAIN")
            .blocks(
                full(
                    w -> {
                      NSEC3Record nsec3 = inner(w);
                      byte[] next = nsec3.getNext();
                      next[19] ^= 1;
                      Nsec3Edit.setNext(w.zone(), nsec3, next);
                    })),
        fault("nsec3-last-not-first", NO_PROOF)
            .must("NSEC3-CHAIN")
            .blocks(
                full(
                    w -> {
                      List<NSEC3Record> chain = Nsec3Edit.chain(w.zone());
                      NSEC3Record last = chain.get(chain.size() - 1);
                      Nsec3Edit.setNext(w.zone(), last, chain.get(0).getNext());
                    })),
        fault("nsec3-missing-one", NO_PROOF)
            .must("NSEC3-CHAIN")
            .may("NSEC3-COVERAGE", "NSEC3-PARAM")
            .blocks(full(w -> Nsec3Edit.remove(w.zone(), w.name("www.nic"), false))),
        fault("nsec3-unknown-flag", NO_PROOF + ": the record is ignored (RFC 5155 8.2)")
            .oneOf("NSEC3-PARAM", "NSEC3-CHAIN")
            .may("NSEC3-COVERAGE")
            .blocks(full(w -> Nsec3Edit.setFlags(w.zone(), inner(w), 2))),
        twin(
                "nsec3-opt-out-in-part",
                "each span decides for itself",
                "NSEC3-CHAIN",
                "NSEC3-COVERAGE")
            .passes(optOut(Nsec3Faults::clearUnneededFlags)),
        twin("nsec3-owner-upper-case", "case does not matter", "NSEC3-CHAIN", "NSEC3-PARAM")
            .passes(optOut(w -> w.rewrite(Nsec3Faults::upperCaseHashes))),
        twin("nsec3-owner-is-delegation", "a registrant may choose it", "ZONE-RULES", "NSEC3-PARAM")
            .passes(full(w -> w.addUnsigned(hashOfWww(w) + " IN NS ns1.hash.test."))),
        twin("nsec3-owner-is-secure-delegation", "a registrant may choose it", "ZONE-RULES")
            .passes(
                optOut(
                    w -> {
                      w.addUnsigned(hashOfWww(w) + " IN NS ns1.hash.test.");
                      w.addUnsigned(hashOfWww(w) + " IN DS 1 13 2 " + "ab".repeat(32));
                    })),
        twin("nsec3-owner-is-cname", "hashes and names share the zone", "ZONE-RULES")
            .passes(full(w -> w.addUnsigned(hashOfWww(w) + " IN CNAME www.nic"))),
        twin("nsec3-owner-is-host", "hashes and names share the zone", "ZONE-RULES")
            .passes(full(w -> w.addUnsigned(hashOfWww(w) + " IN A 10.0.0.9"))),
        twin("nsec3-single-name", "the only hash points to itself", "NSEC3-CHAIN")
            .passes(full(NsecFaults::bare)));
  }

  /** A name of the zone that is also the hashed owner name of another one. */
  private static Name hashOfWww(Workshop w) {
    return Nsec3Hash.owner(Nsec3Hash.hash(w.name("www.nic"), w.plan().denial()), Workshop.ORIGIN);
  }

  private static List<Fault> names() {
    return List.of(
        fault("nsec3-name-removed", DENIED)
            .must("NSEC3-COVERAGE")
            .blocks(full(w -> Nsec3Edit.remove(w.zone(), w.name("www.nic"), true))),
        fault("nsec3-name-removed-under-opt-out", "data can be hidden; only cuts may be left out")
            .must("NSEC3-COVERAGE")
            .blocks(optOut(w -> Nsec3Edit.remove(w.zone(), w.name("www.nic"), true))),
        fault("nsec3-secure-delegation-removed", "the delegation can be made insecure")
            .must("NSEC3-COVERAGE")
            .blocks(optOut(w -> Nsec3Edit.remove(w.zone(), w.someSecureDelegation(), true))),
        fault("nsec3-ent-removed", "NXDOMAIN with proof above existing names")
            .must("NSEC3-COVERAGE")
            .blocks(full(w -> Nsec3Edit.remove(w.zone(), w.name("nic"), true))),
        fault("nsec3-optout-missing-shared-ent", "closest-encloser proofs below it are bogus")
            .must("NSEC3-COVERAGE")
            .blocks(optOut(w -> Nsec3Edit.remove(w.zone(), w.name("shared"), true))),
        fault("nsec3-optout-ent-missing-above-a-kept-delegation", "servers that check refuse it")
            .must("NSEC3-COVERAGE")
            .blocks(optOut(w -> Nsec3Edit.insert(w.zone(), w.name("gamma.plain"), true, Type.NS))),
        fault("nsec3-optout-flag-only-at-apex", "insecure referrals are bogus")
            .must("NSEC3-COVERAGE")
            .blocks(
                optOut(
                    w -> {
                      Name apex = Nsec3Edit.owner(w.zone(), Workshop.ORIGIN);
                      for (NSEC3Record r : Nsec3Edit.chain(w.zone())) {
                        if (!r.getName().equals(apex)) {
                          Nsec3Edit.setFlags(w.zone(), r, 0);
                        }
                      }
                    })),
        fault("nsec3-insecure-delegation-removed-without-opt-out", "the referral is bogus")
            .must("NSEC3-COVERAGE")
            .blocks(full(w -> Nsec3Edit.remove(w.zone(), w.someInsecureDelegation(), true))),
        twin("nsec3-optout-insecure-kept", "may be there", "NSEC3-COVERAGE", "DENIAL-EXTRA")
            .passes(
                optOut(w -> Nsec3Edit.insert(w.zone(), w.someInsecureDelegation(), true, Type.NS))),
        twin("nsec3-optout-ent-kept", "may be there", "NSEC3-COVERAGE", "DENIAL-EXTRA")
            .passes(optOut(w -> Nsec3Edit.insert(w.zone(), w.name("plain"), true))),
        twin("nsec3-optout-ent-kept-with-its-delegation", "RFC 5155 7.1", "NSEC3-COVERAGE")
            .passes(
                optOut(
                    w -> {
                      Nsec3Edit.insert(w.zone(), w.name("gamma.plain"), true, Type.NS);
                      Nsec3Edit.insert(w.zone(), w.name("plain"), true);
                    })));
  }

  private static List<Fault> bitmaps() {
    return List.of(
        bitmap("nsec3-bitmap-type-missing", DENIED)
            .blocks(full(w -> drop(w, w.name("www.nic"), Type.AAAA))),
        bitmap("nsec3-bitmap-type-extra", "NODATA for that type is bogus")
            .blocks(full(w -> add(w, w.name("www.nic"), Type.TXT))),
        bitmap("nsec3-bitmap-ds-missing", "a secure delegation can be made insecure")
            .blocks(optOut(w -> drop(w, w.someSecureDelegation(), Type.DS))),
        bitmap("nsec3-bitmap-ent-not-empty", "NODATA for that type is bogus")
            .blocks(full(w -> add(w, w.name("nic"), Type.A))),
        bitmap("nsec3-bitmap-rrsig-at-insecure", "none in practice (RFC 5155 7.1)")
            .blocks(full(w -> add(w, w.someInsecureDelegation(), Type.RRSIG))),
        bitmap("nsec3-bitmap-soa-at-delegation", "the referral is bogus: looks like a child's apex")
            .blocks(optOut(w -> add(w, w.someSecureDelegation(), Type.SOA))),
        bitmap("nsec3-bitmap-lists-glue", "claims authority at a cut")
            .blocks(full(w -> add(w, w.name("cut"), Type.A))),
        twin("nsec3-bitmap-two-windows", "CAA is 257, another window", "NSEC3-BITMAP")
            .passes(
                full(
                    w ->
                        w.addUnsigned(
                            "www.nic IN CAA 0 issue \";\"\nwww.nic IN TYPE65534 \\# 0"))));
  }

  private static Fault.Description bitmap(String name, String effect) {
    return fault(name, effect).must("NSEC3-BITMAP");
  }

  /** An NSEC3 for every name. */
  private static Consumer<Workshop> full(Consumer<Workshop> work) {
    return w -> {
      w.denial(Denial.nsec3(false));
      work.accept(w);
    };
  }

  private static Consumer<Workshop> optOut(Consumer<Workshop> work) {
    return w -> {
      w.denial(Denial.nsec3(true));
      work.accept(w);
    };
  }

  /** Some NSEC3 that is neither the first nor the last of the chain. */
  private static NSEC3Record inner(Workshop w) {
    List<NSEC3Record> chain = Nsec3Edit.chain(w.zone());
    return w.pick(chain.subList(1, chain.size() - 1));
  }

  private static void drop(Workshop w, Name name, int type) {
    Nsec3Edit.dropType(w.zone(), Nsec3Edit.of(w.zone(), name), type);
  }

  private static void add(Workshop w, Name name, int type) {
    Nsec3Edit.addType(w.zone(), Nsec3Edit.of(w.zone(), name), type);
  }

  /** Keeps the opt-out flag only where a name is really left out. */
  private static void clearUnneededFlags(Workshop w) {
    SignedZone zone = w.zone();
    ZoneAuthority authority = w.authority();
    List<Name> leftOut = new ArrayList<>(authority.insecureEmptyNonTerminals());
    authority.delegations().stream().filter(authority::isInsecureDelegation).forEach(leftOut::add);
    Set<Name> needed = new TreeSet<>();
    for (Name name : leftOut) {
      needed.add(Nsec3Edit.before(zone, Nsec3Edit.owner(zone, name)).getName());
    }
    for (NSEC3Record r : Nsec3Edit.chain(zone)) {
      if (!needed.contains(r.getName())) {
        Nsec3Edit.setFlags(zone, r, 0);
      }
    }
  }

  private static String upperCaseHashes(String text) {
    StringBuilder out = new StringBuilder();
    for (String line : text.lines().toList()) {
      boolean hashed = line.matches("[0-9a-v]{32}\\.zone.*");
      out.append(hashed ? line.substring(0, 32).toUpperCase(Locale.ROOT) : line.substring(0, 0));
      out.append(hashed ? line.substring(32) : line).append('\n');
    }
    return out.toString();
  }
}
