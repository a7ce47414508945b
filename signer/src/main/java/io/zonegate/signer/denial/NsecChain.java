package io.zonegate.signer.denial;

import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.RrSet;
import io.zonegate.signer.zone.UnsignedZone;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SortedSet;
import org.xbill.DNS.Type;

/**
 * Puts an NSEC record at every authoritative name and delegation, each pointing to the next, the
 * last to the apex.
 */
public final class NsecChain {

  private NsecChain() {}

  /**
   * Adds the chain to the zone's nodes; everything else that signing adds to the apex must be there
   * already.
   */
  public static void add(UnsignedZone zone) {
    List<Node> names =
        zone.nodes().stream().filter(node -> node.kind() != Node.Kind.OCCLUDED).toList();
    for (int i = 0; i < names.size(); i++) {
      Node node = names.get(i);
      Node next = names.get((i + 1) % names.size());
      SortedSet<Integer> types = TypesAt.of(node);
      types.add(Type.NSEC);
      // The NSEC itself is signed everywhere, also at an insecure delegation.
      types.add(Type.RRSIG);
      ByteArrayOutputStream rdata = new ByteArrayOutputStream();
      rdata.writeBytes(next.owner().wire());
      rdata.writeBytes(TypeBitmap.of(types));
      node.put(RrSet.of(Type.NSEC, zone.denialTtl(), rdata.toByteArray()));
    }
  }
}
