package io.zonegate.replay;

import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.testzones.sign.ZoneSigner;
import io.zonegate.verifier.parent.Ds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.xbill.DNS.Name;

/**
 * A root that delegates nothing but the zone: a signed parent for any zone but the root. Its keys
 * are software keys, the same in all of its versions.
 */
final class ParentZone {
  /** The name of the zone, as name servers want it. */
  static final String ORIGIN = ".";

  private final SigningPlan plan;
  private final Publications publications;

  /**
   * A parent for this zone.
   *
   * @param inception when its signatures begin to be valid
   * @param expiration when they end
   */
  ParentZone(Publications publications, Instant inception, Instant expiration) {
    this.publications = publications;
    this.plan =
        new SigningPlan(
            SigningKeys.pair(KeyAlgorithm.ECDSAP256, 1),
            Denial.nsec(),
            inception,
            expiration,
            publications.dsTtl());
  }

  /** The trust anchor: its KSK, a line of a master file. */
  String anchor() {
    return plan.keys()
        .dnskeySigners()
        .get(0)
        .dnskey(Name.root, publications.dsTtl())
        .toString()
        .replace('\t', ' ');
  }

  /** Its master file with this DS RRset; that there is none lives as long in caches as one. */
  String text(Publications.DsEdition edition) {
    StringBuilder text = new StringBuilder();
    long ttl = publications.dsTtl();
    text.append(
        ". %1$d IN SOA . . %2$d 3600 900 1209600 %1$d\n"
            .formatted(ttl, edition.at() % 1_000_000_000L));
    text.append(". %d IN NS ns.\nns. %1$d IN A 127.0.0.1\n".formatted(ttl));
    String zone = publications.zone();
    text.append("%s %d IN NS ns.%1$s\nns.%1$s %2$d IN A 127.0.0.1\n".formatted(zone, ttl));
    for (Ds ds : edition.records()) {
      text.append(
          "%s %d IN DS %d %d %d %s\n"
              .formatted(zone, ttl, ds.keyTag(), ds.algorithm(), ds.digestType(), ds.digest()));
    }
    try {
      return ZoneSigner.sign(Name.root, ZoneMaker.parse(text.toString(), Name.root), plan).text();
    } catch (IOException e) {
      throw new UncheckedIOException("a parent for " + zone + " cannot be written down", e);
    }
  }
}
