package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.RRSIGRecord;

/** Signs what was requested, with the KSKs. */
public final class Ceremony {

  private Ceremony() {}

  /**
   * Makes every signature of the plan, each verified in software straight after, and all of them
   * once more at the end. The request is not checked here, see {@link RequestChecks}.
   *
   * @param ksks the key set of the ceremony; has the plan's signing KSKs
   * @throws io.zonegate.hsm.token.HsmException when a token fails
   * @throws CeremonyException when a signature does not verify
   */
  public static KskResponse sign(Tokens tokens, KeySet ksks, KskRequest request) {
    KskPlan plan = request.plan();
    Map<DnskeyRdata, ZoneKey> keys = new HashMap<>();
    ksks.active(KeyRole.KSK).forEach(key -> keys.put(key.dnskey(), key));
    TokenSignatures token = new TokenSignatures(tokens);
    List<RRSIGRecord> rrsigs = new ArrayList<>();
    for (KskRrsigs.Place place : KskRrsigs.places(plan)) {
      byte[] signature = token.sign(keys.get(place.ksk()), place.message(plan), place.toString());
      rrsigs.add(place.rrsig(plan, signature));
    }
    KskResponse response = new KskResponse(plan, request.digest(), rrsigs);
    response.verify();
    return response;
  }
}
