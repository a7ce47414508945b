package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.DenialChain;
import io.zonegate.testzones.sign.SignedZone;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSEC3PARAMRecord;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Parameters of NSEC3 and records of denial too many (NSEC3-PARAM, NSEC3-ITERATIONS, DENIAL-EXTRA).
 */
final class Nsec3ParamFaults {

  private static final Denial SALTED = new Denial(true, false, 0, "ab");
  private static final String NO_DENIAL = "servers that go by NSEC3PARAM cannot deny anything";

  private Nsec3ParamFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("nsec3param-missing", NO_DENIAL + " (RFC 5155 7.1)")
            .must("NSEC3-PARAM")
            .may("NSEC3-CHAIN", "DENIAL-EXTRA", "NSEC3-COVERAGE")
            .blocks(
                w -> {
                  w.denial(Denial.nsec3(true));
                  SignedZone zone = w.zone();
                  zone.removeRrset(Workshop.ORIGIN, Type.NSEC3PARAM);
                  Nsec3Edit.dropType(zone, Nsec3Edit.of(zone, Workshop.ORIGIN), Type.NSEC3PARAM);
                }),
        param("nsec3param-salt-differs", 0, new Denial(true, false, 0, "ab")),
        param("nsec3param-iterations-differ", 0, new Denial(true, false, 1, "")),
        param("nsec3param-flags-1", 1, Denial.nsec3(false)),
        fault("nsec3param-twice-and-one-chain", NO_DENIAL + " when they choose the other")
            .must("NSEC3-PARAM")
            .may("NSEC3-CHAIN", "NSEC3-COVERAGE", "NSEC3-ITERATIONS", "DENIAL-EXTRA")
            .blocks(
                w -> {
                  w.denial(Denial.nsec3(false));
                  w.zone()
                      .add(
                          new NSEC3PARAMRecord(
                              Workshop.ORIGIN,
                              DClass.IN,
                              w.zone().ofType(Type.NSEC3PARAM).get(0).getTTL(),
                              1,
                              0,
                              0,
                              SALTED.saltBytes()));
                  w.zone().resign(Workshop.ORIGIN, Type.NSEC3PARAM);
                }),
        fault("nsec3param-below-the-apex", "none; it is not looked for there (RFC 5155 4)")
            .oneOf("NSEC3-PARAM", "ZONE-RULES")
            .may("ZONE-UNCHANGED")
            .blocks(
                w -> {
                  w.denial(Denial.nsec3(true));
                  w.addUnsigned("www.nic IN NSEC3PARAM 1 0 0 -");
                }),
        fault("nsec3param-below-the-apex-of-nsec", "none; it is not looked for there (RFC 5155 4)")
            .must("NSEC3-PARAM")
            .blocks(w -> w.addUnsigned("www.nic IN NSEC3PARAM 1 0 0 -")),
        fault("nsec3-owner-not-a-hash", "none; the record proves nothing")
            .oneOf("NSEC3-PARAM", "NSEC3-CHAIN")
            .may("NSEC3-COVERAGE", "DENIAL-EXTRA")
            .blocks(
                w -> {
                  w.denial(Denial.nsec3(false));
                  SignedZone zone = w.zone();
                  Name owner = w.name("nothash");
                  Nsec3Edit.setOwner(zone, Nsec3Edit.of(zone, w.name("www.nic")), owner);
                }),
        fault("nsec3-second-chain-incomplete", NO_DENIAL + " when they choose that chain")
            .must("NSEC3-CHAIN")
            .may("NSEC3-PARAM", "NSEC3-COVERAGE", "NSEC3-ITERATIONS")
            .blocks(
                w -> {
                  addSecondChain(w, true);
                  Record one = w.pick(secondChain(w.zone()));
                  w.zone().removeRrset(one.getName(), Type.NSEC3);
                }),
        fault("nsec3-old-chain-left-over", "none; the chain is never used")
            .must("NSEC3-PARAM")
            .may("NSEC3-ITERATIONS")
            .warns(w -> addSecondChain(w, false)),
        fault(
                "nsec3-new-chain-in-the-making",
                "secure; servers pass it over until NSEC3PARAM comes")
            .must("NSEC3-PARAM")
            .may("NSEC3-ITERATIONS")
            .warns(
                w -> {
                  addSecondChain(w, false);
                  List<NSEC3Record> chain = secondChain(w.zone());
                  for (Record r : chain.subList(0, chain.size() / 2)) {
                    w.zone().removeRrset(r.getName(), Type.NSEC3);
                  }
                }),
        fault("nsec3-two-chains", "secure; a change of parameters (RFC 5155 10.4)")
            .must("NSEC3-ITERATIONS")
            .warns(w -> addSecondChain(w, true)),
        twin("nsec3-parameters-of-rfc-9276", "no iterations, no salt", "NSEC3-ITERATIONS")
            .passes(w -> w.denial(Denial.nsec3(false))),
        twin("nsec3-opt-out-parameters", "NSEC3PARAM flags are 0 all the same", "NSEC3-PARAM")
            .passes(w -> w.denial(Denial.nsec3(true))),
        weak("nsec3-salt", new Denial(true, true, 0, "aabbccdd")),
        weak("nsec3-iterations-1", new Denial(true, false, 1, "")),
        weak("nsec3-iterations-50", new Denial(true, true, 50, "")),
        slow("nsec3-iterations-51", new Denial(true, false, 51, "")),
        slow("nsec3-iterations-500", new Denial(true, true, 500, "aabb")),
        fault("nsec3-extra-linked", "a name answers NODATA that should not exist")
            .must("DENIAL-EXTRA")
            .may("NSEC3-COVERAGE")
            .blocks(w -> insert(w, w.name("ghost"), true)),
        fault("nsec3-for-glue", "claims authority below a cut")
            .must("DENIAL-EXTRA")
            .may("NSEC3-COVERAGE", "NSEC3-BITMAP")
            .blocks(w -> insert(w, w.someGlue().getName(), true)),
        fault("nsec3-left-over", "none while nobody sends it")
            .oneOf("DENIAL-EXTRA", "NSEC3-CHAIN")
            .may("NSEC3-COVERAGE")
            .blocks(w -> insert(w, w.name("removed-long-ago"), false)));
  }

  /** An NSEC3PARAM that does not fit the only chain, which has neither iterations nor salt. */
  private static Fault param(String name, int flags, Denial stated) {
    return fault(name, NO_DENIAL)
        .must("NSEC3-PARAM")
        .may("NSEC3-CHAIN", "NSEC3-COVERAGE", "NSEC3-ITERATIONS", "DENIAL-EXTRA")
        .blocks(
            w -> {
              w.denial(Denial.nsec3(false));
              Record old = w.zone().ofType(Type.NSEC3PARAM).get(0);
              Record changed =
                  new NSEC3PARAMRecord(
                      old.getName(),
                      DClass.IN,
                      old.getTTL(),
                      1,
                      flags,
                      stated.iterations(),
                      stated.saltBytes());
              w.zone().replace(old, changed);
              w.zone().resign(Workshop.ORIGIN, Type.NSEC3PARAM);
            });
  }

  private static Fault weak(String name, Denial denial) {
    return fault(name, "secure; RFC 9276 3.1 asks for 0 iterations and no salt")
        .must("NSEC3-ITERATIONS")
        .warns(w -> w.denial(denial));
  }

  private static Fault slow(String name, Denial denial) {
    return fault(name, "insecure or SERVFAIL, as the validator's limit is (RFC 9276 3.2)")
        .must("NSEC3-ITERATIONS")
        .blocks(w -> w.denial(denial));
  }

  private static void insert(Workshop w, Name name, boolean linked) {
    w.denial(Denial.nsec3(false));
    Nsec3Edit.insert(w.zone(), name, linked, Type.A, Type.RRSIG);
  }

  /** Adds a second complete chain with a salt, and its NSEC3PARAM where {@code stated}. */
  private static void addSecondChain(Workshop w, boolean stated) {
    w.denial(Denial.nsec3(false));
    SignedZone zone = w.zone();
    if (stated) {
      zone.add(DenialChain.nsec3param(Workshop.ORIGIN, SALTED));
      zone.resign(Workshop.ORIGIN, Type.NSEC3PARAM);
    }
    for (Record r : DenialChain.of(zone, SALTED)) {
      zone.add(r);
      zone.resign(r.getName(), Type.NSEC3);
    }
  }

  private static List<NSEC3Record> secondChain(SignedZone zone) {
    return Nsec3Edit.chain(zone).stream().filter(r -> r.getSalt() != null).toList();
  }
}
