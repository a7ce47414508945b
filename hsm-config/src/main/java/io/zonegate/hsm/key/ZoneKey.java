package io.zonegate.hsm.key;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.algorithm.SoftwareVerifier;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.token.CkaId;

/**
 * A key of the zone. Its key tag is computed from the RDATA.
 *
 * @param role what it signs; the flags of the RDATA must agree
 * @param dnskey its DNSKEY RDATA
 * @param id its locator on every token
 * @param label CKA_LABEL, for people
 * @param group token group whose tokens hold it; empty for a key on all tokens of its role
 * @param active whether it signs
 * @param published whether it is in the DNSKEY RRset. A key that is neither active nor published is
 *     held back: the tokens have it and the zone does not
 */
public record ZoneKey(
    KeyRole role,
    DnskeyRdata dnskey,
    CkaId id,
    String label,
    String group,
    boolean active,
    boolean published) {

  /** A key that is on all tokens of its role, and published. */
  public ZoneKey(KeyRole role, DnskeyRdata dnskey, CkaId id, String label, boolean active) {
    this(role, dnskey, id, label, "", active);
  }

  /** A published key. */
  public ZoneKey(
      KeyRole role, DnskeyRdata dnskey, CkaId id, String label, String group, boolean active) {
    this(role, dnskey, id, label, group, active, true);
  }

  /**
   * Refuses a role that the flags contradict, and a public key that nothing could ever verify with.
   */
  public ZoneKey {
    if (dnskey.flags() != role.flags()) {
      throw new IllegalArgumentException(
          "DNSKEY flags are " + dnskey.flags() + "; a " + role + " has " + role.flags());
    }
    SoftwareVerifier unused = new SoftwareVerifier(dnskey);
  }

  /** The algorithm, from the RDATA. */
  public DnssecAlgorithm algorithm() {
    return dnskey.algorithm();
  }

  /** The key tag, from the RDATA. */
  public int keyTag() {
    return dnskey.keyTag();
  }

  /** Whether the key is on this token, by role and group. */
  public boolean belongsOn(TokenConfig token) {
    return token.holds(role.name(), group);
  }

  /** The same key, of which the zone makes another use. */
  public ZoneKey with(boolean signs, boolean isPublished) {
    return new ZoneKey(role, dnskey, id, label, group, signs, isPublished);
  }

  /** Of the DNSKEY alone: one key is looked up for each signature of a zone. */
  @Override
  public int hashCode() {
    return dnskey.hashCode();
  }

  /** For messages: {@code ZSK 12345 alg 13 (CKA_ID 0a1b2c3d)}. */
  @Override
  public String toString() {
    return role + " " + keyTag() + " alg " + algorithm().number() + " (CKA_ID " + id.prefix() + ")";
  }
}
