package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.algorithm.SoftwareVerifier;
import io.zonegate.hsm.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request to sign: the plan, and for every ZSK of the signer that asks a signature over it, which
 * proves that the signer has the private key.
 *
 * @param plan what is to be signed
 * @param proofs signatures in Base64 over {@link #proofInput}, one for each key of the use ZSK
 */
public record KskRequest(KskPlan plan, Map<DnskeyRdata, String> proofs) {

  /**
   * Begins what a ZSK signs, so that such a signature can never stand in an RRSIG: read as RRSIG
   * RDATA these octets name an algorithm ("n", 110) that does not exist.
   */
  private static final byte[] PREFIX =
      "zonegate request to KSKs ".getBytes(StandardCharsets.US_ASCII);

  /** Copies the map; refuses proofs of other keys, keys without one, and what is no Base64. */
  public KskRequest {
    proofs = Collections.unmodifiableMap(new LinkedHashMap<>(proofs));
    if (!Set.copyOf(plan.keys(KeyUse.ZSK)).equals(proofs.keySet())) {
      throw new IllegalArgumentException("every key with use zsk has a proof, and no other key");
    }
    proofs.values().forEach(proof -> Base64.getDecoder().decode(proof));
  }

  /** What each ZSK signs: the prefix and the SHA-256 of the plan as it is written. */
  public static byte[] proofInput(KskPlan plan) {
    byte[] digest = Sha256.of(PlanText.of(plan).getBytes(StandardCharsets.UTF_8));
    byte[] input = new byte[PREFIX.length + digest.length];
    System.arraycopy(PREFIX, 0, input, 0, PREFIX.length);
    System.arraycopy(digest, 0, input, PREFIX.length, digest.length);
    return input;
  }

  /** The keys whose proof does not verify, in software. */
  public List<DnskeyRdata> unproved() {
    byte[] input = proofInput(plan);
    List<DnskeyRdata> bad = new ArrayList<>();
    for (Map.Entry<DnskeyRdata, String> proof : proofs.entrySet()) {
      byte[] signature = Base64.getDecoder().decode(proof.getValue());
      if (!new SoftwareVerifier(proof.getKey()).verify(input, signature)) {
        bad.add(proof.getKey());
      }
    }
    return bad;
  }

  /** SHA-256 of the request as its file has it, in lower-case hex: what is read aloud. */
  public String digest() {
    return Sha256.hex(RequestFile.text(this).getBytes(StandardCharsets.UTF_8));
  }
}
