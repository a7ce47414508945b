package io.zonegate.testzones.mutate;

import static io.zonegate.testzones.mutate.Mutation.signer;

import io.zonegate.testzones.fault.NsecEdit;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Type;

/** NSEC chains that a signer makes wrongly, and signs. */
final class NsecBugs {
  private static final String DENIED = "an existing name or type can be denied with proof";
  private static final String NO_PROOF = "denial there is bogus";

  private NsecBugs() {}

  static List<Mutation> list() {
    return List.of(
        signer(
            "nsec-missing",
            NO_PROOF,
            s -> NsecEdit.remove(s.zone(), inner(s), false),
            "NSEC-CHAIN"),
        signer(
            "nsec-name-left-out",
            DENIED,
            s -> NsecEdit.remove(s.zone(), inner(s), true),
            "NSEC-CHAIN"),
        signer("nsec-points-past-a-name", DENIED, NsecBugs::skip, "NSEC-CHAIN"),
        signer("nsec-points-to-no-name", NO_PROOF, NsecBugs::ghost, "NSEC-CHAIN"),
        signer("nsec-points-to-itself", DENIED, NsecBugs::self, "NSEC-CHAIN"),
        signer("nsec-points-back", DENIED, NsecBugs::back, "NSEC-CHAIN"),
        signer("nsec-last-does-not-close", NO_PROOF, NsecBugs::open, "NSEC-CHAIN"),
        signer("nsec-bitmap-without-a-type", DENIED, NsecBugs::dropType, "NSEC-BITMAP"),
        signer(
            "nsec-bitmap-with-a-type-too-many",
            "NODATA for that type is bogus",
            s -> NsecEdit.addType(s.zone(), inner(s), Type.RP),
            "NSEC-BITMAP"),
        signer(
            "nsec-bitmap-without-rrsig",
            "none for a resolver",
            s -> NsecEdit.dropType(s.zone(), inner(s), Type.RRSIG),
            "NSEC-BITMAP"),
        signer(
            "nsec-bitmap-without-nsec",
            "none for a resolver",
            s -> NsecEdit.dropType(s.zone(), inner(s), Type.NSEC),
            "NSEC-BITMAP"),
        signer(
            "nsec-bitmap-with-ds-of-an-insecure-delegation",
            "the referral is bogus",
            NsecBugs::falseDs,
            "NSEC-BITMAP"),
        signer(
            "nsec-bitmap-without-ns-of-a-delegation",
            "the referral is bogus",
            NsecBugs::noNs,
            "NSEC-BITMAP"),
        signer(
            "nsec-at-no-name",
            "none; the name is said to exist",
            NsecBugs::extra,
            "DENIAL-EXTRA",
            "NSEC-CHAIN"),
        signer(
            "nsec-at-glue",
            "none; glue is said to be of the zone",
            NsecBugs::glue,
            "DENIAL-EXTRA",
            "NSEC-CHAIN"));
  }

  private static List<NSECRecord> chain(Specimen s) throws NoPlaceException {
    List<NSECRecord> chain = NsecEdit.chain(s.zone());
    if (chain.size() < 3) {
      throw new NoPlaceException("NSEC chain of three names");
    }
    return chain;
  }

  /** Some NSEC of a name other than the apex. */
  private static NSECRecord inner(Specimen s) throws NoPlaceException {
    List<NSECRecord> chain = chain(s);
    return chain.get(1 + s.random().nextInt(chain.size() - 1));
  }

  private static void skip(Specimen s) throws NoPlaceException {
    NSECRecord skipped = inner(s);
    NsecEdit.setNext(s.zone(), NsecEdit.before(s.zone(), skipped.getName()), skipped.getNext());
  }

  private static void ghost(Specimen s) throws NoPlaceException {
    NSECRecord nsec = inner(s);
    NsecEdit.setNext(s.zone(), nsec, below(nsec.getName()));
  }

  private static void self(Specimen s) throws NoPlaceException {
    NSECRecord nsec = inner(s);
    NsecEdit.setNext(s.zone(), nsec, nsec.getName());
  }

  private static void back(Specimen s) throws NoPlaceException {
    List<NSECRecord> chain = chain(s);
    NsecEdit.setNext(s.zone(), chain.get(chain.size() - 2), chain.get(0).getName());
  }

  private static void open(Specimen s) throws NoPlaceException {
    List<NSECRecord> chain = chain(s);
    NsecEdit.setNext(s.zone(), chain.get(chain.size() - 1), chain.get(1).getName());
  }

  private static boolean has(NSECRecord nsec, int type) {
    return Arrays.stream(nsec.getTypes()).anyMatch(t -> t == type);
  }

  private static void dropType(Specimen s) throws NoPlaceException {
    NSECRecord nsec = inner(s);
    int[] types =
        Arrays.stream(nsec.getTypes()).filter(t -> t != Type.RRSIG && t != Type.NSEC).toArray();
    if (types.length == 0) {
      throw new NoPlaceException("name with data there");
    }
    NsecEdit.dropType(s.zone(), nsec, types[s.random().nextInt(types.length)]);
  }

  private static void falseDs(Specimen s) throws NoPlaceException {
    Name cut = s.someInsecureDelegation();
    chain(s);
    NsecEdit.addType(s.zone(), NsecEdit.at(s.zone(), cut), Type.DS);
  }

  private static void noNs(Specimen s) throws NoPlaceException {
    chain(s);
    List<NSECRecord> cuts =
        NsecEdit.chain(s.zone()).stream()
            .filter(n -> has(n, Type.NS) && !has(n, Type.SOA))
            .toList();
    NsecEdit.dropType(s.zone(), s.pick(cuts, "delegation"), Type.NS);
  }

  private static Name below(Name name) {
    try {
      return Name.concatenate(Name.fromConstantString("zonegate-ghost"), name);
    } catch (NameTooLongException e) {
      return new Name(name, 1);
    }
  }

  private static void extra(Specimen s) throws NoPlaceException {
    chain(s);
    NsecEdit.insert(s.zone(), s.newName(), true, Type.RRSIG, Type.NSEC);
  }

  private static void glue(Specimen s) throws NoPlaceException {
    chain(s);
    NsecEdit.insert(s.zone(), s.someGlue().getName(), true, Type.RRSIG, Type.NSEC);
  }
}
