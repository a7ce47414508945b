package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.Tokens;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes requests. */
public final class Requesting {

  private Requesting() {}

  /** The keys of a DNSKEY RRset with their uses: those of the key set, then the foreign ones. */
  public static List<CeremonyKey> keys(KeySet keySet, List<DnskeyRdata> foreign) {
    List<CeremonyKey> keys = new ArrayList<>();
    for (ZoneKey key : keySet.published()) {
      KeyUse use =
          key.role() == KeyRole.ZSK
              ? KeyUse.ZSK
              : key.active() ? KeyUse.SIGNING_KSK : KeyUse.PUBLISHED_KSK;
      keys.add(new CeremonyKey(key.dnskey(), use));
    }
    foreign.forEach(key -> keys.add(new CeremonyKey(key, KeyUse.FOREIGN)));
    return keys;
  }

  /**
   * Has every ZSK of the key set sign the plan.
   *
   * @throws io.zonegate.hsm.token.HsmException when a token fails
   * @throws CeremonyException when the request is one that no ceremony would sign
   */
  public static KskRequest request(Tokens tokens, KeySet keySet, KskPlan plan) {
    byte[] input = KskRequest.proofInput(plan);
    TokenSignatures zsks = new TokenSignatures(tokens);
    Map<DnskeyRdata, String> proofs = new LinkedHashMap<>();
    for (ZoneKey key : keySet.published()) {
      if (key.role() == KeyRole.ZSK) {
        byte[] proof = zsks.sign(key, input, "proof of " + key);
        proofs.put(key.dnskey(), Base64.getEncoder().encodeToString(proof));
      }
    }
    KskRequest request = new KskRequest(plan, proofs);
    List<String> problems = RequestChecks.alone(request);
    if (!problems.isEmpty()) {
      throw new CeremonyException(String.join("; ", problems));
    }
    return request;
  }
}
