package io.zonegate.verifier.crypto;

import io.zonegate.verifier.zone.Bytes;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.Zone;
import java.util.Arrays;

/** Builds the octets that RRSIGs were made over, one after the other. Not thread-safe. */
final class SignedMessage {
  private final Zone zone;
  private byte[] message = new byte[4096];
  private final byte[] owner = new byte[NameKey.MAX_WIRE_BYTES + 1];
  private int ownerLength;

  SignedMessage(Zone zone) {
    this.zone = zone;
  }

  /** The RRsets that follow are of this owner. */
  void owner(int number) {
    ownerLength = zone.ownerWire(number, owner, 0);
  }

  /** What {@link #build} wrote, from index 0; overwritten by the next call. */
  byte[] bytes() {
    return message;
  }

  /**
   * Builds what was signed (RFC 4034 section 3.1.8.1): the RRSIG's RDATA up to the signer's name,
   * then each record in canonical order as owner, type, class, original TTL, RDATA length, RDATA.
   */
  int build(int rrset, Rrsig rrsig) {
    int head = Rrsig.FIXED + rrsig.signerLength();
    room(head);
    System.arraycopy(rrsig.array(), rrsig.offset(), message, 0, head);
    int at = head;
    byte[] name = owner;
    int nameLength = ownerLength;
    int surplus = surplusLabels(rrsig.labels());
    if (surplus > 0) {
      name = wildcard(surplus);
      nameLength = name.length;
    }
    for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
      int rdataLength = zone.rdataLength(r);
      room(at + nameLength + 10 + rdataLength);
      System.arraycopy(name, 0, message, at, nameLength);
      at += nameLength;
      Bytes.put16(message, at, zone.type(rrset));
      Bytes.put16(message, at + 2, 1);
      Bytes.put32(message, at + 4, (int) rrsig.originalTtl());
      Bytes.put16(message, at + 8, rdataLength);
      System.arraycopy(zone.rdataArray(r), zone.rdataOffset(r), message, at + 10, rdataLength);
      at += 10 + rdataLength;
    }
    return at;
  }

  private void room(int needed) {
    if (needed > message.length) {
      message = Arrays.copyOf(message, Math.max(needed, message.length * 2));
    }
  }

  /**
   * How many labels the owner has more than the RRSIG says (RFC 4035 section 5.3.2). A wildcard has
   * one, its asterisk, which {@link #wildcard} puts back.
   */
  private int surplusLabels(int signedLabels) {
    int labels = 0;
    for (int p = 0; owner[p] != 0; p += owner[p] + 1) {
      labels++;
    }
    return labels - signedLabels;
  }

  private byte[] wildcard(int surplus) {
    int from = 0;
    for (int i = 0; i < surplus; i++) {
      from += owner[from] + 1;
    }
    byte[] name = new byte[2 + ownerLength - from];
    name[0] = 1;
    name[1] = '*';
    System.arraycopy(owner, from, name, 2, ownerLength - from);
    return name;
  }
}
