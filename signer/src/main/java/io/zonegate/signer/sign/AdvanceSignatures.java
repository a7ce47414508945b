package io.zonegate.signer.sign;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.algorithm.SoftwareVerifier;
import io.zonegate.hsm.ceremony.CeremonyException;
import io.zonegate.hsm.ceremony.KskBundles;
import io.zonegate.hsm.ceremony.KskBundles.Chosen;
import io.zonegate.hsm.ceremony.KskRrset;
import io.zonegate.hsm.ceremony.Slot;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.signer.duty.KeyDuties;
import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.RrSet;
import io.zonegate.signer.zone.SignedData;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Type;

/**
 * The signatures in the zone that offline KSKs made in advance.
 *
 * @param perKey how many, by key; each verified in software over the zone's own data
 * @param slot when they are valid
 * @param usableUntil until when there are some at every time, for the same keys and policy
 */
public record AdvanceSignatures(Map<String, Integer> perKey, Slot slot, Instant usableUntil) {

  /** Keeps the order. */
  public AdvanceSignatures {
    perKey = Collections.unmodifiableMap(new LinkedHashMap<>(perKey));
  }

  /** How many there are. */
  public int rrsigs() {
    return perKey.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Puts them into the apex.
   *
   * @param apex complete but for its signatures
   * @param leastLife how much of their life must be left
   * @throws CeremonyException when there are none for these RRsets and this time, or one does not
   *     verify
   */
  static AdvanceSignatures put(
      KskBundles bundles, KeyDuties duties, Node apex, Instant at, Duration leastLife) {
    List<KskRrset> toPublish =
        apex.sets().stream()
            .filter(set -> duties.inAdvance(true, set.type()))
            .map(KeyRrsets::forKsks)
            .toList();
    List<DnskeyRdata> ksks = duties.ksks().stream().map(ZoneKey::dnskey).toList();
    Chosen chosen = bundles.choose(toPublish, ksks, at, leastLife);
    Map<String, Integer> perKey = new LinkedHashMap<>();
    for (RRSIGRecord rrsig : chosen.rrsigs()) {
      ZoneKey key = maker(duties, rrsig);
      RrSet set = apex.set(rrsig.getTypeCovered());
      set.sign(verified(apex, set, key, rrsig));
      perKey.merge(key.toString(), 1, Integer::sum);
    }
    return new AdvanceSignatures(perKey, chosen.slot(), chosen.usableUntil());
  }

  private static ZoneKey maker(KeyDuties duties, RRSIGRecord rrsig) {
    return duties.ksks().stream()
        .filter(
            key ->
                key.keyTag() == rrsig.getFootprint()
                    && key.algorithm().number() == rrsig.getAlgorithm())
        .findFirst()
        .orElseThrow();
  }

  /** The octets are built anew, as for every signature of the zone, not taken from the ceremony. */
  private static byte[] verified(Node apex, RrSet set, ZoneKey key, RRSIGRecord rrsig) {
    byte[] rdata = rrsig.rdataToWireCanonical();
    byte[] signature = rrsig.getSignature();
    byte[] beginning = Arrays.copyOf(rdata, rdata.length - signature.length);
    if (!new SoftwareVerifier(key.dnskey())
        .verify(SignedData.of(beginning, apex.owner(), set), signature)) {
      throw new CeremonyException(
          "the signature in advance over "
              + apex.owner()
              + " "
              + Type.string(set.type())
              + " by "
              + key
              + " does not verify over the zone's data; have the request signed again");
    }
    return rdata;
  }
}
