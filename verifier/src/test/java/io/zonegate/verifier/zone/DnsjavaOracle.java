package io.zonegate.verifier.zone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * The same text as dnsjava reads it.
 *
 * <p>Its canonical form lower-cases the names in SVCB, HTTPS, IPSECKEY and HIP, which are not on
 * RFC 4034's list, and in NSEC, which RFC 6840 section 5.1 took off it: for these the plain wire
 * form counts. It cannot read AMTRELAY, AVC, CSYNC, DSYNC, EUI48, EUI64, L32, L64, LP, NID, RESINFO
 * and WALLET: BIND is the oracle for those.
 */
final class DnsjavaOracle {
  private static final Set<Integer> CASE_KEPT =
      Set.of(Type.SVCB, Type.HTTPS, Type.IPSECKEY, Type.HIP, Type.NSEC);

  private DnsjavaOracle() {}

  /** All records, in the form of {@link ZoneText#records}. */
  static List<String> records(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Master master =
        new Master(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)),
            Name.fromString("example."))) {
      for (Record r = master.nextRecord(); r != null; r = master.nextRecord()) {
        byte[] rdata = CASE_KEPT.contains(r.getType()) ? plain(r) : r.rdataToWireCanonical();
        byte[] owner = r.getName().toWireCanonical();
        lines.add(ZoneText.line(NameText.present(owner, 0), r.getTTL(), r.getType(), rdata));
      }
    }
    lines.sort(null);
    return lines;
  }

  private static byte[] plain(Record record) {
    byte[] wire = record.toWire(Section.ANSWER);
    return Arrays.copyOfRange(wire, record.getName().length() + 10, wire.length);
  }
}
