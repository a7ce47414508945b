package io.zonegate.signer.duty;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.xbill.DNS.Type;

/**
 * Which keys sign what: DNSKEY is signed by the active KSKs, everything else by the active ZSKs, or
 * by the KSKs too where these are combined signing keys; CDS and CDNSKEY are signed by the KSKs,
 * because a parent accepts them only from a key that its DS names (RFC 7344, 4.1). A key that signs
 * and is not published is one whose signatures come before its DNSKEY or stay behind it (RFC 6781,
 * 4.1.4); nothing is asked of its algorithm. Immutable.
 */
public final class KeyDuties {

  /** Type number of CDS. */
  public static final int CDS = 59;

  /** Type number of CDNSKEY. */
  public static final int CDNSKEY = 60;

  private static final Set<Integer> SIGNED_BY_KSK = Set.of(Type.DNSKEY, CDS, CDNSKEY);

  private final KeySet keySet;
  private final KeyRoles roles;
  private final List<ZoneKey> ksks;
  private final List<ZoneKey> zsks;
  private final List<ZoneKey> retiredZsks;

  /**
   * The duties of the keys of a key set.
   *
   * @throws IllegalArgumentException when an algorithm lacks an active key (RFC 4035, 2.2), or a
   *     ZSK is active that has nothing to do
   */
  public KeyDuties(KeySet keySet, KeyRoles roles) {
    this.keySet = keySet;
    this.roles = roles;
    List<ZoneKey> active = keySet.active(KeyRole.KSK);
    this.ksks = active.stream().filter(ZoneKey::published).toList();
    this.zsks = roles == KeyRoles.SINGLE ? active : keySet.active(KeyRole.ZSK);
    if (keySet.keys().isEmpty()) {
      throw new IllegalArgumentException(
          "Key set of " + keySet.zone() + " has no keys; run \"keys generate\"");
    }
    if (keySet.published().isEmpty()) {
      throw new IllegalArgumentException(
          "Key set of "
              + keySet.zone()
              + " has no key with published = true, so that there is no DNSKEY RRset to sign by");
    }
    for (ZoneKey key : keySet.published()) {
      requireActive(ksks, KeyRole.KSK, key.algorithm());
      requireActive(zsks, KeyRole.ZSK, key.algorithm());
    }
    for (ZoneKey key : keySet.keys()) {
      if (roles == KeyRoles.SINGLE && key.role() == KeyRole.ZSK && key.active()) {
        throw new IllegalArgumentException(
            key
                + " is active, and by the policy KSKs sign everything; set it to active = false, or"
                + " roles to \"split\"");
      }
    }
    this.retiredZsks =
        keySet.published().stream().filter(k -> k.role() == KeyRole.ZSK && !k.active()).toList();
  }

  private void requireActive(List<ZoneKey> signers, KeyRole role, DnssecAlgorithm algorithm) {
    if (signers.stream().noneMatch(key -> key.published() && key.algorithm() == algorithm)) {
      throw new IllegalArgumentException(
          "Key set of "
              + keySet.zone()
              + " has algorithm "
              + algorithm.number()
              + " but no active "
              + role
              + " of it; every algorithm in the DNSKEY RRset must sign (RFC 4035, 2.2)");
    }
  }

  /**
   * Refuses keys of the zone's other signers that would make it bogus or ambiguous.
   *
   * @throws IllegalArgumentException when one has an algorithm that none of ours has (RFC 8901, 4),
   *     is one of ours, or has the algorithm and key tag of one
   */
  public void admit(List<DnskeyRdata> foreign) {
    for (int i = 0; i < foreign.size(); i++) {
      DnskeyRdata key = foreign.get(i);
      String what = "Foreign DNSKEY " + key.keyTag() + " alg " + key.algorithm().number();
      if (keySet.keys().stream().anyMatch(ours -> ours.dnskey().equals(key))) {
        throw new IllegalArgumentException(
            what + " is in the key set of this signer; take it out of the file of foreign keys");
      }
      if (keySet.keys().stream().noneMatch(ours -> ours.algorithm() == key.algorithm())) {
        throw new IllegalArgumentException(
            what
                + " has an algorithm that no key of "
                + keySet.zone()
                + " here has; all signers of a zone use the same (RFC 8901, 4)");
      }
      Stream<DnskeyRdata> others =
          Stream.concat(
              keySet.keys().stream().map(ZoneKey::dnskey), foreign.subList(0, i).stream());
      if (others.anyMatch(
          other -> other.algorithm() == key.algorithm() && other.keyTag() == key.keyTag())) {
        throw new IllegalArgumentException(
            what
                + " has the algorithm and key tag of another key of "
                + keySet.zone()
                + "; have one of the two replaced");
      }
    }
  }

  /** All keys, those that do not sign included. */
  public List<ZoneKey> keys() {
    return keySet.keys();
  }

  /**
   * Whether the RRset is one that key signing keys sign in any case, with a validity of its own.
   */
  public boolean byKsk(boolean apex, int type) {
    return apex && SIGNED_BY_KSK.contains(type);
  }

  /** The keys that sign the RRset now, in the order of the key set. */
  public List<ZoneKey> signers(boolean apex, int type) {
    return inAdvance(apex, type) ? List.of() : byKsk(apex, type) ? ksks : zsks;
  }

  /** Whether the RRset is one whose signatures offline KSKs have made in advance. */
  public boolean inAdvance(boolean apex, int type) {
    return roles == KeyRoles.OFFLINE_KSK && byKsk(apex, type);
  }

  /** The active key signing keys. */
  public List<ZoneKey> ksks() {
    return ksks;
  }

  /** The keys that sign with tokens when a zone is signed, each once. */
  public List<ZoneKey> signersNow() {
    Stream<ZoneKey> online = roles == KeyRoles.OFFLINE_KSK ? Stream.of() : ksks.stream();
    return Stream.concat(online, zsks.stream()).distinct().toList();
  }

  /** The zone signing keys that are published and do not sign, which may have signed before. */
  public List<ZoneKey> retiredZsks() {
    return retiredZsks;
  }
}
