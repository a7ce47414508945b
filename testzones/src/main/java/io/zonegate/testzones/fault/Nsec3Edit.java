package io.zonegate.testzones.fault;

import io.zonegate.testzones.sign.Nsec3Hash;
import io.zonegate.testzones.sign.SignedZone;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Changes NSEC3 records of a signed zone and signs them again, as a signer with a bug would. */
public final class Nsec3Edit {

  private Nsec3Edit() {}

  /** The hashed owner of a name under the zone's plan. */
  public static Name owner(SignedZone zone, Name name) {
    return Nsec3Hash.owner(hash(zone, name), zone.origin());
  }

  public static byte[] hash(SignedZone zone, Name name) {
    return Nsec3Hash.hash(name, zone.plan().denial());
  }

  /** The NSEC3 that matches a name. */
  public static NSEC3Record of(SignedZone zone, Name name) {
    return (NSEC3Record) zone.find(owner(zone, name), Type.NSEC3).get(0);
  }

  /** All NSEC3 records in the order of their owners, which is that of the hashes. */
  public static List<NSEC3Record> chain(SignedZone zone) {
    return zone.ofType(Type.NSEC3).stream().map(NSEC3Record.class::cast).sorted().toList();
  }

  /** The record whose span covers a hashed owner, or that points to it. */
  public static NSEC3Record before(SignedZone zone, Name hashedOwner) {
    List<NSEC3Record> chain = chain(zone);
    NSEC3Record previous = chain.get(chain.size() - 1);
    for (NSEC3Record r : chain) {
      if (r.getName().compareTo(hashedOwner) < 0) {
        previous = r;
      }
    }
    return previous;
  }

  /** Points to another hash. */
  public static void setNext(SignedZone zone, NSEC3Record old, byte[] next) {
    put(zone, old, copy(old, old.getName(), old.getFlags(), next, old.getTypes()));
  }

  public static void setFlags(SignedZone zone, NSEC3Record old, int flags) {
    put(zone, old, copy(old, old.getName(), flags, old.getNext(), old.getTypes()));
  }

  public static void setOwner(SignedZone zone, NSEC3Record old, Name owner) {
    put(zone, old, copy(old, owner, old.getFlags(), old.getNext(), old.getTypes()));
  }

  public static void addType(SignedZone zone, NSEC3Record old, int type) {
    Set<Integer> types = types(old);
    types.add(type);
    put(zone, old, copy(old, old.getName(), old.getFlags(), old.getNext(), array(types)));
  }

  public static void dropType(SignedZone zone, NSEC3Record old, int type) {
    Set<Integer> types = types(old);
    if (!types.remove(type)) {
      throw new IllegalArgumentException(old + " does not list " + Type.string(type));
    }
    put(zone, old, copy(old, old.getName(), old.getFlags(), old.getNext(), array(types)));
  }

  /** Adds an NSEC3 for a name; where {@code linked}, takes it into the chain at its place. */
  public static void insert(SignedZone zone, Name name, boolean linked, int... types) {
    Name owner = owner(zone, name);
    NSEC3Record previous = before(zone, owner);
    zone.add(copy(previous, owner, previous.getFlags(), previous.getNext(), types));
    zone.resign(owner, Type.NSEC3);
    if (linked) {
      setNext(zone, previous, hash(zone, name));
    }
  }

  /** Removes the NSEC3 of a name; where {@code relinked}, its predecessor points past it. */
  public static void remove(SignedZone zone, Name name, boolean relinked) {
    NSEC3Record old = of(zone, name);
    NSEC3Record previous = before(zone, old.getName());
    zone.removeRrset(old.getName(), Type.NSEC3);
    if (relinked) {
      setNext(zone, previous, old.getNext());
    }
  }

  private static NSEC3Record copy(
      NSEC3Record old, Name owner, int flags, byte[] next, int[] types) {
    return new NSEC3Record(
        owner,
        DClass.IN,
        old.getTTL(),
        old.getHashAlgorithm(),
        flags,
        old.getIterations(),
        old.getSalt() == null ? new byte[0] : old.getSalt(),
        next,
        types);
  }

  private static void put(SignedZone zone, NSEC3Record old, NSEC3Record changed) {
    zone.removeRrsigs(old.getName(), Type.NSEC3);
    zone.replace(old, changed);
    zone.resign(changed.getName(), Type.NSEC3);
  }

  private static Set<Integer> types(NSEC3Record nsec3) {
    Set<Integer> types = new TreeSet<>();
    Arrays.stream(nsec3.getTypes()).forEach(types::add);
    return types;
  }

  private static int[] array(Set<Integer> types) {
    return types.stream().mapToInt(Integer::intValue).toArray();
  }
}
