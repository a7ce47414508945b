package io.zonegate.signer.zone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Reads an unsigned zone from a master file. RDATA is read by dnsjava; types that it does not know
 * must be written as RFC 3597 says ({@code TYPE62 \# ...}).
 */
public final class MasterReader {

  /** Made by signing; in an unsigned zone they are left over from somewhere. */
  private static final Set<Integer> MADE_BY_SIGNING =
      Set.of(Type.RRSIG, Type.NSEC, Type.NSEC3, Type.NSEC3PARAM);

  private final Path file;

  /** In the order of the file; a name may come several times until {@link #inOrder} is called. */
  private final List<Node> nodes = new ArrayList<>();

  private OwnerName lastOwner;

  private MasterReader(Path file) {
    this.file = file;
  }

  /**
   * Reads the file.
   *
   * @param apex absolute name of the zone
   * @throws ZoneInputException when the file is not a zone that can be signed, with file, line and
   *     reason
   */
  public static UnsignedZone read(Path file, Name apex) {
    MasterReader reader = new MasterReader(file);
    MasterRecords.read(file, apex, reader::add);
    return ZoneRules.check(file, apex, reader.inOrder());
  }

  private boolean add(MasterRecords record) {
    OwnerName owner = record.owner();
    int type = record.type();
    byte[] rdata = record.wire();
    if (MADE_BY_SIGNING.contains(type)) {
      throw record.refused(
          owner
              + " "
              + Type.string(type)
              + " is in the zone: it is signed already; give the zone without what signing adds");
    }
    if (!owner.equals(lastOwner)) {
      lastOwner = owner;
      nodes.add(new Node(owner));
    }
    Node node = nodes.get(nodes.size() - 1);
    RrSet set = node.set(type);
    if (set == null) {
      set = new RrSet(type, record.ttl(), record.line());
      node.put(set);
    } else if (set.ttl() != record.ttl()) {
      throw record.refused(differs(node, set, record.ttl()));
    }
    set.add(rdata);
    return true;
  }

  private static String differs(Node node, RrSet set, long ttl) {
    return "TTL "
        + ttl
        + " of "
        + node.owner()
        + " "
        + Type.string(set.type())
        + " differs from the TTL "
        + set.ttl()
        + " in line "
        + set.line()
        + "; one RRset has one TTL (RFC 2181, 5.2)";
  }

  /** The nodes in canonical order, each name once. */
  private List<Node> inOrder() {
    Node[] sorted = nodes.toArray(Node[]::new);
    // A stable sort: the first of the file stays the first.
    Arrays.parallelSort(sorted, (one, other) -> one.owner().compareTo(other.owner()));
    nodes.clear();
    Node before = null;
    for (Node node : sorted) {
      if (before != null && node.owner().equals(before.owner())) {
        merge(node, before);
      } else {
        nodes.add(node);
        before = node;
      }
    }
    return nodes;
  }

  private void merge(Node later, Node first) {
    for (RrSet more : later.sets()) {
      RrSet set = first.set(more.type());
      if (set == null) {
        first.put(more);
      } else if (set.ttl() != more.ttl()) {
        throw new ZoneInputException(file, more.line(), differs(first, set, more.ttl()));
      } else {
        more.rdata().forEach(set::add);
      }
    }
  }
}
