package io.zonegate.testzones.sign;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The canonical form of RRs and RRsets (RFC 4034 6, as corrected by RFC 6840 5.1). */
public final class CanonicalForm {

  /**
   * The closed list of types whose RDATA names are lower-cased. dnsjava does it for SVCB, HTTPS,
   * IPSECKEY and HIP too, which is wrong: RFC 3597 7 closed the list.
   */
  private static final Set<Integer> LOWER_CASED =
      Set.of(
          Type.NS,
          Type.MD,
          Type.MF,
          Type.CNAME,
          Type.SOA,
          Type.MB,
          Type.MG,
          Type.MR,
          Type.PTR,
          Type.MINFO,
          Type.MX,
          Type.RP,
          Type.AFSDB,
          Type.RT,
          Type.SIG,
          Type.PX,
          Type.NXT,
          Type.NAPTR,
          Type.KX,
          Type.SRV,
          Type.DNAME,
          Type.A6,
          Type.RRSIG);

  private CanonicalForm() {}

  /** The RDATA of a record as it goes into a signature. */
  public static byte[] rdata(Record record) {
    return LOWER_CASED.contains(record.getType())
        ? record.rdataToWireCanonical()
        : plainRdata(record);
  }

  /** The RDATA of a record in wire form, letter case kept, names not compressed. */
  public static byte[] plainRdata(Record record) {
    byte[] whole = record.toWire(Section.ANSWER);
    // Owner, then type (2), class (2), TTL (4) and RDATA length (2).
    return Arrays.copyOfRange(whole, record.getName().length() + 10, whole.length);
  }

  /**
   * The octets that a signature covers (RFC 4034 3.1.8.1): the RRSIG RDATA without the signature,
   * then the RRset in canonical order, each record once.
   */
  public static byte[] signedData(RrsigFields fields, Name owner, int type, List<byte[]> rdatas) {
    TreeSet<byte[]> sorted = new TreeSet<>(Arrays::compareUnsigned);
    sorted.addAll(rdatas);
    return concatenate(fields, owner, type, List.copyOf(sorted));
  }

  /**
   * As {@link #signedData}, but in the order given: what a signer that does not sort would sign.
   */
  public static byte[] unsortedSignedData(
      RrsigFields fields, Name owner, int type, List<byte[]> rdatas) {
    return concatenate(fields, owner, type, rdatas);
  }

  private static byte[] concatenate(RrsigFields fields, Name owner, int type, List<byte[]> rdatas) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(fields.rdataWithoutSignature(true));
    byte[] name = fields.signedOwner(owner).toWireCanonical();
    for (byte[] rdata : rdatas) {
      out.writeBytes(name);
      out.writeBytes(
          ByteBuffer.allocate(10)
              .putShort((short) type)
              .putShort((short) 1)
              .putInt((int) fields.originalTtl())
              .putShort((short) rdata.length)
              .array());
      out.writeBytes(rdata);
    }
    return out.toByteArray();
  }
}
