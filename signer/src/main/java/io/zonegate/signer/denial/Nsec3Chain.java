package io.zonegate.signer.denial;

import io.zonegate.signer.zone.Base32Hex;
import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.OwnerName;
import io.zonegate.signer.zone.RrSet;
import io.zonegate.signer.zone.TextOctets;
import io.zonegate.signer.zone.UnsignedZone;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.SortedSet;
import java.util.TreeSet;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Makes one NSEC3 record for every authoritative name, delegation and empty non-terminal, in hash
 * order, the last pointing to the first (RFC 5155, 7.1). With opt-out, insecure delegations are
 * left out, and so are empty non-terminals that only lead to such: an empty non-terminal is found
 * only on the way to a name that is in the chain.
 *
 * <p>As a list it has the nodes in canonical order. Only hashes are kept; each call makes its node.
 */
public final class Nsec3Chain extends AbstractList<Node> implements RandomAccess {

  private static final int SHA1 = 1;
  private static final int OPT_OUT = 1;
  private static final int HASH_OCTETS = 20;
  private static final int HASH_CHARACTERS = 32;
  private static final SortedSet<Integer> NO_TYPES = new TreeSet<>();

  private final Name apex;
  private final long ttl;
  private final byte[] beginning;

  /** The hashes of the names in order, each with its bitmap's place after it. */
  private final byte[][] links;

  /** The bitmaps that there are: a zone has few. */
  private final List<byte[]> bitmaps;

  private Nsec3Chain(UnsignedZone zone, DenialMode.Nsec3 mode, Walk walk) {
    this.apex = zone.apex();
    this.ttl = zone.denialTtl();
    this.beginning = parameters(mode, mode.optOut() ? OPT_OUT : 0);
    this.links = walk.links.toArray(byte[][]::new);
    this.bitmaps = walk.bitmaps;
    Arrays.parallelSort(links, Arrays::compareUnsigned);
    if (apex.length() + 1 + HASH_CHARACTERS > MOST_NAME_OCTETS) {
      throw new IllegalStateException(
          "Zone name " + apex + " leaves no room for a hashed owner name");
    }
  }

  private static final int MOST_NAME_OCTETS = 255;

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
  public static Nsec3Chain of(UnsignedZone zone, DenialMode.Nsec3 mode) {
    Nsec3Chain chain = new Nsec3Chain(zone, mode, new Walk(zone, mode));
    for (int i = 1; i < chain.links.length; i++) {
      byte[] link = chain.links[i];
      if (Arrays.equals(link, 0, HASH_OCTETS, chain.links[i - 1], 0, HASH_OCTETS)) {
        throw new IllegalStateException(
            "Two names have the NSEC3 hash "
                + new String(label(link), StandardCharsets.US_ASCII)
                + "; use another salt");
      }
    }
    return chain;
  }

  /** The way through the names of the zone that are in the chain. */
  private static final class Walk {
    final List<byte[]> links = new ArrayList<>();
    final List<byte[]> bitmaps = new ArrayList<>();
    private final Map<ByteBuffer, Integer> places = new HashMap<>();
    private final Nsec3Hash hash;

    Walk(UnsignedZone zone, DenialMode.Nsec3 mode) {
      hash = new Nsec3Hash(mode);
      OwnerName previous = zone.apexNode().owner();
      for (Node node : zone.nodes()) {
        boolean leftOut =
            node.kind() == Node.Kind.OCCLUDED || (mode.optOut() && node.insecureDelegation());
        if (leftOut) {
          continue;
        }
        // Ancestors not shared with the name before have no records: they would have come before
        // this name.
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
      byte[] bitmap = TypeBitmap.of(types);
      int place = places.computeIfAbsent(ByteBuffer.wrap(bitmap), b -> places.size());
      if (place == bitmaps.size()) {
        bitmaps.add(bitmap);
      }
      byte[] link = Arrays.copyOf(hash.of(name.wire()), HASH_OCTETS + Integer.BYTES);
      ByteBuffer.wrap(link).putInt(HASH_OCTETS, place);
      links.add(link);
    }
  }

  @Override
  public int size() {
    return links.length;
  }

  @Override
  public Node get(int index) {
    byte[] link = links[index];
    byte[] next = links[(index + 1) % links.length];
    byte[] bitmap = bitmaps.get(ByteBuffer.wrap(link).getInt(HASH_OCTETS));
    byte[] rdata =
        ByteBuffer.allocate(beginning.length + 1 + HASH_OCTETS + bitmap.length)
            .put(beginning)
            .put((byte) HASH_OCTETS)
            .put(next, 0, HASH_OCTETS)
            .put(bitmap)
            .array();
    Node node = new Node(OwnerName.ofKey(Arrays.copyOf(label(link), HASH_CHARACTERS + 1), apex));
    node.put(RrSet.of(Type.NSEC3, ttl, rdata));
    return node;
  }

  private static byte[] label(byte[] link) {
    TextOctets label = new TextOctets(HASH_CHARACTERS);
    Base32Hex.LOWER.append(label, link, 0, HASH_OCTETS);
    return label.octets();
  }
}
