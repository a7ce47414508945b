package io.zonegate.hsm.key;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.Name;

/**
 * The keys of one zone, as signer and proof know them. Immutable.
 *
 * @param zone absolute name of the apex, in lower case
 * @param keys in the order in which they were made; no locator and no RDATA twice
 */
public record KeySet(Name zone, List<ZoneKey> keys) {

  /** Copies the list and refuses a relative zone name or a key given twice. */
  public KeySet {
    if (!zone.isAbsolute()) {
      throw new IllegalArgumentException(
          "Zone name " + zone + " is not absolute; end it with a dot");
    }
    zone = zone.canonicalize();
    keys = List.copyOf(keys);
    Set<Object> seen = new HashSet<>();
    for (ZoneKey key : keys) {
      if (!seen.add(key.id()) || !seen.add(key.dnskey())) {
        throw new IllegalArgumentException("Key " + key + " is in the key set twice");
      }
    }
  }

  /** A key set without keys. */
  public static KeySet empty(Name zone) {
    return new KeySet(zone, List.of());
  }

  /** This key set and more keys after it. */
  public KeySet with(List<ZoneKey> more) {
    List<ZoneKey> all = new ArrayList<>(keys);
    all.addAll(more);
    return new KeySet(zone, all);
  }

  /** This key set in which one of its keys does not sign. */
  public KeySet withRetired(ZoneKey retired) {
    return new KeySet(
        zone,
        keys.stream()
            .map(key -> key.equals(retired) ? key.with(false, key.published()) : key)
            .toList());
  }

  /** The keys of a role that sign. */
  public List<ZoneKey> active(KeyRole role) {
    return keys.stream().filter(key -> key.role() == role && key.active()).toList();
  }

  /** One DS record in master-file form for every KSK, digest type 2 (SHA-256), for the parent. */
  public List<String> dsRecords() {
    return keys.stream()
        .filter(key -> key.role() == KeyRole.KSK)
        .map(key -> DsText.of(zone, key.dnskey()))
        .toList();
  }

  /** The keys of the DNSKEY RRset. */
  public List<ZoneKey> published() {
    return keys.stream().filter(ZoneKey::published).toList();
  }

  /** The DNSKEY records in master-file form, without TTL. */
  public List<String> dnskeyRecords() {
    return published().stream().map(key -> zone + " IN DNSKEY " + key.dnskey()).toList();
  }
}
