package io.zonegate.signer.duty;

import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.Type;

/**
 * Which keys sign what: DNSKEY is signed by the active KSKs, everything else by the active ZSKs;
 * CDS and CDNSKEY are signed by the KSKs, because a parent accepts them only from a key that its DS
 * names (RFC 7344, 4.1). Immutable.
 */
public final class KeyDuties {

  /** Type number of CDS. */
  public static final int CDS = 59;

  /** Type number of CDNSKEY. */
  public static final int CDNSKEY = 60;

  private static final Set<Integer> SIGNED_BY_KSK = Set.of(Type.DNSKEY, CDS, CDNSKEY);

  private final KeySet keySet;
  private final List<ZoneKey> ksks;
  private final List<ZoneKey> zsks;
  private final List<ZoneKey> retiredZsks;

  /** The duties of the keys of a key set. */
  public KeyDuties(KeySet keySet) {
    this.keySet = keySet;
    this.ksks = keySet.active(KeyRole.KSK);
    this.zsks = keySet.active(KeyRole.ZSK);
    this.retiredZsks =
        keySet.keys().stream().filter(k -> k.role() == KeyRole.ZSK && !k.active()).toList();
  }

  /** All keys, the published-only ones included. */
  public List<ZoneKey> keys() {
    return keySet.keys();
  }

  /** Whether key signing keys sign the RRset. */
  public boolean byKsk(boolean apex, int type) {
    return apex && SIGNED_BY_KSK.contains(type);
  }

  /** The keys that sign the RRset, in the order of the key set. */
  public List<ZoneKey> signers(boolean apex, int type) {
    return byKsk(apex, type) ? ksks : zsks;
  }

  /** The zone signing keys that are published and do not sign, which may have signed before. */
  public List<ZoneKey> retiredZsks() {
    return retiredZsks;
  }
}
