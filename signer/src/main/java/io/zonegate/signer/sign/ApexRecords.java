package io.zonegate.signer.sign;

import io.zonegate.hsm.key.KeySet;
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
import java.util.Optional;
import java.util.OptionalLong;
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
    for (RrSet set : new KeyRrsets(keySet, policy).all()) {
      refuseOther(file, apex.set(set.type()), set);
      apex.put(set);
    }
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

  /**
   * DNSKEYs in the unsigned zone must be of ours; CDS and CDNSKEY are the signer's, or the zone's.
   */
  private static void refuseOther(Path file, RrSet given, RrSet ours) {
    if (given == null) {
      return;
    }
    if (ours.type() != Type.DNSKEY) {
      throw new ZoneInputException(
          file,
          given.line(),
          Type.string(ours.type())
              + " is in the unsigned zone, and the policy has the signer make it; remove it, or set"
              + " cds to \"as-given\"");
    }
    int count = ours.rdata().size();
    given.rdata().forEach(ours::add);
    if (ours.rdata().size() != count) {
      throw new ZoneInputException(
          file,
          given.line(),
          "DNSKEY in the unsigned zone is not in the key set and no foreign one; remove it, or add the key");
    }
  }
}
