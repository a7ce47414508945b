package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.RrsigFields;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SoftwareKey;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** RRsets without the signature they need, or with one they must not have (SIG-COVERAGE). */
final class CoverageFaults {

  private static final String ONE_BOGUS = "the RRset is bogus";
  private static final String HARMLESS =
      "none today; the signature claims authority (RFC 4035 2.2)";

  private CoverageFaults() {}

  static List<Fault> list() {
    return List.of(
        missing("sig-missing-one", ONE_BOGUS, -1),
        missing("sig-missing-ds", "the child is bogus", Type.DS),
        missing("sig-missing-soa", "SOA and every negative answer are bogus", Type.SOA),
        missing("sig-missing-nsec", "denial there is bogus", Type.NSEC),
        missing("sig-missing-nsec3", "denial there is bogus", Type.NSEC3),
        missing("sig-missing-nsec3param", "none; secondaries read it unsigned", Type.NSEC3PARAM),
        fault("sig-on-glue", HARMLESS)
            .must("SIG-COVERAGE")
            .blocks(
                w -> {
                  Record glue = w.someGlue();
                  w.zone().addSignature(glue.getName(), glue.getType(), w.zsk(), f -> f);
                }),
        fault("sig-on-delegation-ns", HARMLESS)
            .must("SIG-COVERAGE")
            .blocks(
                w -> w.zone().addSignature(w.someInsecureDelegation(), Type.NS, w.zsk(), f -> f)),
        fault("sig-on-cut-glue", HARMLESS)
            .must("SIG-COVERAGE")
            .blocks(w -> w.zone().addSignature(w.name("cut"), Type.A, w.zsk(), f -> f)),
        fault("sig-over-rrsig", "none; it can never be asked for (RFC 4035 2.2)")
            .must("SIG-COVERAGE")
            .may("SIG-VERIFY")
            .blocks(w -> w.zone().addSignature(w.name("www.nic"), Type.RRSIG, w.zsk(), f -> f)),
        fault("sig-on-occluded-dname", HARMLESS)
            .must("SIG-COVERAGE")
            .may("ZONE-RULES")
            .blocks(
                w -> {
                  Name cut = w.someInsecureDelegation();
                  w.addUnsigned("moved." + cut + " IN DNAME new.test.");
                  Name owner = w.name("moved." + cut);
                  w.zone().addSignature(owner, Type.DNAME, w.zsk(), f -> f);
                }),
        fault("sig-for-absent-type", "none; it is never sent")
            .must("SIG-COVERAGE")
            .may("SIG-VERIFY", "ZONE-UNCHANGED")
            .blocks(CoverageFaults::signAbsentType),
        fault("sig-at-absent-name", "none; it is never sent")
            .must("SIG-COVERAGE")
            .may("SIG-VERIFY", "NSEC-CHAIN")
            .blocks(
                w -> {
                  Name ghost = w.name("ghost");
                  RRSIGRecord model = w.someRrsig(t -> t == Type.A);
                  RrsigFields fields =
                      SignedZone.fieldsOf(model).withLabels(RrsigFields.labels(ghost));
                  w.zone().addSignature(ghost, model.getTTL(), fields, model.getSignature());
                }),
        twin("cds-added-by-the-signer", "signed by the KSK", "SIG-COVERAGE", "ZONE-UNCHANGED")
            .passes(CoverageFaults::addCds),
        twin("delegation-all-unsigned-glue", "glue and NS have none", "SIG-COVERAGE")
            .passes(
                w -> {
                  Name cut = w.someSecureDelegation();
                  w.addUnsigned(cut + " 86400 IN NS " + cut);
                  w.addUnsigned(cut + " IN A 10.0.0.6\n" + cut + " IN AAAA 2001:db8::6");
                }));
  }

  /** Removes one RRSIG; -1 stands for any data. */
  private static Fault missing(String name, String effect, int covered) {
    return fault(name, effect)
        .must("SIG-COVERAGE")
        .may("ALG-COMPLETE")
        .blocks(
            w -> {
              if (covered == Type.NSEC3 || covered == Type.NSEC3PARAM) {
                w.denial(Denial.nsec3(true));
              }
              w.zone()
                  .remove(covered == -1 ? w.someDataRrsig() : w.someRrsig(type -> type == covered));
            });
  }

  private static void signAbsentType(Workshop w) {
    Name name = w.name("www.nic");
    RRSIGRecord model = w.zone().rrsigs(name, Type.A).get(0);
    RrsigFields fields = w.zone().fields(name, Type.A, w.zsk()).withTypeCovered(Type.TXT);
    byte[] signature = w.zsk().sign(w.zone().signedData(name, Type.TXT, fields));
    w.zone().addSignature(name, model.getTTL(), fields, signature);
  }

  private static void addCds(Workshop w) {
    w.unsignedText(Workshop.lines(w.unsigned()));
    SoftwareKey ksk = w.ksk();
    w.addUnsigned("@ IN CDS " + ksk.ds(Workshop.ORIGIN, 3_600, 2).rdataToString());
    w.addUnsigned("@ IN CDNSKEY " + ksk.dnskey(Workshop.ORIGIN, 3_600).rdataToString());
  }
}
