package io.zonegate.signer.sign;

import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.signer.zone.OwnerName;
import io.zonegate.signer.zone.RrSet;
import org.xbill.DNS.Type;

/**
 * One signature to be made.
 *
 * @param byKsk whether the RRset is one that key signing keys sign, with their own validity
 */
record SignatureJob(OwnerName owner, RrSet set, ZoneKey key, boolean byKsk) {

  @Override
  public String toString() {
    return owner + " " + Type.string(set.type());
  }
}
