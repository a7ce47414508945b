package io.zonegate.testzones.mutate;

import static io.zonegate.testzones.mutate.Mutation.damage;

import io.zonegate.testzones.sign.RrsigFields;
import io.zonegate.testzones.sign.SignedZone;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Type;

/** RRSIG records that were changed or lost after signing. */
final class RrsigDamage {
  private static final String BOGUS = "the RRset is bogus";
  private static final String[] LOST = {"SIG-VERIFY", "SIG-KEY", "SIG-COVERAGE", "ALG-COMPLETE"};

  private RrsigDamage() {}

  static List<Mutation> list() {
    return List.of(
        octets("signature-bit-flipped", RrsigDamage::flip),
        octets("signature-all-zeros", (s, old) -> new byte[old.length]),
        octets("signature-all-ones", (s, old) -> filled(old.length)),
        octets("signature-reversed", (s, old) -> reversed(old)),
        damage("signature-cut-by-an-octet", BOGUS, s -> length(s, -1), "SIG-LENGTH"),
        damage("signature-longer-by-an-octet", BOGUS, s -> length(s, 1), "SIG-LENGTH"),
        damage(
            "signatures-exchanged", "both RRsets are bogus", RrsigDamage::exchange, "SIG-VERIFY"),
        damage(
            "signature-of-a-third-damaged",
            "a third of the names is bogus, as with one of three tokens",
            RrsigDamage::everyThird,
            "SIG-VERIFY"),
        damage(
            "signature-bogus-beside-a-good-one",
            "secure, after one try more",
            RrsigDamage::addBogus,
            "SIG-VERIFY"),
        field("rrsig-key-tag-changed", (s, f) -> f.withKeyTag(f.keyTag() ^ 1 << bit(s, 16))),
        field("rrsig-algorithm-changed", (s, f) -> f.withAlgorithm(f.algorithm() == 8 ? 13 : 8)),
        field("rrsig-label-more", (s, f) -> f.withLabels(f.labels() + 1)),
        field("rrsig-original-ttl-changed", (s, f) -> f.withOriginalTtl(f.originalTtl() + 1)),
        field(
            "rrsig-expiration-later",
            (s, f) -> f.withTimes(f.inception(), f.expiration().plusSeconds(1L << bit(s, 20)))),
        field(
            "rrsig-inception-earlier",
            (s, f) -> f.withTimes(f.inception().minusSeconds(1L << bit(s, 20)), f.expiration())),
        field("rrsig-signer-is-a-child", (s, f) -> f.withSigner(child(s.origin()))),
        damage(
            "rrsig-signer-is-the-root",
            BOGUS,
            s -> {
              if (s.origin().equals(Name.root)) {
                throw new NoPlaceException("parent");
              }
              RRSIGRecord r = s.someRrsig(t -> true);
              replace(s, r, SignedZone.fieldsOf(r).withSigner(Name.root));
            },
            LOST),
        damage(
            "rrsig-covers-another-type",
            BOGUS,
            s -> {
              RRSIGRecord r = s.someRrsig(t -> t != Type.DNSKEY);
              int other = r.getTypeCovered() == Type.TXT ? Type.A : Type.TXT;
              replace(s, r, SignedZone.fieldsOf(r).withTypeCovered(other));
            },
            LOST),
        damage(
            "rrsig-label-less",
            BOGUS,
            s -> {
              RRSIGRecord r = s.someRrsig(t -> t == Type.DS || t == Type.NSEC || t == Type.NSEC3);
              if (r.getLabels() == 0) {
                throw new NoPlaceException("label to lose at " + r.getName());
              }
              replace(s, r, SignedZone.fieldsOf(r).withLabels(r.getLabels() - 1));
            },
            "SIG-LABELS",
            "SIG-VERIFY"),
        damage(
            "rrsig-at-another-name",
            BOGUS,
            s -> {
              RRSIGRecord r = s.someRrsig(t -> t == Type.DS || t == Type.NSEC || t == Type.NSEC3);
              RRSIGRecord target =
                  s.pick(
                      s.zone().rrsigs().stream()
                          .filter(o -> o.getTypeCovered() == r.getTypeCovered())
                          .filter(o -> !o.getName().equals(r.getName()))
                          .toList(),
                      "other RRset of that type");
              s.zone().remove(target);
              RrsigFields fields = SignedZone.fieldsOf(r);
              s.zone().addSignature(target.getName(), target.getTTL(), fields, r.getSignature());
            },
            LOST),
        damage(
            "rrsig-ttl-differs",
            "none for a resolver; caches drop one before the other",
            s -> {
              RRSIGRecord r = s.someRrsig(t -> true);
              s.zone().replace(r, SignedZone.withTtl(r, r.getTTL() + 1));
            },
            "SIG-TTL"),
        missing("rrsig-missing", t -> t != Type.DNSKEY && t != Type.SOA),
        missing("rrsig-missing-over-soa", t -> t == Type.SOA),
        missing("rrsig-missing-over-ds", t -> t == Type.DS),
        missing("rrsig-missing-over-denial", t -> t == Type.NSEC || t == Type.NSEC3),
        damage(
            "rrsig-missing-over-dnskey",
            "the whole zone is bogus",
            s -> s.zone().removeRrsigs(s.origin(), Type.DNSKEY),
            "DS-CHAIN",
            "SIG-COVERAGE"),
        damage(
            "rrsig-all-missing",
            "the whole zone is bogus",
            s -> s.zone().rrsigs().forEach(s.zone()::remove),
            "ZONE-SIGNED",
            "SIG-COVERAGE"));
  }

  private static Mutation octets(String name, BiFunction<Specimen, byte[], byte[]> change) {
    return damage(
        name,
        BOGUS,
        s -> s.zone().replaceSignature(s.someRrsig(t -> true), old -> change.apply(s, old)),
        "SIG-VERIFY");
  }

  private static Mutation field(String name, BiFunction<Specimen, RrsigFields, RrsigFields> to) {
    return damage(
        name,
        BOGUS,
        s -> {
          RRSIGRecord r = s.someRrsig(t -> true);
          replace(s, r, to.apply(s, SignedZone.fieldsOf(r)));
        },
        "SIG-VERIFY",
        "SIG-KEY",
        "SIG-COVERAGE",
        "SIG-LABELS");
  }

  private static Mutation missing(String name, java.util.function.IntPredicate covered) {
    return damage(
        name,
        BOGUS,
        s -> {
          RRSIGRecord r = s.someRrsig(covered);
          s.zone().removeRrsigs(r.getName(), r.getTypeCovered());
        },
        "SIG-COVERAGE");
  }

  private static void replace(Specimen s, RRSIGRecord old, RrsigFields fields) {
    s.zone().replace(old, fields.record(old.getName(), old.getTTL(), old.getSignature()));
  }

  private static int bit(Specimen s, int bits) {
    return s.random().nextInt(bits);
  }

  static byte[] flip(Specimen s, byte[] signature) {
    byte[] damaged = signature.clone();
    damaged[s.random().nextInt(damaged.length)] ^= (byte) (1 << s.random().nextInt(8));
    return damaged;
  }

  private static byte[] filled(int length) {
    byte[] ones = new byte[length];
    Arrays.fill(ones, (byte) 0xff);
    return ones;
  }

  private static byte[] reversed(byte[] old) {
    byte[] back = new byte[old.length];
    for (int i = 0; i < old.length; i++) {
      back[i] = old[old.length - 1 - i];
    }
    return back;
  }

  private static void length(Specimen s, int more) throws NoPlaceException {
    s.zone().replaceSignature(s.someRrsig(t -> true), old -> Arrays.copyOf(old, old.length + more));
  }

  private static void exchange(Specimen s) throws NoPlaceException {
    RRSIGRecord a = s.someRrsig(t -> true);
    Optional<RRSIGRecord> b =
        s.zone().rrsigs().stream()
            .filter(r -> r.getFootprint() == a.getFootprint())
            .filter(r -> !Arrays.equals(r.getSignature(), a.getSignature()))
            .findAny();
    if (b.isEmpty()) {
      throw new NoPlaceException("second signature by the same key");
    }
    UnaryOperator<byte[]> ofB = old -> b.get().getSignature();
    s.zone().replaceSignature(a, ofB);
    s.zone().replaceSignature(b.get(), old -> a.getSignature());
  }

  private static void everyThird(Specimen s) {
    int turn = s.random().nextInt(3);
    for (RRSIGRecord r : s.zone().rrsigs()) {
      if (turn++ % 3 == 0) {
        s.zone().replaceSignature(r, old -> flip(s, old));
      }
    }
  }

  private static void addBogus(Specimen s) throws NoPlaceException {
    RRSIGRecord good = s.someRrsig(t -> t != Type.DNSKEY);
    RrsigFields fields = SignedZone.fieldsOf(good);
    fields = fields.withTimes(fields.inception().minusSeconds(1), fields.expiration());
    s.zone().addSignature(good.getName(), good.getTTL(), fields, flip(s, good.getSignature()));
  }

  private static Name child(Name origin) {
    try {
      return Name.concatenate(Name.fromConstantString("sub"), origin);
    } catch (org.xbill.DNS.NameTooLongException e) {
      return Name.root;
    }
  }
}
