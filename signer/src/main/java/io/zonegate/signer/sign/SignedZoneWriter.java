package io.zonegate.signer.sign;

import io.zonegate.hsm.file.WholeFile;
import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.RecordText;
import io.zonegate.signer.zone.RrSet;
import io.zonegate.signer.zone.TextOctets;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.xbill.DNS.Type;

/**
 * Writes the signed zone as a master file: one record a line, absolute names, owners in canonical
 * order. Within an owner the SOA comes first, then the types by number, each RRset followed by its
 * signatures. The same zone gives the same bytes.
 */
final class SignedZoneWriter {

  /** Names whose text is made by one thread. */
  private static final int PART = 64;

  /** Octets that the records of most names need at most. */
  private static final int ROOM = 512;

  private final WholeFile.Draft out;

  SignedZoneWriter(WholeFile.Draft out) {
    this.out = out;
  }

  /** Writes the nodes that come next in canonical order; the apex has its own method. */
  void write(List<Node> nodes) throws IOException {
    List<TextOctets> parts =
        IntStream.range(0, (nodes.size() + PART - 1) / PART)
            .parallel()
            .mapToObj(i -> text(nodes.subList(i * PART, Math.min((i + 1) * PART, nodes.size()))))
            .toList();
    for (TextOctets part : parts) {
      part.writeTo(out);
    }
  }

  private static TextOctets text(List<Node> nodes) {
    TextOctets text = new TextOctets(ROOM * nodes.size());
    for (Node node : nodes) {
      String owner = node.owner().toString();
      for (RrSet set : node.sets()) {
        append(text, owner, set);
      }
    }
    return text;
  }

  /**
   * Writes the apex.
   *
   * @param last the RRset to come last, in {@link #replace}, or null
   * @return where that is
   */
  long writeApex(Node apex, RrSet last) throws IOException {
    out.write(text(apex, apex.set(Type.SOA)));
    long place = -1;
    for (RrSet set : apex.sets()) {
      if (set == last) {
        place = out.position();
      }
      if (set.type() != Type.SOA) {
        out.write(text(apex, set));
      }
    }
    return place;
  }

  /**
   * Writes an RRset again, with other content.
   *
   * @param length octets of its text before
   */
  void replace(long place, int length, Node node, RrSet set) throws IOException {
    byte[] text = text(node, set);
    if (text.length != length) {
      throw new IllegalStateException(
          "The text of "
              + node.owner()
              + " "
              + Type.string(set.type())
              + " has "
              + text.length
              + " octets where "
              + length
              + " were kept for it");
    }
    out.overwrite(place, text);
  }

  /** The records of the RRset, and its signatures. */
  static byte[] text(Node node, RrSet set) {
    TextOctets text = new TextOctets(ROOM);
    append(text, node.owner().toString(), set);
    return text.octets();
  }

  private static void append(TextOctets text, String owner, RrSet set) {
    for (byte[] rdata : set.rdata()) {
      append(text, owner, set.ttl(), set.type(), rdata);
    }
    for (byte[] rdata : set.signatures()) {
      append(text, owner, set.ttl(), Type.RRSIG, rdata);
    }
  }

  private static void append(TextOctets text, String owner, long ttl, int type, byte[] rdata) {
    text.append(owner).append(' ').append(ttl).append(" IN ");
    RecordText.append(text, type, rdata);
    text.append('\n');
  }
}
