package io.zonegate.testzones.mutate;

import static io.zonegate.testzones.mutate.Mutation.signer;

import io.zonegate.testzones.fault.Nsec3Edit;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.DenialChain;
import io.zonegate.testzones.sign.ZoneAuthority;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** NSEC3 chains that a signer makes wrongly, and signs. */
final class Nsec3Bugs {
  private static final String DENIED = "an existing name or type can be denied with proof";
  private static final String NO_PROOF = "denial there is bogus";
  private static final String[] CHAIN = {"NSEC3-CHAIN", "NSEC3-COVERAGE", "NSEC3-PARAM"};

  private Nsec3Bugs() {}

  static List<Mutation> list() {
    return List.of(
        signer("nsec3-missing", NO_PROOF, s -> Nsec3Edit.remove(s.zone(), named(s), false), CHAIN),
        signer(
            "nsec3-name-left-out", DENIED, s -> Nsec3Edit.remove(s.zone(), named(s), true), CHAIN),
        signer(
            "nsec3-secure-delegation-left-out",
            "the delegation can be made insecure",
            s -> Nsec3Edit.remove(s.zone(), secure(s), true),
            CHAIN),
        signer(
            "nsec3-empty-non-terminal-left-out",
            "proofs below it are bogus",
            s -> Nsec3Edit.remove(s.zone(), secureEmpty(s), true),
            CHAIN),
        signer(
            "nsec3-two-with-one-next", "validators disagree (.no 2025)", Nsec3Bugs::overlap, CHAIN),
        signer("nsec3-next-of-no-name", NO_PROOF, Nsec3Bugs::wrongNext, CHAIN),
        signer("nsec3-last-does-not-close", NO_PROOF, Nsec3Bugs::open, CHAIN),
        signer("nsec3-hash-of-a-wrong-name", NO_PROOF, Nsec3Bugs::wrongOwner, CHAIN),
        signer("nsec3-bitmap-without-a-type", DENIED, Nsec3Bugs::dropType, "NSEC3-BITMAP"),
        signer(
            "nsec3-bitmap-with-a-type-too-many",
            "NODATA for that type is bogus",
            s -> Nsec3Edit.addType(s.zone(), of(s, named(s)), Type.RP),
            "NSEC3-BITMAP"),
        signer(
            "nsec3-bitmap-without-rrsig",
            "none for a resolver",
            s -> Nsec3Edit.dropType(s.zone(), of(s, secure(s)), Type.RRSIG),
            "NSEC3-BITMAP"),
        signer(
            "nsec3-opt-out-bit-lost",
            "insecure referrals are bogus",
            Nsec3Bugs::clearOptOut,
            CHAIN),
        signer(
            "nsec3-unknown-flag",
            "the record is ignored (RFC 5155 8.2)",
            s -> Nsec3Edit.setFlags(s.zone(), some(s), 2),
            CHAIN),
        signer("nsec3-of-another-salt", NO_PROOF, s -> parameters(s, 0, "abcd"), CHAIN),
        signer("nsec3-of-other-iterations", NO_PROOF, s -> parameters(s, 3, ""), CHAIN),
        signer(
            "nsec3param-missing",
            "none for a resolver; servers cannot answer",
            Nsec3Bugs::noParam,
            "NSEC3-PARAM",
            "NSEC3-BITMAP",
            "DENIAL-EXTRA",
            "NSEC-CHAIN"),
        signer(
            "nsec3-at-no-name",
            "none; the name is said to exist",
            s -> Nsec3Edit.insert(s.zone(), required(s).newName(), true, Type.A, Type.RRSIG),
            "DENIAL-EXTRA",
            "NSEC3-COVERAGE"),
        signer(
            "nsec3-insecure-delegation-left-out-without-opt-out",
            "the referral is bogus",
            Nsec3Bugs::insecure,
            CHAIN));
  }

  private static Specimen required(Specimen s) throws NoPlaceException {
    if (!s.zone().plan().denial().nsec3()) {
      throw new NoPlaceException("NSEC3 chain");
    }
    return s;
  }

  private static List<NSEC3Record> chain(Specimen s) throws NoPlaceException {
    List<NSEC3Record> chain = Nsec3Edit.chain(required(s).zone());
    if (chain.size() < 3) {
      throw new NoPlaceException("NSEC3 chain of three names");
    }
    return chain;
  }

  private static NSEC3Record some(Specimen s) throws NoPlaceException {
    return s.pick(chain(s), "NSEC3");
  }

  private static NSEC3Record of(Specimen s, Name name) {
    return Nsec3Edit.of(s.zone(), name);
  }

  /** Some name with data, not the apex. */
  private static Name named(Specimen s) throws NoPlaceException {
    ZoneAuthority authority = required(s).zone().authority();
    return s.pick(
        authority.authoritativeNames().stream()
            .filter(n -> !n.equals(s.origin()) && !authority.signedTypes(n).isEmpty())
            .toList(),
        "signed name below the apex");
  }

  private static Name secure(Specimen s) throws NoPlaceException {
    return required(s).someSecureDelegation();
  }

  /** Some empty non-terminal that has an NSEC3 with opt-out, too. */
  private static Name secureEmpty(Specimen s) throws NoPlaceException {
    ZoneAuthority authority = required(s).zone().authority();
    List<Name> empty = new ArrayList<>(authority.emptyNonTerminals());
    empty.removeAll(authority.insecureEmptyNonTerminals());
    return s.pick(empty, "empty non-terminal");
  }

  private static void overlap(Specimen s) throws NoPlaceException {
    NSEC3Record inside = some(s);
    NSEC3Record previous = Nsec3Edit.before(s.zone(), inside.getName());
    Nsec3Edit.setNext(s.zone(), previous, inside.getNext());
  }

  private static void wrongNext(Specimen s) throws NoPlaceException {
    NSEC3Record nsec3 = some(s);
    // The record's own array.
    byte[] next = nsec3.getNext().clone();
    next[19] ^= 1;
    Nsec3Edit.setNext(s.zone(), nsec3, next);
  }

  private static void open(Specimen s) throws NoPlaceException {
    List<NSEC3Record> chain = chain(s);
    Nsec3Edit.setNext(s.zone(), chain.get(chain.size() - 1), chain.get(0).getNext());
  }

  private static void wrongOwner(Specimen s) throws NoPlaceException {
    Nsec3Edit.setOwner(s.zone(), of(s, named(s)), Nsec3Edit.owner(s.zone(), s.newName()));
  }

  private static void dropType(Specimen s) throws NoPlaceException {
    NSEC3Record nsec3 = of(s, named(s));
    int[] types = Arrays.stream(nsec3.getTypes()).filter(t -> t != Type.RRSIG).toArray();
    Nsec3Edit.dropType(s.zone(), nsec3, types[s.random().nextInt(types.length)]);
  }

  private static void clearOptOut(Specimen s) throws NoPlaceException {
    if (!required(s).zone().plan().denial().optOut()) {
      throw new NoPlaceException("opt-out");
    }
    s.someInsecureDelegation();
    for (NSEC3Record r : chain(s)) {
      Nsec3Edit.setFlags(s.zone(), r, 0);
    }
  }

  /** The whole chain of other parameters than NSEC3PARAM has. */
  private static void parameters(Specimen s, int iterations, String salt) throws NoPlaceException {
    Denial old = required(s).zone().plan().denial();
    if (old.iterations() == iterations && old.salt().equals(salt)) {
      throw new NoPlaceException("other NSEC3 parameters");
    }
    Denial other = new Denial(true, old.optOut(), iterations, salt);
    List<Record> chain = DenialChain.of(s.zone(), other);
    for (NSEC3Record r : Nsec3Edit.chain(s.zone())) {
      s.zone().removeRrset(r.getName(), Type.NSEC3);
    }
    for (Record r : chain) {
      s.zone().add(r);
      s.zone().resign(r.getName(), Type.NSEC3);
    }
  }

  private static void noParam(Specimen s) throws NoPlaceException {
    required(s).zone().removeRrset(s.origin(), Type.NSEC3PARAM);
  }

  private static void insecure(Specimen s) throws NoPlaceException {
    if (required(s).zone().plan().denial().optOut()) {
      throw new NoPlaceException("NSEC3 chain without opt-out");
    }
    Nsec3Edit.remove(s.zone(), s.someInsecureDelegation(), true);
  }
}
