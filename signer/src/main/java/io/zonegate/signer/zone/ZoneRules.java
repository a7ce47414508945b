package io.zonegate.signer.zone;

import java.nio.file.Path;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Puts the names in order, finds out what is authoritative, and refuses what cannot be signed into
 * a valid zone.
 */
final class ZoneRules {

  /** Types that RFC 1035, 3.2.3 and RFC 6895, 3.1 keep for questions. */
  private static final int FIRST_QUESTION_TYPE = 249;

  private static final int LAST_QUESTION_TYPE = 255;

  private final Path file;

  private ZoneRules(Path file) {
    this.file = file;
  }

  /**
   * The zone of these nodes.
   *
   * @param sorted in canonical order
   */
  static UnsignedZone check(Path file, Name apex, List<Node> sorted) {
    ZoneRules rules = new ZoneRules(file);
    Node first = sorted.isEmpty() ? null : sorted.get(0);
    if (first == null || !first.owner().name().equals(apex) || first.set(Type.SOA) == null) {
      throw new ZoneInputException(
          file, 0, "no SOA record at " + apex + "; is the file whole, and of this zone?");
    }
    rules.apex(first);
    Node above = null;
    for (Node node : sorted) {
      if (above != null && node.owner().below(above.owner())) {
        node.kind(Node.Kind.OCCLUDED);
        continue;
      }
      rules.node(node, node == first);
      boolean cut = node != first && node.set(Type.NS) != null;
      if (cut) {
        node.kind(Node.Kind.DELEGATION);
      }
      // A DNAME hides what is below it just as a cut does (RFC 6672, 2.3).
      above = cut || node.set(Type.DNAME) != null ? node : above;
    }
    return new UnsignedZone(first.owner().name(), sorted);
  }

  private void apex(Node apex) {
    RrSet soa = apex.set(Type.SOA);
    if (soa.rdata().size() != 1) {
      throw refused(soa, "the zone has " + soa.rdata().size() + " SOA records; it must have one");
    }
    if (apex.set(Type.NS) == null) {
      throw refused(soa, "the zone has no NS record at " + apex.owner());
    }
  }

  private void node(Node node, boolean apex) {
    for (RrSet set : node.sets()) {
      String what = node.owner() + " " + Type.string(set.type());
      if (set.type() == 0
          || (set.type() >= FIRST_QUESTION_TYPE && set.type() <= LAST_QUESTION_TYPE)
          || set.type() == Type.OPT) {
        throw refused(set, what + " is no type of a zone's data");
      }
      if (!apex && (set.type() == Type.SOA || set.type() == Type.DNSKEY)) {
        throw refused(set, what + " is not at the apex");
      }
    }
    alone(node, Type.CNAME);
    RrSet dname = node.set(Type.DNAME);
    RrSet ds = node.set(Type.DS);
    boolean cut = !apex && node.set(Type.NS) != null;
    if (dname != null && (dname.rdata().size() != 1 || cut)) {
      throw refused(
          dname,
          node.owner()
              + " has a DNAME besides "
              + (cut ? "a delegation" : "another DNAME")
              + " (RFC 6672, 2.4)");
    }
    if (ds != null && !cut) {
      throw refused(ds, node.owner() + " has a DS but is no delegation (RFC 4035, 2.4)");
    }
  }

  private void alone(Node node, int type) {
    RrSet set = node.set(type);
    if (set != null && (node.sets().size() > 1 || set.rdata().size() > 1)) {
      throw refused(set, node.owner() + " has a CNAME and other records besides (RFC 2181, 10.1)");
    }
  }

  private ZoneInputException refused(RrSet set, String reason) {
    return new ZoneInputException(file, set.line(), reason);
  }
}
