package io.zonegate.testzones.fault;

import io.zonegate.testzones.sign.SignedZone;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Changes NSEC records of a signed zone and signs them again, as a signer with a bug would. */
public final class NsecEdit {

  private NsecEdit() {}

  /** The NSEC record of a name. */
  public static NSECRecord at(SignedZone zone, Name name) {
    return (NSECRecord) zone.find(name, Type.NSEC).get(0);
  }

  /** All NSEC records in canonical order. */
  public static List<NSECRecord> chain(SignedZone zone) {
    return zone.ofType(Type.NSEC).stream().map(NSECRecord.class::cast).sorted().toList();
  }

  /** The record that points to the given name. */
  public static NSECRecord before(SignedZone zone, Name next) {
    return chain(zone).stream().filter(r -> r.getNext().equals(next)).findFirst().orElseThrow();
  }

  public static void setNext(SignedZone zone, NSECRecord old, Name next) {
    put(zone, old, next, old.getTypes());
  }

  public static void addType(SignedZone zone, NSECRecord old, int type) {
    Set<Integer> types = types(old);
    types.add(type);
    put(zone, old, old.getNext(), array(types));
  }

  /** Takes a type out of the bitmap. */
  public static void dropType(SignedZone zone, NSECRecord old, int type) {
    Set<Integer> types = types(old);
    if (!types.remove(type)) {
      throw new IllegalArgumentException(old + " does not list " + Type.string(type));
    }
    put(zone, old, old.getNext(), array(types));
  }

  /** Adds an NSEC record; where {@code linked}, takes it into the chain at its place. */
  public static void insert(SignedZone zone, Name owner, boolean linked, int... types) {
    NSECRecord previous = null;
    for (NSECRecord r : chain(zone)) {
      if (r.getName().compareTo(owner) < 0) {
        previous = r;
      }
    }
    if (previous == null) {
      throw new IllegalArgumentException(owner + " lies before the apex");
    }
    zone.add(new NSECRecord(owner, DClass.IN, zone.denialTtl(), previous.getNext(), types));
    zone.resign(owner, Type.NSEC);
    if (linked) {
      setNext(zone, previous, owner);
    }
  }

  /** Removes an NSEC record; where {@code relinked}, its predecessor points past it. */
  public static void remove(SignedZone zone, NSECRecord old, boolean relinked) {
    NSECRecord previous = before(zone, old.getName());
    zone.removeRrset(old.getName(), Type.NSEC);
    if (relinked) {
      setNext(zone, previous, old.getNext());
    }
  }

  private static void put(SignedZone zone, NSECRecord old, Name next, int[] types) {
    Record changed = new NSECRecord(old.getName(), DClass.IN, old.getTTL(), next, types);
    zone.replace(old, changed);
    zone.resign(old.getName(), Type.NSEC);
  }

  private static Set<Integer> types(NSECRecord nsec) {
    Set<Integer> types = new TreeSet<>();
    Arrays.stream(nsec.getTypes()).forEach(types::add);
    return types;
  }

  private static int[] array(Set<Integer> types) {
    return types.stream().mapToInt(Integer::intValue).toArray();
  }
}
