package io.zonegate.hsm.key;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.file.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.xbill.DNS.Name;

/**
 * The DS record of a DNSKEY: SHA-256 over the owner's canonical wire form and the RDATA (RFC 4034,
 * 5.1.4; RFC 4509).
 */
public final class DsText {

  private static final int SHA256 = 2;

  private DsText() {}

  /** The record in master-file form without TTL: {@code demo. IN DS 12345 13 2 HEX}. */
  public static String of(Name zone, DnskeyRdata dnskey) {
    MessageDigest digest = Sha256.function();
    digest.update(zone.toWireCanonical());
    String hex = HexFormat.of().withUpperCase().formatHex(digest.digest(dnskey.wire()));
    return zone
        + " IN DS "
        + dnskey.keyTag()
        + " "
        + dnskey.algorithm().number()
        + " "
        + SHA256
        + " "
        + hex;
  }
}
