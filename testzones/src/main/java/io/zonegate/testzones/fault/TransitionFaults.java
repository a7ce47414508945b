package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.DenialChain;
import io.zonegate.testzones.sign.SignedZone;
import java.util.List;
import java.util.function.Predicate;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Zones on their way between NSEC and NSEC3 (RFC 5155 10.4 and 10.5), and a denial of existence
 * that is another than before or has another TTL (DENIAL-EXTRA, DENIAL-CHANGE, DENIAL-TTL).
 */
final class TransitionFaults {

  private static final String ALLOWED = "secure; a transition (RFC 5155 10.4 and 10.5)";
  private static final String TORN = "servers that go by the torn chain cannot deny everything";
  private static final String OTHER = "secure, and signed as nobody planned";
  private static final String LACKS = "the zone's own signature denies a type that is there";
  private static final String LONG = "secure; a new name is denied for too long (RFC 9077)";

  private TransitionFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("denial-nsec-and-nsec3-complete", ALLOWED)
            .must("DENIAL-EXTRA")
            .warns(w -> addNsec(w, name -> true)),
        fault("denial-nsec3-in-the-making-beside-nsec", ALLOWED)
            .must("DENIAL-EXTRA", "NSEC3-PARAM")
            .warns(
                w -> {
                  List<Record> chain = DenialChain.of(w.zone(), Denial.nsec3(false));
                  chain.subList(0, chain.size() / 3).forEach(r -> addSigned(w.zone(), r));
                }),
        fault("denial-nsec-going-beside-nsec3", ALLOWED)
            .must("DENIAL-EXTRA")
            .warns(w -> addNsec(w, name -> name.labels() > 4)),
        fault("denial-nsec-going-and-wrong", "a cached NSEC denies a name that exists (RFC 8198)")
            .must("DENIAL-EXTRA", "NSEC-CHAIN")
            .blocks(
                w -> {
                  addNsec(w, name -> name.equals(w.name("www.nic")));
                  NSECRecord old = (NSECRecord) w.zone().ofType(Type.NSEC).get(0);
                  Name next = w.name("zz-last");
                  w.zone().removeRrset(old.getName(), Type.NSEC);
                  addSigned(
                      w.zone(),
                      new NSECRecord(
                          old.getName(), old.getDClass(), old.getTTL(), next, old.getTypes()));
                }),
        fault("denial-nsec-torn-beside-nsec3", TORN)
            .must("DENIAL-EXTRA", "NSEC-CHAIN")
            .blocks(w -> addNsec(w, name -> name.labels() <= 4)),
        fault("denial-nsec3-torn-beside-nsec", TORN)
            .must("DENIAL-EXTRA", "NSEC3-CHAIN", "NSEC3-COVERAGE")
            .blocks(
                w -> {
                  addNsec(w, name -> true);
                  Name lost = Nsec3Edit.owner(w.zone(), w.name("www.nic"));
                  w.zone().removeRrset(lost, Type.NSEC3);
                }),
        fault("denial-nsec3-lists-nsec-beside-nsec", ALLOWED + ", as RFC 5155 7.1 counts types")
            .must("DENIAL-EXTRA")
            .passing("NSEC3-BITMAP")
            .warns(
                w -> {
                  addNsec(w, name -> true);
                  for (Record nsec : w.zone().ofType(Type.NSEC)) {
                    listNsec(w, nsec.getName());
                  }
                }),
        fault("denial-nsec3-lists-nsec-and-lacks-a-type-beside-nsec", LACKS)
            .must("DENIAL-EXTRA", "NSEC3-BITMAP")
            .blocks(
                w -> {
                  addNsec(w, name -> true);
                  Name www = w.name("www.nic");
                  listNsec(w, www);
                  Nsec3Edit.dropType(w.zone(), Nsec3Edit.of(w.zone(), www), Type.A);
                }),
        fault("denial-nsec3-lists-nsec-that-is-not-there", "secure; the bit map promises an NSEC")
            .must("NSEC3-BITMAP")
            .blocks(
                w -> {
                  w.denial(Denial.nsec3(false));
                  listNsec(w, w.name("www.nic"));
                }),
        changed("denial-from-nsec3-to-nsec", Denial.nsec3(false), Denial.nsec()),
        changed("denial-from-nsec-to-nsec3", Denial.nsec(), Denial.nsec3(false)),
        changed("denial-opt-out-begins", Denial.nsec3(false), Denial.nsec3(true)),
        changed("denial-opt-out-ends", Denial.nsec3(true), Denial.nsec3(false)),
        changed("denial-salt-removed", new Denial(true, false, 0, "ab"), Denial.nsec3(false)),
        twin("denial-change-allowed", "the policy allows it", "DENIAL-CHANGE")
            .passes(
                w -> {
                  w.policy("[denial]\nallow-change = true\n");
                  PreviousZone.set(w, w.plan().withDenial(Denial.nsec()), before -> {});
                  w.denial(Denial.nsec3(true));
                }),
        twin("denial-as-before", "other names are no change of kind", "DENIAL-CHANGE")
            .passes(
                w -> {
                  w.denial(Denial.nsec3(true));
                  PreviousZone.set(w, before -> {});
                  w.addUnsigned("since IN A 10.4.5.6");
                }),
        longer("denial-ttl-of-nsec", Denial.nsec(), Type.NSEC, 3_600),
        longer("denial-ttl-of-nsec3", Denial.nsec3(true), Type.NSEC3, 901),
        twin("denial-ttl-is-that-of-the-soa", "the lesser of the two", "DENIAL-TTL")
            .passes(
                w ->
                    w.unsigned()
                        .replaceAll(
                            r -> r.getType() == Type.SOA ? SignedZone.withTtl(r, 600) : r)));
  }

  /** Signs by NSEC3 and adds those NSEC records of the whole chain whose owners are wanted. */
  private static void addNsec(Workshop w, Predicate<Name> wanted) {
    w.denial(Denial.nsec3(false));
    SignedZone zone = w.zone();
    for (Record nsec : DenialChain.of(zone, Denial.nsec())) {
      if (wanted.test(nsec.getName())) {
        addSigned(zone, nsec);
      }
    }
  }

  /** Its NSEC is signed, so that an insecure delegation, too, has an RRSIG then. */
  private static void listNsec(Workshop w, Name owner) {
    Nsec3Edit.addType(w.zone(), Nsec3Edit.of(w.zone(), owner), Type.NSEC);
    Nsec3Edit.addType(w.zone(), Nsec3Edit.of(w.zone(), owner), Type.RRSIG);
  }

  private static void addSigned(SignedZone zone, Record r) {
    zone.add(r);
    zone.resign(r.getName(), r.getType());
  }

  private static Fault changed(String name, Denial before, Denial now) {
    return fault(name, OTHER)
        .must("DENIAL-CHANGE")
        .blocks(
            w -> {
              PreviousZone.set(w, w.plan().withDenial(before), records -> {});
              w.denial(now);
            });
  }

  private static Fault longer(String name, Denial denial, int type, long ttl) {
    return fault(name, LONG)
        .must("DENIAL-TTL")
        .warns(
            w -> {
              w.denial(denial);
              SignedZone zone = w.zone();
              for (Record r : zone.ofType(type)) {
                zone.replace(r, SignedZone.withTtl(r, ttl));
                zone.resign(r.getName(), type);
              }
            });
  }
}
