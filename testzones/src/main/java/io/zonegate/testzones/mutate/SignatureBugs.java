package io.zonegate.testzones.mutate;

import static io.zonegate.testzones.mutate.Mutation.signer;

import io.zonegate.testzones.sign.CanonicalForm;
import io.zonegate.testzones.sign.RrsigFields;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SoftwareKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** RRSIG records that a signer makes wrongly: right signatures over wrong things. */
final class SignatureBugs {
  private static final String BOGUS = "the RRset is bogus";
  private static final String HARMLESS = "none today; the signature claims authority";

  private SignatureBugs() {}

  static List<Mutation> list() {
    return List.of(
        fields(
            "signed-with-the-label-count-of-the-root",
            f -> f.withLabels(0),
            "SIG-LABELS",
            "SIG-VERIFY"),
        fields(
            "signed-with-a-label-too-many",
            f -> f.withLabels(f.labels() + 1),
            "SIG-LABELS",
            "SIG-VERIFY"),
        fields("signed-with-another-key-tag", f -> f.withKeyTag(f.keyTag() ^ 0x4000), "SIG-KEY"),
        fields(
            "signed-with-another-algorithm-number",
            f -> f.withAlgorithm(f.algorithm() == 8 ? 10 : 8),
            "SIG-KEY",
            "SIG-LENGTH",
            "SIG-VERIFY"),
        fields(
            "signed-with-another-original-ttl",
            f -> f.withOriginalTtl(f.originalTtl() / 2 + 7),
            "SIG-TTL"),
        times("signed-and-expired", -48, 0),
        times("signed-for-an-hour", -48, 1),
        times("signed-for-next-week", 24 * 7, 24 * 30),
        times("signed-with-its-times-exchanged", 24 * 14, -24),
        signer(
            "signed-wildcard-with-its-asterisk-counted",
            "answers by the wildcard are bogus",
            SignatureBugs::asterisk,
            "SIG-LABELS"),
        signer("signed-unsorted-rrset", BOGUS, SignatureBugs::unsorted, "SIG-VERIFY"),
        signer("signed-only-the-first-record", BOGUS, SignatureBugs::onlyFirst, "SIG-VERIFY"),
        signer("signed-upper-case-owner", BOGUS, SignatureBugs::upperCase, "SIG-VERIFY"),
        signer(
            "signed-by-an-unpublished-key",
            BOGUS,
            s -> resign(s, s.other(s.zsk()), f -> f),
            "SIG-KEY",
            "SIG-VERIFY"),
        signer(
            "signed-by-three-keys-of-one-declared-tag",
            "two thirds of the zone are bogus (.de 2026)",
            SignatureBugs::threeTokens,
            "SIG-VERIFY"),
        signer(
            "signed-soa-by-a-key-of-the-declared-tag",
            "SOA and every negative answer are bogus",
            s -> declared(s, s.origin(), Type.SOA),
            "SIG-VERIFY"),
        signer(
            "signed-by-the-ksk-of-another-zone",
            "the whole zone is bogus",
            s -> s.zone().resign(s.origin(), Type.DNSKEY, s.other(s.ksk()), f -> f),
            "SIG-KEY",
            "SIG-VERIFY",
            "DS-CHAIN"),
        signer("signed-glue", HARMLESS, SignatureBugs::glue, "SIG-COVERAGE"),
        signer(
            "signed-ns-of-a-delegation",
            HARMLESS,
            s ->
                s.zone()
                    .addSignature(
                        s.someDelegation(n -> true, "delegation"), Type.NS, s.zsk(), f -> f),
            "SIG-COVERAGE"),
        signer(
            "signed-the-changes-and-not-the-soa",
            "SOA and every negative answer are bogus",
            SignatureBugs::staleSoa,
            "SIG-VERIFY"),
        signer(
            "signed-with-a-leading-zero-dropped", BOGUS, SignatureBugs::shortened, "SIG-LENGTH"));
  }

  private static Mutation fields(
      String name, UnaryOperator<RrsigFields> change, String... foundBy) {
    return signer(name, BOGUS, s -> resign(s, s.zsk(), change), foundBy);
  }

  /** Some data signed from and until these hours from now. */
  private static Mutation times(String name, int from, int until) {
    return signer(
        name,
        BOGUS,
        s ->
            resign(
                s,
                s.zsk(),
                f ->
                    f.withTimes(
                        s.clock().plus(Duration.ofHours(from)),
                        s.clock().plus(Duration.ofHours(until)))),
        "SIG-INCEPTION",
        "SIG-REMAINING");
  }

  private static RRSIGRecord place(Specimen s) throws NoPlaceException {
    return s.someRrsig(t -> t != Type.DNSKEY && t != Type.CDS && t != Type.CDNSKEY);
  }

  private static void resign(Specimen s, SoftwareKey key, UnaryOperator<RrsigFields> change)
      throws NoPlaceException {
    RRSIGRecord r = place(s);
    RrsigFields right = SignedZone.fieldsOf(r);
    if (key == s.zsk() && change.apply(right).equals(right)) {
      throw new NoPlaceException("place where that is wrong");
    }
    s.zone().resign(r.getName(), r.getTypeCovered(), key, change);
  }

  private static void asterisk(Specimen s) throws NoPlaceException {
    Record r = s.someSigned(x -> x.getName().isWild() && !Specimen.isDenial(x.getType()));
    s.zone().resign(r.getName(), r.getType(), s.zsk(), f -> f.withLabels(f.labels() + 1));
  }

  private static Record several(Specimen s) throws NoPlaceException {
    return s.someSigned(
        r -> Specimen.isData(r) && s.zone().find(r.getName(), r.getType()).size() > 1);
  }

  private static void unsorted(Specimen s) throws NoPlaceException {
    Record r = several(s);
    s.zone().sort();
    List<byte[]> rdatas = rdatas(s, r);
    Collections.reverse(rdatas);
    signOver(s, r, rdatas);
  }

  private static void onlyFirst(Specimen s) throws NoPlaceException {
    Record r = several(s);
    signOver(s, r, rdatas(s, r).subList(0, 1));
  }

  private static List<byte[]> rdatas(Specimen s, Record place) {
    List<byte[]> rdatas = new ArrayList<>();
    s.zone()
        .find(place.getName(), place.getType())
        .forEach(r -> rdatas.add(CanonicalForm.rdata(r)));
    return rdatas;
  }

  private static void signOver(Specimen s, Record place, List<byte[]> rdatas) {
    Name name = place.getName();
    int type = place.getType();
    RrsigFields fields = s.zone().fields(name, type, s.zsk());
    byte[] data = CanonicalForm.unsortedSignedData(fields, name, type, rdatas);
    s.zone().removeRrsigs(name, type);
    s.zone().addSignature(name, place.getTTL(), fields, s.zsk().sign(data));
  }

  private static void upperCase(Specimen s) throws NoPlaceException {
    Record r =
        s.someSigned(
            x ->
                Specimen.isData(x)
                    && !x.getName().isWild()
                    && x.getName().labels() > 1
                    && Character.isLetter(x.getName().getLabelString(0).charAt(0)));
    Name name = r.getName();
    RrsigFields fields = s.zone().fields(name, r.getType(), s.zsk());
    byte[] data = s.zone().signedData(name, r.getType(), fields);
    // The owner comes after 18 octets of fields and the signer name, and begins with a length.
    int firstLetter = 18 + s.origin().length() + 1;
    data[firstLetter] = (byte) Character.toUpperCase(data[firstLetter]);
    s.zone().removeRrsigs(name, r.getType());
    s.zone().addSignature(name, r.getTTL(), fields, s.zsk().sign(data));
  }

  private static void declared(Specimen s, Name name, int type) {
    int tag = s.zsk().tag();
    s.zone().resign(name, type, s.other(s.zsk()), f -> f.withKeyTag(tag));
  }

  private static void threeTokens(Specimen s) {
    int turn = s.random().nextInt(3);
    for (RRSIGRecord r : s.zone().rrsigs()) {
      if (r.getTypeCovered() != Type.DNSKEY && turn++ % 3 != 0) {
        declared(s, r.getName(), r.getTypeCovered());
      }
    }
  }

  private static void glue(Specimen s) throws NoPlaceException {
    Record glue = s.someGlue();
    s.zone().addSignature(glue.getName(), glue.getType(), s.zsk(), f -> f);
  }

  private static void staleSoa(Specimen s) {
    Record soa = s.zone().ofType(Type.SOA).get(0);
    s.zone().replace(soa, SignedZone.withSerial((org.xbill.DNS.SOARecord) soa, s.serial() + 1));
  }

  /** Signs with later and later expirations until the first octet of r is 0, and drops it. */
  private static void shortened(Specimen s) throws NoPlaceException {
    if (s.zsk().algorithm() != 13 && s.zsk().algorithm() != 14) {
      throw new NoPlaceException("ECDSA key");
    }
    RRSIGRecord r = place(s);
    RrsigFields fields = SignedZone.fieldsOf(r);
    byte[] signature = r.getSignature();
    while (signature[0] != 0) {
      fields = fields.withTimes(fields.inception(), fields.expiration().plusSeconds(1));
      signature = s.zsk().sign(s.zone().signedData(r.getName(), r.getTypeCovered(), fields));
    }
    byte[] dropped = java.util.Arrays.copyOfRange(signature, 1, signature.length);
    s.zone().replace(r, fields.record(r.getName(), r.getTTL(), dropped));
  }
}
