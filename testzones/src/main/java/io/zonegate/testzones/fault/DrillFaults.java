package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.Nsec3Hash;
import io.zonegate.testzones.sign.SignedZone;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Faults that make the answers of a server bogus, one kind of answer each (PROOF-DRILL). */
final class DrillFaults {

  private DrillFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("drill-wildcard-no-data-denied-by-nothing", "NODATA from the wildcard is bogus")
            .must("PROOF-DRILL", "NSEC-BITMAP")
            .blocks(w -> add(w, w.name("*.wild0"), Type.AAAA)),
        fault("drill-insecure-referral-proves-a-ds", "the delegation is bogus")
            .must("PROOF-DRILL", "NSEC-BITMAP")
            .blocks(w -> add(w, w.someInsecureDelegation(), Type.DS)),
        fault("drill-empty-non-terminal-without-proof", "NODATA at the empty name is bogus")
            .must("PROOF-DRILL", "NSEC3-COVERAGE")
            .blocks(
                w -> {
                  w.denial(Denial.nsec3(false));
                  Nsec3Edit.remove(w.zone(), w.name("shared"), true);
                }),
        fault("drill-wildcard-hidden-by-a-gap", "answers from wildcards are bogus")
            .must("PROOF-DRILL", "NSEC-CHAIN")
            .blocks(
                w -> NsecEdit.remove(w.zone(), NsecEdit.at(w.zone(), w.name("*.wild0")), false)),
        twin("drill-dname-at-the-apex", "RFC 6672 section 2.3", "PROOF-DRILL")
            .passes(DrillFaults::dnameAtTheApex),
        twin("drill-dname-at-the-apex-nsec3", "RFC 6672 section 2.3", "PROOF-DRILL")
            .passes(
                w -> {
                  w.denial(Denial.nsec3(false));
                  dnameAtTheApex(w);
                }),
        twin(
                "drill-wildcard-covers-what-opt-out-leaves-out",
                "its NSEC3 is the right proof (RFC 5155 section 8.6)",
                "PROOF-DRILL")
            .passes(
                w -> {
                  w.denial(Denial.nsec3(true));
                  w.policy("[denial]\ndrill-names = 100\n");
                  StringBuilder zone = new StringBuilder("*.wild9 IN CNAME www.nic\n");
                  for (String label : List.of("d", "n.e")) {
                    zone.append(coveredByWildcard(w, label)).append(" IN NS ns1.elsewhere.test.\n");
                  }
                  w.addUnsigned(zone.toString());
                }),
        twin("drill-odd-wildcards", "deep, aliased, above a name", "PROOF-DRILL")
            .passes(
                w ->
                    w.addUnsigned(
                        """
                        *.deep.wild9      IN MX 1 mail.nic
                        *.alias9          IN CNAME www.nic
                        beside.alias9     IN A 10.0.0.9
                        a.b.c.d.empty9    IN TXT "below four empty names"
                        """)),
        twin("drill-odd-wildcards-opt-out", "and with proofs by opt-out", "PROOF-DRILL")
            .passes(
                w -> {
                  w.denial(Denial.nsec3(true));
                  w.addUnsigned(
                      """
                      *.deep.wild9      IN MX 1 mail.nic
                      *.alias9          IN CNAME www.nic
                      beside.alias9     IN A 10.0.0.9
                      a.b.c.d.empty9    IN NS ns1.elsewhere.test.
                      e.f.empty8        IN NS ns1.elsewhere.test.
                      """);
                }));
  }

  /** A name whose next closer name's hash comes right behind that of {@code *.wild9}. */
  private static String coveredByWildcard(Workshop w, String labels) {
    Denial denial = Denial.nsec3(true);
    byte[] wildcard = Nsec3Hash.hash(w.name("*.wild9"), denial);
    for (int i = 0; true; i++) {
      String name = labels + i + ".wild9";
      String nextCloser = name.substring(labels.lastIndexOf('.') + 1);
      byte[] hash = Nsec3Hash.hash(w.name(nextCloser), denial);
      // So near that no other name of so small a zone lies between.
      if (Arrays.mismatch(wildcard, hash) == 1 && Arrays.compareUnsigned(wildcard, hash) < 0) {
        return name;
      }
    }
  }

  /** Nothing may be below: the name servers are elsewhere. */
  private static void dnameAtTheApex(Workshop w) {
    w.unsigned().removeIf(r -> !r.getName().equals(Workshop.ORIGIN) || r.getType() != Type.SOA);
    w.addUnsigned(
        """
        @ IN NS ns1.elsewhere.test.
        @ IN NS ns2.elsewhere.test.
        @ IN DNAME elsewhere.test.
        """);
  }

  private static void add(Workshop w, Name name, int type) {
    SignedZone zone = w.zone();
    NsecEdit.addType(zone, NsecEdit.at(zone, name), type);
  }
}
