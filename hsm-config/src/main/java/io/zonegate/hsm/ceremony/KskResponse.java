package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.algorithm.SoftwareVerifier;
import io.zonegate.hsm.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xbill.DNS.RRSIGRecord;

/**
 * What came of a request: the same plan, signed.
 *
 * @param plan what was signed
 * @param request digest of the request, see {@link KskRequest#digest}
 * @param rrsigs one for every slot, RRset and signing KSK, in this order
 */
public record KskResponse(KskPlan plan, String request, List<RRSIGRecord> rrsigs) {

  /**
   * Copies the list; refuses a digest that is none, and signatures that the plan has no place for.
   */
  public KskResponse {
    rrsigs = List.copyOf(rrsigs);
    if (!request.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("request is no SHA-256 in lower-case hex");
    }
    List<KskRrsigs.Place> places = KskRrsigs.places(plan);
    if (rrsigs.size() != places.size()) {
      throw new IllegalArgumentException(
          "there are " + rrsigs.size() + " RRSIGs; the plan needs " + places.size());
    }
    for (int i = 0; i < places.size(); i++) {
      KskRrsigs.Place place = places.get(i);
      if (!place.rrsig(plan, rrsigs.get(i).getSignature()).equals(rrsigs.get(i))) {
        throw new IllegalArgumentException(
            place
                + ": the RRSIG there says something else than the plan: "
                + rrsigs.get(i).rdataToString());
      }
    }
  }

  /**
   * Verifies every signature in software.
   *
   * @throws CeremonyException at the first that does not verify
   */
  public void verify() {
    List<KskRrsigs.Place> places = KskRrsigs.places(plan);
    for (int i = 0; i < places.size(); i++) {
      KskRrsigs.Place place = places.get(i);
      if (!new SoftwareVerifier(place.ksk())
          .verify(place.message(plan), rrsigs.get(i).getSignature())) {
        throw new CeremonyException(
            place
                + ": the signature does not verify with the DNSKEY; do not use this response, have"
                + " the request signed again");
      }
    }
  }

  /** The signatures of a slot. */
  public List<RRSIGRecord> rrsigs(Slot slot) {
    int each = rrsigs.size() / plan.slots().size();
    int first = plan.slots().indexOf(slot) * each;
    return rrsigs.subList(first, first + each);
  }

  /** SHA-256 of the response as its file has it, in lower-case hex. */
  public String digest() {
    return Sha256.hex(ResponseFile.text(this).getBytes(StandardCharsets.UTF_8));
  }
}
