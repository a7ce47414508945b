package io.zonegate.testzones.sign;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Type;

/**
 * The keys of a zone.
 *
 * @param dnskeySigners sign the DNSKEY, CDS and CDNSKEY RRsets, all of them
 * @param zoneSigners sign every other RRset, all of them
 * @param standby are published but sign nothing
 */
public record SigningKeys(
    List<SoftwareKey> dnskeySigners, List<SoftwareKey> zoneSigners, List<SoftwareKey> standby) {

  /** Copies the lists. */
  public SigningKeys {
    dnskeySigners = List.copyOf(dnskeySigners);
    zoneSigners = List.copyOf(zoneSigners);
    standby = List.copyOf(standby);
  }

  /** One KSK and one ZSK of an algorithm. */
  public static SigningKeys pair(KeyAlgorithm algorithm, long seed) {
    return new SigningKeys(
        List.of(SoftwareKey.generate(algorithm, KeyRole.KSK, seed)),
        List.of(SoftwareKey.generate(algorithm, KeyRole.ZSK, seed)),
        List.of());
  }

  /** One key for the whole zone. */
  public static SigningKeys single(SoftwareKey csk) {
    return new SigningKeys(List.of(csk), List.of(csk), List.of());
  }

  /** These keys and a further one that is published only. */
  public SigningKeys plusStandby(SoftwareKey key) {
    List<SoftwareKey> more = new ArrayList<>(standby);
    more.add(key);
    return new SigningKeys(dnskeySigners, zoneSigners, more);
  }

  /** These keys and further ones that sign. */
  public SigningKeys plus(SigningKeys other) {
    return new SigningKeys(
        join(dnskeySigners, other.dnskeySigners),
        join(zoneSigners, other.zoneSigners),
        join(standby, other.standby));
  }

  /** These keys with other keys for the DNSKEY RRset. */
  public SigningKeys withDnskeySigners(List<SoftwareKey> keys) {
    return new SigningKeys(keys, zoneSigners, standby);
  }

  /** These keys with other keys for the zone data. */
  public SigningKeys withZoneSigners(List<SoftwareKey> keys) {
    return new SigningKeys(dnskeySigners, keys, standby);
  }

  /** All keys of the DNSKEY RRset, each once. */
  public List<SoftwareKey> published() {
    return join(join(dnskeySigners, zoneSigners), standby).stream().distinct().toList();
  }

  /** The keys that sign RRsets of a type. */
  public List<SoftwareKey> signersOf(int type) {
    return type == Type.DNSKEY || type == Type.CDS || type == Type.CDNSKEY
        ? dnskeySigners
        : zoneSigners;
  }

  private static List<SoftwareKey> join(List<SoftwareKey> first, List<SoftwareKey> second) {
    List<SoftwareKey> joined = new ArrayList<>(first);
    joined.addAll(second);
    return joined;
  }
}
