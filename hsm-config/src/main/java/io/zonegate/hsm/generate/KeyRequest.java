package io.zonegate.hsm.generate;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.token.CkaId;
import io.zonegate.hsm.token.KeySecrecy;
import io.zonegate.hsm.token.KeyTemplate;
import org.xbill.DNS.Name;

/**
 * A key to be made.
 *
 * @param role what it will sign
 * @param algorithm its algorithm
 * @param rsaBits bits of an RSA modulus, 2048 to 4096; ignored for other families
 * @param group token group whose tokens are to hold it; empty for all tokens of the role
 * @param secrecy how well the tokens keep it
 */
public record KeyRequest(
    KeyRole role, DnssecAlgorithm algorithm, int rsaBits, String group, KeySecrecy secrecy) {

  /** A request with the default size. */
  public static KeyRequest of(KeyRole role, DnssecAlgorithm algorithm) {
    return new KeyRequest(role, algorithm, KeyTemplate.DEFAULT_RSA_BITS, "", KeySecrecy.SEALED);
  }

  /** The same for a token group. */
  public KeyRequest on(String tokenGroup) {
    return new KeyRequest(role, algorithm, rsaBits, tokenGroup, secrecy);
  }

  /** The same with another modulus. */
  public KeyRequest withBits(int bits) {
    return new KeyRequest(role, algorithm, bits, group, secrecy);
  }

  /** The same key, kept otherwise. */
  public KeyRequest with(KeySecrecy other) {
    return new KeyRequest(role, algorithm, rsaBits, group, other);
  }

  KeyTemplate template(Name zone, CkaId id) {
    return new KeyTemplate(
        algorithm, rsaBits, id, zone.canonicalize() + " " + role + " " + id.prefix(), secrecy);
  }
}
