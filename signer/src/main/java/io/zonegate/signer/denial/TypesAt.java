package io.zonegate.signer.denial;

import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.RrSet;
import java.util.SortedSet;
import java.util.TreeSet;
import org.xbill.DNS.Type;

/** Which types the denial record of a name lists. */
final class TypesAt {

  private TypesAt() {}

  /**
   * The zone's own types at the name; at a delegation NS and DS only, not the addresses that may
   * stand there.
   */
  static SortedSet<Integer> of(Node node) {
    SortedSet<Integer> types = new TreeSet<>();
    for (RrSet set : node.sets()) {
      if (node.kind() != Node.Kind.DELEGATION || set.type() == Type.NS || set.type() == Type.DS) {
        types.add(set.type());
      }
    }
    return types;
  }
}
