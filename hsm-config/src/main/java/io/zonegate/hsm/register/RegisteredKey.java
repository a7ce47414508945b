package io.zonegate.hsm.register;

import io.zonegate.hsm.file.Sha256;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.CkaId;
import java.util.List;
import org.xbill.DNS.Name;

/**
 * A key as the register knows it. It outlives the key set: a key that is gone from every zone and
 * token is still here, with its tag.
 *
 * @param zone absolute name of the zone, in lower case
 * @param role what it signs
 * @param algorithm number of its algorithm
 * @param keyTag its key tag
 * @param revokedKeyTag the key tag that it has with the REVOKE bit (RFC 5011)
 * @param sha256 SHA-256 of the DNSKEY's public key field, in lower-case hex
 * @param id its locator on the tokens
 * @param label CKA_LABEL
 * @param tokens labels of the tokens that held it then
 */
public record RegisteredKey(
    Name zone,
    KeyRole role,
    int algorithm,
    int keyTag,
    int revokedKeyTag,
    String sha256,
    CkaId id,
    String label,
    List<String> tokens) {

  /** Copies the list and refuses a zone name that is not in its one form. */
  public RegisteredKey {
    if (!zone.isAbsolute() || !zone.equals(zone.canonicalize())) {
      throw new IllegalArgumentException(
          "zone name " + zone + " is not absolute and in lower case");
    }
    tokens = List.copyOf(tokens);
  }

  /** A key of a zone on these tokens. */
  public static RegisteredKey of(Name zone, ZoneKey key, List<String> tokens) {
    return new RegisteredKey(
        zone.canonicalize(),
        key.role(),
        key.algorithm().number(),
        key.keyTag(),
        key.dnskey().revokedKeyTag(),
        Sha256.hex(key.dnskey().publicKey()),
        key.id(),
        key.label(),
        tokens);
  }

  /** Whether it is the same key: zone, role, algorithm and public key, wherever it is kept. */
  public boolean isSame(RegisteredKey other) {
    return zone.equals(other.zone)
        && role == other.role
        && algorithm == other.algorithm
        && sha256.equals(other.sha256);
  }

  /** Whether a validator could take one for the other by algorithm and key tag, now or revoked. */
  boolean sharesTagWith(RegisteredKey other) {
    return algorithm == other.algorithm
        && (keyTag == other.keyTag
            || keyTag == other.revokedKeyTag
            || revokedKeyTag == other.keyTag
            || revokedKeyTag == other.revokedKeyTag);
  }

  /** For messages, in the words of {@link ZoneKey#toString}. */
  @Override
  public String toString() {
    return role + " " + keyTag + " alg " + algorithm + " (CKA_ID " + id.prefix() + ")";
  }
}
