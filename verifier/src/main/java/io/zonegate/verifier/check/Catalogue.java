package io.zonegate.verifier.check;

import io.zonegate.verifier.check.content.ZoneApex;
import io.zonegate.verifier.check.content.ZoneCanary;
import io.zonegate.verifier.check.content.ZoneDelta;
import io.zonegate.verifier.check.content.ZoneGlue;
import io.zonegate.verifier.check.content.ZoneNames;
import io.zonegate.verifier.check.content.ZoneRead;
import io.zonegate.verifier.check.content.ZoneRules;
import io.zonegate.verifier.check.content.ZoneSerial;
import io.zonegate.verifier.check.content.ZoneUnchanged;
import io.zonegate.verifier.check.content.ZonemdCheck;
import io.zonegate.verifier.check.content.ZonemdInput;
import io.zonegate.verifier.check.denial.DenialChange;
import io.zonegate.verifier.check.denial.DenialExtra;
import io.zonegate.verifier.check.denial.DenialTtl;
import io.zonegate.verifier.check.denial.Nsec3Bitmap;
import io.zonegate.verifier.check.denial.Nsec3ChainCheck;
import io.zonegate.verifier.check.denial.Nsec3Collision;
import io.zonegate.verifier.check.denial.Nsec3Coverage;
import io.zonegate.verifier.check.denial.Nsec3Iterations;
import io.zonegate.verifier.check.denial.Nsec3Param;
import io.zonegate.verifier.check.denial.NsecBitmap;
import io.zonegate.verifier.check.denial.NsecChain;
import io.zonegate.verifier.check.denial.ProofDrill;
import io.zonegate.verifier.check.history.ResignedShare;
import io.zonegate.verifier.check.history.RollAlgorithm;
import io.zonegate.verifier.check.history.RollCachedSignatures;
import io.zonegate.verifier.check.history.RollDsCached;
import io.zonegate.verifier.check.history.RollDsSeen;
import io.zonegate.verifier.check.history.RollPrepublished;
import io.zonegate.verifier.check.history.RollRetired;
import io.zonegate.verifier.check.history.RollTtlChanged;
import io.zonegate.verifier.check.history.RollUnsign;
import io.zonegate.verifier.check.keys.AlgComplete;
import io.zonegate.verifier.check.keys.CdsConsistent;
import io.zonegate.verifier.check.keys.CsyncForm;
import io.zonegate.verifier.check.keys.DsChain;
import io.zonegate.verifier.check.keys.DsDigest;
import io.zonegate.verifier.check.keys.DsMatch;
import io.zonegate.verifier.check.keys.DsSource;
import io.zonegate.verifier.check.keys.DsStale;
import io.zonegate.verifier.check.keys.KeyAlgorithm;
import io.zonegate.verifier.check.keys.KeyFormCheck;
import io.zonegate.verifier.check.keys.KeyPlan;
import io.zonegate.verifier.check.keys.KeyResponseSize;
import io.zonegate.verifier.check.keys.KeyRevoked;
import io.zonegate.verifier.check.keys.KeyRole;
import io.zonegate.verifier.check.keys.KeyTagUnique;
import io.zonegate.verifier.check.keys.ZoneSigned;
import io.zonegate.verifier.check.signatures.SecondOpinion;
import io.zonegate.verifier.check.signatures.SigCliff;
import io.zonegate.verifier.check.signatures.SigCount;
import io.zonegate.verifier.check.signatures.SigCoverage;
import io.zonegate.verifier.check.signatures.SigInception;
import io.zonegate.verifier.check.signatures.SigKey;
import io.zonegate.verifier.check.signatures.SigLabels;
import io.zonegate.verifier.check.signatures.SigLength;
import io.zonegate.verifier.check.signatures.SigLifetime;
import io.zonegate.verifier.check.signatures.SigRedundant;
import io.zonegate.verifier.check.signatures.SigRemaining;
import io.zonegate.verifier.check.signatures.SigTtl;
import io.zonegate.verifier.check.signatures.SigVerify;
import io.zonegate.verifier.verdict.CheckDescription;
import java.util.List;

/**
 * All checks of the verifier. The list is written out so that a diff shows what runs; a test holds
 * it against the classes that exist.
 */
public final class Catalogue {
  /** All checks, by chapter and id. */
  public static final List<Check> CHECKS =
      List.of(
          // Keys and the chain to the parent
          new AlgComplete(),
          new CdsConsistent(),
          new CsyncForm(),
          new DsChain(),
          new DsDigest(),
          new DsMatch(),
          new DsSource(),
          new DsStale(),
          new KeyAlgorithm(),
          new KeyFormCheck(),
          new KeyPlan(),
          new KeyResponseSize(),
          new KeyRevoked(),
          new KeyRole(),
          new KeyTagUnique(),
          new ZoneSigned(),
          // Signatures
          new SigCliff(),
          new SigCount(),
          new SecondOpinion(),
          new SigCoverage(),
          new SigInception(),
          new SigKey(),
          new SigLabels(),
          new SigLength(),
          new SigLifetime(),
          new SigRedundant(),
          new SigRemaining(),
          new SigTtl(),
          new SigVerify(),
          // Denial of existence
          new DenialChange(),
          new DenialExtra(),
          new DenialTtl(),
          new NsecBitmap(),
          new NsecChain(),
          new Nsec3Bitmap(),
          new Nsec3ChainCheck(),
          new Nsec3Collision(),
          new Nsec3Coverage(),
          new Nsec3Iterations(),
          new Nsec3Param(),
          new ProofDrill(),
          // Content
          new ZoneApex(),
          new ZoneCanary(),
          new ZoneDelta(),
          new ZoneGlue(),
          new ZoneNames(),
          new ZoneRead(),
          new ZoneRules(),
          new ZoneSerial(),
          new ZoneUnchanged(),
          new ZonemdCheck(),
          new ZonemdInput(),
          // History
          new ResignedShare(),
          new RollAlgorithm(),
          new RollCachedSignatures(),
          new RollDsCached(),
          new RollDsSeen(),
          new RollPrepublished(),
          new RollRetired(),
          new RollTtlChanged(),
          new RollUnsign());

  private Catalogue() {}

  /** The descriptions of all checks, in the catalogue's order. */
  public static List<CheckDescription> descriptions() {
    return CHECKS.stream().map(Check::description).toList();
  }
}
