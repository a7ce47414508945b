package io.zonegate.signer.sign;

import io.zonegate.hsm.file.WholeFile;
import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.RecordText;
import io.zonegate.signer.zone.RrSet;
import io.zonegate.signer.zone.UnsignedZone;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.xbill.DNS.Type;

/**
 * Writes the signed zone as a master file: one record a line, absolute names, owners in canonical
 * order. Within an owner the SOA comes first, then the types by number, each RRset followed by its
 * signatures. The same zone gives the same bytes.
 */
final class SignedZoneWriter {

  private SignedZoneWriter() {}

  /** Writes the file in one step; on any error the target stays as it was. */
  static void write(UnsignedZone zone, Path target) throws IOException {
    WholeFile.write(
        target,
        out -> {
          write(out, zone.apexNode(), zone.soa());
          for (Node node : zone.nodes()) {
            for (RrSet set : node.sets()) {
              if (set.type() != Type.SOA) {
                write(out, node, set);
              }
            }
          }
        });
  }

  private static void write(OutputStream out, Node node, RrSet set) throws IOException {
    String beginning = node.owner() + " " + set.ttl() + " IN ";
    StringBuilder text = new StringBuilder();
    for (byte[] rdata : set.rdata()) {
      text.append(beginning).append(RecordText.of(set.type(), rdata)).append('\n');
    }
    for (byte[] rdata : set.signatures()) {
      text.append(beginning).append(RecordText.of(Type.RRSIG, rdata)).append('\n');
    }
    out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
