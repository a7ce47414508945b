package io.zonegate.signer.sign;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.ceremony.KskRrset;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.signer.zone.RrSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.Type;

/** The RRsets at the apex that the signer makes of keys: DNSKEY, and CDS and CDNSKEY by policy. */
public final class KeyRrsets {

  private final KeySet keySet;
  private final SigningPolicy policy;

  /** Those of a zone with these keys, signed by this policy. */
  public KeyRrsets(KeySet keySet, SigningPolicy policy) {
    this.keySet = keySet;
    this.policy = policy;
  }

  /** All of them, DNSKEY first. */
  List<RrSet> all() {
    long ttl = policy.dnskeyTtl().toSeconds();
    RrSet dnskey = new RrSet(Type.DNSKEY, ttl, 0);
    keySet.published().forEach(key -> dnskey.add(key.dnskey().wire()));
    policy.foreign().forEach(key -> dnskey.add(key.wire()));
    List<RrSet> sets = new ArrayList<>(List.of(dnskey));
    sets.addAll(ParentRequestRecords.of(keySet.zone(), policy.request(), wanted(), ttl));
    return sets;
  }

  /** The same, in the form in which offline KSKs sign them. */
  public List<KskRrset> forKsks() {
    return all().stream().map(KeyRrsets::forKsks).toList();
  }

  static KskRrset forKsks(RrSet set) {
    return KskRrset.ofWire(set.type(), set.ttl(), set.rdata());
  }

  /** The keys that the parent is to have DS records for. */
  private List<DnskeyRdata> wanted() {
    boolean all = policy.request() == ParentRequest.ALL_KSKS;
    Stream<DnskeyRdata> ours =
        keySet.published().stream()
            .filter(key -> key.role() == KeyRole.KSK && (all || key.active()))
            .map(ZoneKey::dnskey);
    // Every signer of the zone asks for the DS records of all (RFC 8901, 8).
    Stream<DnskeyRdata> theirs =
        policy.foreign().stream().filter(key -> key.flags() == KeyRole.KSK.flags());
    return Stream.concat(ours, theirs).toList();
  }
}
