package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.CanonicalForm;
import io.zonegate.testzones.sign.RrsigFields;
import io.zonegate.testzones.sign.SignedZone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Signatures that do not verify (SIG-VERIFY), by damage or by wrong canonical form. */
final class SignatureFaults {

  private static final String ONE_BOGUS = "the RRset is bogus";

  private SignatureFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("sig-bit-flipped", ONE_BOGUS)
            .must("SIG-VERIFY")
            .mayLoseSignature()
            .blocks(w -> SignatureEdit.damage(w, w.someDataRrsig())),
        fault("sig-bogus-beside-a-good-one", "secure; the bad signature costs a try")
            .must("SIG-VERIFY")
            .may("SIG-COUNT")
            .blocks(SignatureFaults::addBogus),
        fault("sig-exchanged-between-types", "both RRsets are bogus")
            .must("SIG-VERIFY")
            .mayLoseSignature()
            .blocks(SignatureFaults::exchange),
        fault("sig-data-changed-afterwards", ONE_BOGUS)
            .must("SIG-VERIFY")
            .mayLoseSignature()
            .blocks(SignatureFaults::changeAddress),
        fault("sig-all-zeros", ONE_BOGUS)
            .must("SIG-VERIFY")
            .mayLoseSignature()
            .blocks(w -> w.zone().replaceSignature(w.someDataRrsig(), s -> new byte[s.length])),
        fault("sig-over-lower-cased-svcb", ONE_BOGUS + " (RFC 3597 7: no lower-casing)")
            .must("SIG-VERIFY")
            .mayLoseSignature()
            .blocks(
                w -> {
                  Name name = w.name("svc");
                  Record svcb = w.zone().find(name, Type.SVCB).get(0);
                  signOver(w, name, Type.SVCB, List.of(svcb.rdataToWireCanonical()));
                }),
        fault("sig-over-mixed-case-srv", ONE_BOGUS + " (RFC 4034 6.2: lower-cased)")
            .must("SIG-VERIFY")
            .mayLoseSignature()
            .blocks(
                w -> {
                  Name name = w.name("_sip._tcp");
                  Record srv = w.zone().find(name, Type.SRV).get(0);
                  signOver(w, name, Type.SRV, List.of(CanonicalForm.plainRdata(srv)));
                }),
        fault("sig-over-unsorted-rrset", ONE_BOGUS + " (RFC 4034 6.3)")
            .must("SIG-VERIFY")
            .mayLoseSignature()
            .blocks(SignatureFaults::signUnsorted),
        fault("sig-over-upper-case-owner", ONE_BOGUS + " (RFC 4034 6.2)")
            .must("SIG-VERIFY")
            .mayLoseSignature()
            .blocks(SignatureFaults::signUpperCaseOwner),
        twin("owner-upper-case", "case does not matter (RFC 4343)", "SIG-VERIFY", "NSEC-CHAIN")
            .passes(w -> w.rewrite(SignatureFaults::upperCaseOwners)),
        twin("ns-target-upper-case", "lower-cased (RFC 4034 6.2)", "SIG-VERIFY", "ZONE-UNCHANGED")
            .passes(w -> w.rewrite(t -> t.replace("NS\ta.nic.zone", "NS\tA.NIC.Zone"))),
        twin("rdata-of-unknown-type", "RFC 3597", "SIG-VERIFY", "NSEC-BITMAP", "ZONE-READ")
            .passes(w -> w.addUnsigned("www.nic IN TYPE65280 \\# 3 abcdef")),
        twin("sig-two-by-one-key", "both are valid", "SIG-VERIFY")
            .may("SIG-COUNT")
            .passes(
                w -> {
                  RRSIGRecord r = w.someDataRrsig();
                  w.zone()
                      .addSignature(
                          r.getName(),
                          r.getTypeCovered(),
                          w.zsk(),
                          f -> f.withTimes(f.inception().minusSeconds(60), f.expiration()));
                }));
  }

  private static void addBogus(Workshop w) {
    RRSIGRecord good = w.someDataRrsig();
    RrsigFields fields = SignedZone.fieldsOf(good);
    fields = fields.withTimes(fields.inception().minusSeconds(1), fields.expiration());
    byte[] signature = SignatureEdit.flip(good.getSignature(), w);
    w.zone().addSignature(good.getName(), good.getTTL(), fields, signature);
  }

  private static void exchange(Workshop w) {
    Name name = w.name("www.nic");
    RRSIGRecord a = w.zone().rrsigs(name, Type.A).get(0);
    RRSIGRecord aaaa = w.zone().rrsigs(name, Type.AAAA).get(0);
    w.zone().replaceSignature(a, s -> aaaa.getSignature());
    w.zone().replaceSignature(aaaa, s -> a.getSignature());
  }

  private static void changeAddress(Workshop w) {
    Name name = w.name("www.nic");
    Record old = w.zone().find(name, Type.A).get(0);
    byte[] address = CanonicalForm.plainRdata(old);
    address[3] ^= 1;
    Record changed = Record.newRecord(name, Type.A, old.getDClass(), old.getTTL(), address);
    w.zone().replace(old, changed);
    w.unsigned().replaceAll(r -> r.equals(old) ? changed : r);
  }

  /** Replaces the RRSIG by one over the given RDATA octets in the given order. */
  private static void signOver(Workshop w, Name name, int type, List<byte[]> rdatas) {
    SignedZone zone = w.zone();
    RrsigFields fields = zone.fields(name, type, w.zsk());
    byte[] data = CanonicalForm.unsortedSignedData(fields, name, type, rdatas);
    long ttl = zone.find(name, type).get(0).getTTL();
    zone.removeRrsigs(name, type);
    zone.addSignature(name, ttl, fields, w.zsk().sign(data));
  }

  private static void signUnsorted(Workshop w) {
    w.zone().sort();
    List<byte[]> rdatas = new ArrayList<>();
    w.zone().find(Workshop.ORIGIN, Type.NS).forEach(r -> rdatas.add(CanonicalForm.rdata(r)));
    Collections.reverse(rdatas);
    signOver(w, Workshop.ORIGIN, Type.NS, rdatas);
  }

  private static void signUpperCaseOwner(Workshop w) {
    Name name = w.name("www.nic");
    SignedZone zone = w.zone();
    RrsigFields fields = zone.fields(name, Type.A, w.zsk());
    byte[] data = zone.signedData(name, Type.A, fields);
    // The owner comes after 18 octets of fields and the signer name, and begins with a length.
    int firstLetter = 18 + Workshop.ORIGIN.length() + 1;
    data[firstLetter] = (byte) Character.toUpperCase(data[firstLetter]);
    long ttl = zone.find(name, Type.A).get(0).getTTL();
    zone.removeRrsigs(name, Type.A);
    zone.addSignature(name, ttl, fields, w.zsk().sign(data));
  }

  private static String upperCaseOwners(String text) {
    StringBuilder out = new StringBuilder();
    for (String line : text.lines().toList()) {
      int end = line.indexOf('\t');
      out.append(line.substring(0, end).toUpperCase(Locale.ROOT));
      out.append(line, end, line.length()).append('\n');
    }
    return out.toString();
  }
}
