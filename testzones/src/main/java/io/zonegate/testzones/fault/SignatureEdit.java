package io.zonegate.testzones.fault;

import io.zonegate.testzones.sign.KeySearch;
import io.zonegate.testzones.sign.RrsigFields;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;

/** Changes the octets of signatures. */
public final class SignatureEdit {

  private SignatureEdit() {}

  /** One bit flipped, but not in the very first octets, which would make a scalar too large. */
  static byte[] flip(byte[] signature, Workshop w) {
    byte[] damaged = signature.clone();
    damaged[8 + w.random().nextInt(16)] ^= (byte) (1 << w.random().nextInt(8));
    return damaged;
  }

  /** Flips one bit of a signature. */
  public static void damage(Workshop w, RRSIGRecord rrsig) {
    w.zone().replaceSignature(rrsig, signature -> flip(signature, w));
  }

  /**
   * Signs some RRset by P-256 so that r and s begin with at least so many zero octets.
   *
   * @param change changes the octets of the signature
   */
  public static void leadingZeros(Workshop w, int inR, int inS, UnaryOperator<byte[]> change) {
    RRSIGRecord r = w.someDataRrsig();
    Name name = r.getName();
    int type = r.getTypeCovered();
    RrsigFields fields = w.zone().fields(name, type, w.zsk());
    byte[] data = w.zone().signedData(name, type, fields);
    byte[] signature = KeySearch.signatureWithLeadingZeros(w.zsk(), data, inR, inS, w.seed());
    w.zone().replace(r, fields.record(name, r.getTTL(), change.apply(signature)));
  }
}
