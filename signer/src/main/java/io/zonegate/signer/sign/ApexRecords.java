package io.zonegate.signer.sign;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.signer.denial.DenialMode;
import io.zonegate.signer.denial.Nsec3Chain;
import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.RrSet;
import io.zonegate.signer.zone.SignedRecords;
import io.zonegate.signer.zone.UnsignedZone;
import io.zonegate.signer.zone.ZoneInputException;
import io.zonegate.signer.zonemd.ZoneDigest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.xbill.DNS.Type;

/**
 * What signing puts at the apex before the denial chain is made: serial, keys, requests to the
 * parent, parameters, digest.
 */
final class ApexRecords {

  /**
   * NSEC3PARAM is for the zone's own servers and not for caches; 0 is what BIND writes (RFC 5155 is
   * silent).
   */
  private static final long NSEC3PARAM_TTL = 0;

  private final KeySet keySet;
  private final SigningPolicy policy;

  ApexRecords(KeySet keySet, SigningPolicy policy) {
    this.keySet = keySet;
    this.policy = policy;
  }

  /**
   * Serial, DNSKEY, NSEC3PARAM and the place of ZONEMD: all that the denial record of the apex must
   * list.
   */
  void add(Path file, Optional<Path> previous, UnsignedZone zone, Instant at) {
    Node apex = zone.apexNode();
    try {
      zone.serial(policy.serial().apply(zone.serial(), serial(previous, zone), at));
    } catch (IllegalArgumentException e) {
      throw new ZoneInputException(file, zone.soa().line(), e.getMessage());
    }
    RrSet given = apex.set(Type.DNSKEY);
    RrSet dnskey = new RrSet(Type.DNSKEY, policy.dnskeyTtl().toSeconds(), 0);
    keySet.keys().forEach(key -> dnskey.add(key.dnskey().wire()));
    policy.foreign().forEach(key -> dnskey.add(key.wire()));
    if (given != null) {
      int ours = dnskey.rdata().size();
      given.rdata().forEach(dnskey::add);
      if (dnskey.rdata().size() != ours) {
        throw new ZoneInputException(
            file,
            given.line(),
            "DNSKEY in the unsigned zone is not in the key set and no foreign one; remove it, or add the key");
      }
    }
    apex.put(dnskey);
    ParentRequestRecords.add(
        file, apex, policy.request(), wanted(), policy.dnskeyTtl().toSeconds());
    RrSet zonemd = apex.set(ZoneDigest.ZONEMD);
    if (policy.zonemd()) {
      apex.put(
          RrSet.of(ZoneDigest.ZONEMD, zone.soa().ttl(), ZoneDigest.placeholder(zone.serial())));
    } else if (zonemd != null) {
      throw new ZoneInputException(
          file,
          zonemd.line(),
          "ZONEMD of the unsigned zone would be wrong after signing; turn zonemd on or remove it");
    }
    if (policy.denial() instanceof DenialMode.Nsec3 nsec3) {
      apex.put(RrSet.of(Type.NSEC3PARAM, NSEC3PARAM_TTL, Nsec3Chain.param(nsec3)));
    }
  }

  private OptionalLong serial(Optional<Path> previous, UnsignedZone zone) {
    return previous.isPresent() && policy.serial() == SerialPolicy.DATE_COUNTER
        ? OptionalLong.of(SignedRecords.serial(previous.get(), zone.apex()))
        : OptionalLong.empty();
  }

  /** The keys that the parent is to have DS records for. */
  private List<DnskeyRdata> wanted() {
    boolean all = policy.request() == ParentRequest.ALL_KSKS;
    Stream<DnskeyRdata> ours =
        keySet.keys().stream()
            .filter(key -> key.role() == KeyRole.KSK && (all || key.active()))
            .map(ZoneKey::dnskey);
    // Every signer of the zone asks for the DS records of all (RFC 8901, 8).
    Stream<DnskeyRdata> theirs =
        policy.foreign().stream().filter(key -> key.flags() == KeyRole.KSK.flags());
    return Stream.concat(ours, theirs).toList();
  }
}
