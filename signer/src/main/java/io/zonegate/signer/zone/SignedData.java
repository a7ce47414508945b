package io.zonegate.signer.zone;

import java.nio.ByteBuffer;
import java.util.List;
import org.xbill.DNS.DClass;

/** The octets that a signature is made over (RFC 4034, 3.1.8.1). */
public final class SignedData {

  private static final int RR_FIXED_OCTETS = 10;

  private SignedData() {}

  /** The RRSIG RDATA up to the signature field, then every record in canonical form and order. */
  public static byte[] of(byte[] beginning, OwnerName owner, RrSet set) {
    byte[] name = owner.wire();
    List<byte[]> records = set.rdata();
    int length = beginning.length;
    for (byte[] rdata : records) {
      length += name.length + RR_FIXED_OCTETS + rdata.length;
    }
    ByteBuffer message = ByteBuffer.allocate(length).put(beginning);
    for (byte[] rdata : records) {
      message
          .put(name)
          .putShort((short) set.type())
          .putShort((short) DClass.IN)
          .putInt((int) set.ttl())
          .putShort((short) rdata.length)
          // As long as it was: letters become lower case, nothing else.
          .put(CanonicalRdata.of(set.type(), rdata));
    }
    return message.array();
  }
}
