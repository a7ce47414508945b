package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.CanonicalForm;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SoftwareKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Candidates, rightly signed, that are not what was to be signed (ZONE-UNCHANGED). */
final class ContentFaults {

  private static final String SECURE = "secure, with wrong content";

  private ContentFaults() {}

  static List<Fault> list() {
    return List.of(
        changed(
            "content-delegation-dropped",
            w -> {
              Name cut = w.someInsecureDelegation();
              w.unsigned().removeIf(r -> r.getName().subdomain(cut));
            }),
        changed(
            "content-ds-dropped",
            w -> {
              Name cut = w.someSecureDelegation();
              w.unsigned().removeIf(r -> r.getName().equals(cut) && r.getType() == Type.DS);
            }),
        changed(
            "content-glue-dropped",
            w -> {
              Record glue = w.someGlue();
              w.unsigned().removeIf(r -> r.equals(glue));
            },
            "ZONE-GLUE"),
        changed("content-record-added", w -> w.addUnsigned("intruder IN A 10.6.6.6")),
        changed(
            "content-ds-digest-changed",
            w -> replaceOne(w, w.someSecureDelegation(), Type.DS, ContentFaults::lastBitFlipped)),
        changed(
            "content-address-changed",
            w -> replaceOne(w, w.name("www.nic"), Type.A, ContentFaults::lastBitFlipped)),
        changed(
            "content-ttl-changed",
            w -> replaceOne(w, w.name("_sip._tcp"), Type.SRV, r -> SignedZone.withTtl(r, 7))),
        changed("content-truncated", ContentFaults::keepHalf),
        fault("content-text-cut-between-records", "names after the cut do not exist (.de 2010)")
            .must("ZONE-UNCHANGED", "NSEC-CHAIN")
            .may("SIG-COVERAGE", "NSEC-BITMAP", "ALG-COMPLETE", "ZONE-READ", "SIG-VERIFY")
            .blocks(w -> w.rewrite(t -> t.substring(0, t.indexOf('\n', t.length() * 6 / 10) + 1))),
        fault("content-foreign-dnskey-lost", "another signer's signatures are bogus")
            .must("ZONE-UNCHANGED")
            .blocks(
                w ->
                    w.unsignedText(
                        Workshop.lines(w.unsigned())
                            + foreignKey(w).dnskey(Workshop.ORIGIN, 3600)
                            + "\n")),
        twin("content-own-dnskey-in-input", "the signer kept it", "ZONE-UNCHANGED")
            .passes(
                w ->
                    w.unsignedText(
                        Workshop.lines(w.unsigned())
                            + w.zsk().dnskey(Workshop.ORIGIN, 3600)
                            + "\n")),
        twin("unsigned-in-another-order", "a zone is a set", "ZONE-UNCHANGED")
            .passes(
                w -> {
                  List<Record> shuffled = new ArrayList<>(w.unsigned());
                  Collections.shuffle(shuffled.subList(1, shuffled.size()), w.random());
                  w.unsignedText(Workshop.lines(shuffled));
                }),
        twin("unsigned-in-other-words", "case of owners, units of TTLs", "ZONE-UNCHANGED")
            .passes(
                w -> {
                  StringBuilder text = new StringBuilder();
                  for (Record r : w.unsigned()) {
                    String line = r.toString().replace("\t86400\t", "\t1D\t");
                    int end = line.indexOf('\t');
                    text.append(line.substring(0, end).toUpperCase(Locale.ROOT));
                    text.append(line.substring(end)).append('\n');
                  }
                  w.unsignedText(text.toString());
                }),
        twin("unsigned-with-another-serial", "the signer sets it", "ZONE-UNCHANGED")
            .passes(
                w -> {
                  w.unsignedText(Workshop.lines(w.unsigned()));
                  PreviousZone.advance(w, 1);
                }),
        twin("unsigned-with-relative-names", "the same records", "ZONE-UNCHANGED")
            .passes(
                w ->
                    w.unsignedText(
                        "$ORIGIN zone.example.\n"
                            + Workshop.lines(w.unsigned())
                                .replaceAll("(?m)^(\\S+)\\.zone\\.example\\.\t", "$1\t"))));
  }

  /** The unsigned input is what it was before the change; the candidate is signed after it. */
  private static Fault changed(String name, Consumer<Workshop> change, String... may) {
    return fault(name, SECURE)
        .must("ZONE-UNCHANGED")
        .may(may)
        .blocks(
            w -> {
              w.unsignedText(Workshop.lines(w.unsigned()));
              change.accept(w);
            });
  }

  private static SoftwareKey foreignKey(Workshop w) {
    return SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.ZSK, ~w.seed());
  }

  private static void replaceOne(Workshop w, Name name, int type, UnaryOperator<Record> change) {
    Record old =
        w.unsigned().stream()
            .filter(r -> r.getName().equals(name) && r.getType() == type)
            .findFirst()
            .orElseThrow();
    w.unsigned().replaceAll(r -> r.equals(old) ? change.apply(r) : r);
  }

  private static Record lastBitFlipped(Record r) {
    byte[] rdata = CanonicalForm.plainRdata(r);
    rdata[rdata.length - 1] ^= 1;
    return Record.newRecord(r.getName(), r.getType(), r.getDClass(), r.getTTL(), rdata);
  }

  /** What an interrupted export leaves: the apex, the hosts and a part of the delegations. */
  private static void keepHalf(Workshop w) {
    List<Name> cuts = w.authority().delegations();
    List<Name> lost = cuts.subList(cuts.size() / 2, cuts.size());
    w.unsigned().removeIf(r -> lost.stream().anyMatch(cut -> r.getName().subdomain(cut)));
  }
}
