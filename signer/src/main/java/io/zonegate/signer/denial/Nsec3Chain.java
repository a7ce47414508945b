package io.zonegate.signer.denial;

import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.OwnerName;
import io.zonegate.signer.zone.RrSet;
import io.zonegate.signer.zone.UnsignedZone;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.utils.base32;

/**
 * Makes one NSEC3 record for every authoritative name, delegation and empty non-terminal, in hash
 * order, the last pointing to the first (RFC 5155, 7.1). With opt-out, insecure delegations are
 * left out, and so are empty non-terminals that only lead to such: an empty non-terminal is found
 * only on the way to a name that is in the chain.
 */
public final class Nsec3Chain {

  private static final int SHA1 = 1;
  private static final int OPT_OUT = 1;
  private static final SortedSet<Integer> NO_TYPES = new TreeSet<>();

  private final UnsignedZone zone;
  private final DenialMode.Nsec3 mode;
  private final Nsec3Hash hash;
  private final List<Link> links = new ArrayList<>();

  /** A name in the chain. */
  private static final class Link {
    final byte[] hash;
    final OwnerName name;
    final byte[] bitmap;

    Link(byte[] hash, OwnerName name, byte[] bitmap) {
      this.hash = hash;
      this.name = name;
      this.bitmap = bitmap;
    }
  }

  private Nsec3Chain(UnsignedZone zone, DenialMode.Nsec3 mode) {
    this.zone = zone;
    this.mode = mode;
    this.hash = new Nsec3Hash(mode);
  }

  /** The NSEC3PARAM RDATA: hash, flags 0 (RFC 5155, 4.1.2), iterations, salt. */
  public static byte[] param(DenialMode.Nsec3 mode) {
    return parameters(mode, 0);
  }

  private static byte[] parameters(DenialMode.Nsec3 mode, int flags) {
    byte[] salt = mode.saltOctets();
    ByteArrayOutputStream rdata = new ByteArrayOutputStream();
    rdata.write(SHA1);
    rdata.write(flags);
    rdata.write(mode.iterations() >> 8);
    rdata.write(mode.iterations());
    rdata.write(salt.length);
    rdata.writeBytes(salt);
    return rdata.toByteArray();
  }

  /**
   * The chain as new nodes; everything else that signing adds to the apex must be there already.
   *
   * @throws IllegalStateException when two names have one hash; another salt helps
   */
  public static List<Node> of(UnsignedZone zone, DenialMode.Nsec3 mode) {
    Nsec3Chain chain = new Nsec3Chain(zone, mode);
    chain.collect();
    return chain.nodes();
  }

  private void collect() {
    OwnerName previous = zone.apexNode().owner();
    for (Node node : zone.nodes()) {
      boolean leftOut =
          node.kind() == Node.Kind.OCCLUDED || (mode.optOut() && node.insecureDelegation());
      if (leftOut) {
        continue;
      }
      // Ancestors not shared with the name before have no records: they would have come before this
      // name.
      for (int depth = node.owner().commonDepth(previous) + 1;
          depth < node.owner().depth();
          depth++) {
        link(node.owner().ancestor(depth), NO_TYPES);
      }
      SortedSet<Integer> types = TypesAt.of(node);
      if (!node.insecureDelegation()) {
        types.add(Type.RRSIG);
      }
      link(node.owner(), types);
      previous = node.owner();
    }
  }

  private void link(OwnerName name, SortedSet<Integer> types) {
    links.add(new Link(hash.of(name.wire()), name, TypeBitmap.of(types)));
  }

  private List<Node> nodes() {
    links.sort((a, b) -> Arrays.compareUnsigned(a.hash, b.hash));
    byte[] beginning = parameters(mode, mode.optOut() ? OPT_OUT : 0);
    List<Node> nodes = new ArrayList<>(links.size());
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      Link next = links.get((i + 1) % links.size());
      if (i + 1 < links.size() && Arrays.equals(link.hash, next.hash)) {
        throw new IllegalStateException(
            "Names " + link.name + " and " + next.name + " have one NSEC3 hash; use another salt");
      }
      ByteArrayOutputStream rdata = new ByteArrayOutputStream();
      rdata.writeBytes(beginning);
      rdata.write(next.hash.length);
      rdata.writeBytes(next.hash);
      rdata.writeBytes(link.bitmap);
      Node node = new Node(OwnerName.of(hashedName(link.hash), zone.apex()));
      node.put(RrSet.of(Type.NSEC3, zone.denialTtl(), rdata.toByteArray()));
      nodes.add(node);
    }
    return nodes;
  }

  private Name hashedName(byte[] hashed) {
    try {
      String label = new base32(base32.Alphabet.BASE32HEX, false, true).toString(hashed);
      return Name.fromString(label, zone.apex());
    } catch (TextParseException e) {
      throw new IllegalStateException(
          "Zone name " + zone.apex() + " leaves no room for a hashed owner name", e);
    }
  }
}
