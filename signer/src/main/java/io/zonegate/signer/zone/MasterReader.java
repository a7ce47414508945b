package io.zonegate.signer.zone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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

  private final Name apex;
  private final Map<OwnerName, Node> nodes = new HashMap<>();

  private MasterReader(Name apex) {
    this.apex = apex;
  }

  /**
   * Reads the file.
   *
   * @param apex absolute name of the zone
   * @throws ZoneInputException when the file is not a zone that can be signed, with file, line and
   *     reason
   */
  public static UnsignedZone read(Path file, Name apex) {
    MasterReader reader = new MasterReader(apex);
    MasterRecords.read(file, apex, reader::add);
    return ZoneRules.check(file, apex, reader.nodes);
  }

  private boolean add(MasterRecords record) {
    Name owner = record.owner();
    int type = record.type();
    byte[] rdata = record.wire();
    if (MADE_BY_SIGNING.contains(type)) {
      throw record.refused(
          owner
              + " "
              + Type.string(type)
              + " is in the zone: it is signed already; give the zone without what signing adds");
    }
    Node node = nodes.computeIfAbsent(OwnerName.of(owner, apex), Node::new);
    RrSet set = node.set(type);
    if (set == null) {
      set = new RrSet(type, record.ttl(), record.line());
      node.put(set);
    } else if (set.ttl() != record.ttl()) {
      throw record.refused(
          "TTL "
              + record.ttl()
              + " of "
              + owner
              + " "
              + Type.string(type)
              + " differs from the TTL "
              + set.ttl()
              + " in line "
              + set.line()
              + "; one RRset has one TTL (RFC 2181, 5.2)");
    }
    set.add(rdata);
    return true;
  }
}
