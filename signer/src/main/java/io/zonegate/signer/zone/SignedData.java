package io.zonegate.signer.zone;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.xbill.DNS.DClass;

/** The octets that a signature is made over (RFC 4034, 3.1.8.1). */
public final class SignedData {

  private static final int RR_FIXED_OCTETS = 10;

  private SignedData() {}

  /** The RRSIG RDATA up to the signature field, then every record in canonical form and order. */
  public static byte[] of(byte[] beginning, OwnerName owner, RrSet set) {
    ByteArrayOutputStream message =
        new ByteArrayOutputStream(beginning.length + 64 * set.rdata().size());
    message.writeBytes(beginning);
    byte[] name = owner.wire();
    for (byte[] rdata : set.rdata()) {
      byte[] canonical = CanonicalRdata.of(set.type(), rdata);
      message.writeBytes(name);
      message.writeBytes(
          ByteBuffer.allocate(RR_FIXED_OCTETS)
              .putShort((short) set.type())
              .putShort((short) DClass.IN)
              .putInt((int) set.ttl())
              .putShort((short) canonical.length)
              .array());
      message.writeBytes(canonical);
    }
    return message.toByteArray();
  }
}
