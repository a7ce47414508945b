package io.zonegate.signer.sign;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.proof.ProofResult;
import io.zonegate.signer.reuse.KeptSignatures;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a signing run did.
 *
 * @param zone name of the zone
 * @param serial SOA serial of the signed zone
 * @param at the signing time
 * @param earliestExpiration when the first signature expires
 * @param latestExpiration when the last one does
 * @param rrsets RRsets that were signed
 * @param rrsigs signatures made
 * @param verified signatures made that were verified in software straight after
 * @param verifiedBy signatures made or kept that were verified, by the library that did it
 * @param reuse signatures kept, each verified in software over the new zone's data
 * @param inAdvance signatures of offline KSKs, each verified in software; empty where KSKs signed
 *     now
 * @param foreign DNSKEYs of other signers that were published
 * @param perToken signatures by the token, its label and its site if there is one
 * @param perKey signatures by key, those in advance included
 * @param failOvers why and to which token work moved, one sentence each
 * @param proof the proof before signing; empty when safety checks were off for a demonstration
 * @param reading time to read and order the zone
 * @param proving time of the token proof
 * @param signing time to make and write all signatures; the denial chain is made during the proof,
 *     and what is left of it then is part of this
 * @param writing time to force the file to disk and put it in its place
 */
public record SigningReport(
    String zone,
    long serial,
    Instant at,
    Instant earliestExpiration,
    Instant latestExpiration,
    int rrsets,
    int rrsigs,
    int verified,
    Map<String, Long> verifiedBy,
    KeptSignatures reuse,
    Optional<AdvanceSignatures> inAdvance,
    List<DnskeyRdata> foreign,
    Map<String, Integer> perToken,
    Map<String, Integer> perKey,
    List<String> failOvers,
    Optional<ProofResult> proof,
    Duration reading,
    Duration proving,
    Duration signing,
    Duration writing) {

  /** Copies maps and lists, keeping their order. */
  public SigningReport {
    verifiedBy = Collections.unmodifiableMap(new LinkedHashMap<>(verifiedBy));
    perToken = Collections.unmodifiableMap(new LinkedHashMap<>(perToken));
    perKey = Collections.unmodifiableMap(new LinkedHashMap<>(perKey));
    failOvers = List.copyOf(failOvers);
  }
}
