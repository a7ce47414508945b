package io.zonegate.signer.sign;

import io.zonegate.hsm.file.Sha256;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.signer.zone.OwnerName;
import io.zonegate.signer.zone.RrSet;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import org.xbill.DNS.Name;

/**
 * RRSIG RDATA (RFC 4034, 3.1). Times are seconds modulo 2^32. The key tag is that of the DNSKEY in
 * the key set. Thread-safe.
 */
final class RrsigForm {

  private static final int FIXED_OCTETS = 18;
  private static final int EXPIRATION = 8;

  private final byte[] signer;
  private final SigningPolicy policy;
  private final Instant at;

  RrsigForm(Name apex, SigningPolicy policy, Instant at) {
    this.signer = apex.toWireCanonical();
    this.policy = policy;
    this.at = at;
  }

  /** Seconds from 1970 at which the signature over an RRset expires. */
  long expiration(OwnerName owner, int type, boolean byKsk) {
    if (byKsk) {
      return at.plus(policy.dnskeyValidity()).getEpochSecond();
    }
    long spread = policy.spread().toSeconds();
    long latest = at.plus(policy.validity()).getEpochSecond();
    return spread == 0 ? latest : latest - Math.floorMod(hash(owner, type), spread + 1);
  }

  /**
   * The same for the same owner and type in every run, so that expirations do not wander to one
   * moment.
   */
  private static long hash(OwnerName owner, int type) {
    MessageDigest digest = Sha256.function();
    digest.update(owner.wire());
    digest.update(new byte[] {(byte) (type >> 8), (byte) type});
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  /** RRSIG RDATA up to the signature field. */
  byte[] beginning(OwnerName owner, RrSet set, ZoneKey key, boolean byKsk) {
    return ByteBuffer.allocate(FIXED_OCTETS + signer.length)
        .putShort((short) set.type())
        .put((byte) key.algorithm().number())
        .put((byte) owner.labelsField())
        .putInt((int) set.ttl())
        .putInt((int) expiration(owner, set.type(), byKsk))
        .putInt((int) at.minus(policy.inceptionOffset()).getEpochSecond())
        .putShort((short) key.keyTag())
        .put(signer)
        .array();
  }

  /** RDATA with a signature of zeros, as long as that of a signature which is not known yet. */
  byte[] standIn(OwnerName owner, RrSet set, ZoneKey key) {
    byte[] beginning = beginning(owner, set, key, false);
    return Arrays.copyOf(beginning, beginning.length + key.dnskey().signatureLength());
  }

  /**
   * Seconds from 1970 of the expiration in a finished RRSIG RDATA, the nearest to the signing time.
   */
  long expiration(byte[] rdata) {
    int expiration = ByteBuffer.wrap(rdata).getInt(EXPIRATION);
    return at.getEpochSecond() + (expiration - (int) at.getEpochSecond());
  }
}
