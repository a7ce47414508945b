package io.zonegate.signer.sign;

import io.zonegate.hsm.ceremony.KskBundles;
import io.zonegate.hsm.file.WholeFile;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeyVerifiers;
import io.zonegate.hsm.proof.ProofResult;
import io.zonegate.hsm.proof.TokenProof;
import io.zonegate.hsm.token.Tokens;
import io.zonegate.signer.denial.DenialMode;
import io.zonegate.signer.denial.Nsec3Chain;
import io.zonegate.signer.denial.NsecChain;
import io.zonegate.signer.duty.KeyDuties;
import io.zonegate.signer.duty.KeyRoles;
import io.zonegate.signer.parallel.Meanwhile;
import io.zonegate.signer.reuse.KeptSignatures;
import io.zonegate.signer.reuse.PreviousReading;
import io.zonegate.signer.reuse.Reuse;
import io.zonegate.signer.reuse.ReuseRules;
import io.zonegate.signer.zone.MasterReader;
import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.RrSet;
import io.zonegate.signer.zone.UnsignedZone;
import io.zonegate.signer.zone.ZoneInputException;
import io.zonegate.signer.zonemd.ZoneDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Signs a zone: reads it, proves the tokens, adds DNSKEY, ZONEMD and the denial chain, signs every
 * authoritative RRset that no kept signature covers, and writes the file. Any error leaves no
 * output and the previous file untouched. Which keys sign what is said by {@link KeyDuties}.
 */
public final class ZoneSigner {

  private final Tokens tokens;
  private final KeySet keySet;
  private final KeyDuties duties;
  private final SigningPolicy policy;
  private final Optional<KskBundles> bundles;
  private final SafetyChecks checks;
  private final SecureRandom random;

  /**
   * A signer.
   *
   * @param keySet keys of the zone; each algorithm in it needs active keys that sign
   * @param checks {@link SafetyChecks#ON} for every real zone
   * @param random source of the probes of the token proof
   * @throws IllegalArgumentException when an algorithm lacks an active key (RFC 4035, 2.2), or a
   *     foreign key cannot be published beside ours
   */
  public ZoneSigner(
      Tokens tokens,
      KeySet keySet,
      SigningPolicy policy,
      SafetyChecks checks,
      SecureRandom random) {
    this(tokens, keySet, policy, Optional.empty(), checks, random);
  }

  /**
   * A signer whose KSKs have signed in advance.
   *
   * @param bundles what they signed; present if, and only if, the policy's roles are OFFLINE_KSK
   */
  public ZoneSigner(
      Tokens tokens,
      KeySet keySet,
      SigningPolicy policy,
      Optional<KskBundles> bundles,
      SafetyChecks checks,
      SecureRandom random) {
    if (bundles.isPresent() != (policy.roles() == KeyRoles.OFFLINE_KSK)) {
      throw new IllegalArgumentException(
          "signatures in advance and the roles of the keys contradict: " + policy.roles());
    }
    this.bundles = bundles;
    this.tokens = tokens;
    this.keySet = keySet;
    this.duties = new KeyDuties(keySet, policy.roles());
    duties.admit(policy.foreign());
    this.policy = policy;
    this.checks = checks;
    this.random = random;
  }

  /**
   * Signs a zone file.
   *
   * @param unsigned master file of the zone without what signing adds
   * @param signed where the signed zone goes; replaced in one step
   * @param at the signing time
   * @throws ZoneInputException when the unsigned zone is refused
   * @throws ProofNotPassedException when the tokens do not hold the keys of the key set
   * @throws io.zonegate.hsm.ceremony.CeremonyException when KSKs are offline and what they signed
   *     in advance does not fit the zone and the time, or does not verify
   * @throws SigningException when a signature cannot be made or does not verify
   * @throws io.zonegate.hsm.token.HsmException when a token is needed that cannot be reached
   * @throws IOException when the output cannot be written
   */
  public SigningReport sign(Path unsigned, Path signed, Instant at) throws IOException {
    return sign(unsigned, Optional.empty(), signed, at);
  }

  /**
   * Signs a zone file and keeps what is still good of the signatures of a signed zone before it.
   *
   * @param previous master file of the signed zone, which may be the output file too
   * @see #sign(Path, Path, Instant)
   */
  public SigningReport sign(Path unsigned, Optional<Path> previous, Path signed, Instant at)
      throws IOException {
    long start = System.nanoTime();
    if (Files.exists(signed) && Files.exists(unsigned) && Files.isSameFile(unsigned, signed)) {
      throw new ZoneInputException(
          unsigned, 0, "is the output file too; name another output, or the unsigned zone is lost");
    }
    Optional<PreviousReading> reading =
        previous.map(file -> new PreviousReading(file, keySet.zone()));
    try {
      return sign(unsigned, previous, reading, signed, at, start);
    } finally {
      reading.ifPresent(PreviousReading::close);
    }
  }

  private SigningReport sign(
      Path unsigned,
      Optional<Path> previous,
      Optional<PreviousReading> reading,
      Path signed,
      Instant at,
      long start)
      throws IOException {
    UnsignedZone zone = MasterReader.read(unsigned, keySet.zone());
    new ApexRecords(keySet, policy).add(unsigned, previous, zone, at);
    Optional<AdvanceSignatures> inAdvance =
        bundles.map(
            b -> AdvanceSignatures.put(b, duties, zone.apexNode(), at, policy.leastKskLife()));
    Optional<RrSet> zonemd =
        policy.zonemd() ? Optional.of(zone.apexNode().set(ZoneDigest.ZONEMD)) : Optional.empty();
    long readAt = System.nanoTime();
    // The tokens are at work for the proof meanwhile.
    try (Meanwhile<Iterator<Node>> nodes =
        new Meanwhile<>("makes the denial chain", () -> withDenial(zone))) {
      Optional<ProofResult> proof = prove();
      long proved = System.nanoTime();
      RrsigForm form = new RrsigForm(zone.apex(), policy, at);
      KeyVerifiers verifiers = new KeyVerifiers(keySet);
      AtomicLong done = new AtomicLong();
      try (SigningPool pool =
          new SigningPool(tokens, duties.signersNow(), verifiers, form, checks)) {
        Optional<Reuse> reuse =
            reading.map(r -> reuse(r, zone, verifiers, zonemd, at, pool.verification()));
        ZoneSigning signing = new ZoneSigning(zone, duties, reuse, pool, form, zonemd);
        Iterator<Node> all = nodes.await();
        WholeFile.write(
            signed,
            out -> {
              signing.run(all, out);
              done.set(System.nanoTime());
            });
        return new SigningReport(
            zone.apex().toString(),
            zone.serial(),
            at,
            signing.earliestExpiration(),
            signing.latestExpiration(),
            signing.rrsets(),
            signing.rrsigs(),
            pool.verified(),
            verifiers.accepted(),
            reuse.map(Reuse::end).orElse(KeptSignatures.none()),
            inAdvance,
            policy.foreign(),
            pool.perToken(),
            perKey(inAdvance, pool.perKey()),
            pool.failOvers(),
            proof,
            Duration.ofNanos(readAt - start),
            Duration.ofNanos(proved - readAt),
            Duration.ofNanos(done.get() - proved),
            Duration.ofNanos(System.nanoTime() - done.get()));
      }
    }
  }

  private static Map<String, Integer> perKey(
      Optional<AdvanceSignatures> inAdvance, Map<String, Integer> now) {
    Map<String, Integer> all = new LinkedHashMap<>();
    inAdvance.ifPresent(signatures -> all.putAll(signatures.perKey()));
    all.putAll(now);
    return all;
  }

  private Optional<ProofResult> prove() {
    if (checks == SafetyChecks.OFF_FOR_DEMONSTRATION) {
      return Optional.empty();
    }
    ProofResult result = TokenProof.prove(tokens, keySet, random);
    if (!result.allPassed()) {
      throw new ProofNotPassedException(result);
    }
    return Optional.of(result);
  }

  private Iterator<Node> withDenial(UnsignedZone zone) {
    if (policy.denial() instanceof DenialMode.Nsec3 nsec3) {
      return zone.nodesWith(Nsec3Chain.of(zone, nsec3));
    }
    NsecChain.add(zone);
    return zone.nodes().iterator();
  }

  private Reuse reuse(
      PreviousReading reading,
      UnsignedZone zone,
      KeyVerifiers verifiers,
      Optional<RrSet> zonemd,
      Instant at,
      ExecutorService threads) {
    ReuseRules rules =
        new ReuseRules(
            at, policy.validity(), policy.spread(), policy.dnskeyValidity(), policy.reuse());
    // The digest is known only when all else is signed.
    Set<RrSet> unfinished = zonemd.map(Set::of).orElse(Set.of());
    return new Reuse(reading, zone.apex(), duties, verifiers, rules, unfinished, threads);
  }
}
