package io.zonegate.testzones.sign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * What a zone is authoritative for: which names are delegations, which lie below a cut or a DNAME,
 * which are empty non-terminals. Looks at the zone's own data only, not at RRSIG, NSEC or NSEC3.
 */
public final class ZoneAuthority {

  private final Name origin;
  private final NavigableMap<Name, NavigableSet<Integer>> types = new TreeMap<>();

  /** Reads the names and types once; later changes of the records are not seen. */
  public ZoneAuthority(Name origin, Collection<Record> records) {
    this(origin, records::forEach);
  }

  /**
   * As above, of records that nobody keeps.
   *
   * @param records passes all of them to what it is given
   */
  public ZoneAuthority(Name origin, Consumer<Consumer<Record>> records) {
    this.origin = origin;
    records.accept(this::see);
    // Few sets differ, and a large zone has many names.
    Map<NavigableSet<Integer>, NavigableSet<Integer>> distinct = new HashMap<>();
    types.replaceAll((name, set) -> distinct.computeIfAbsent(set, s -> s));
  }

  private void see(Record r) {
    int type = r.getType();
    if (type != Type.RRSIG && type != Type.NSEC && type != Type.NSEC3) {
      types.computeIfAbsent(r.getName(), n -> new TreeSet<>()).add(type);
    }
  }

  /** The types at a name, without RRSIG, NSEC and NSEC3; empty when nothing is there. */
  public NavigableSet<Integer> types(Name name) {
    return types.getOrDefault(name, new TreeSet<>());
  }

  /** Whether the name lies strictly below a zone cut or a DNAME. */
  public boolean isOccluded(Name name) {
    for (Name up = parent(name); up.subdomain(origin); up = parent(up)) {
      NavigableSet<Integer> there = types(up);
      if (there.contains(Type.DNAME) || (there.contains(Type.NS) && !up.equals(origin))) {
        return true;
      }
      if (up.equals(origin)) {
        break;
      }
    }
    return false;
  }

  /** Whether the name is a zone cut of this zone, the apex not included. */
  public boolean isDelegation(Name name) {
    return !name.equals(origin) && types(name).contains(Type.NS) && !isOccluded(name);
  }

  /** Whether the name is a delegation without DS. */
  public boolean isInsecureDelegation(Name name) {
    return isDelegation(name) && !types(name).contains(Type.DS);
  }

  /** The types at a name that this zone signs: at a delegation only DS, below it none. */
  public NavigableSet<Integer> signedTypes(Name name) {
    NavigableSet<Integer> signed = new TreeSet<>();
    if (isOccluded(name)) {
      return signed;
    }
    for (int type : types(name)) {
      if (!isDelegation(name) || type == Type.DS) {
        signed.add(type);
      }
    }
    return signed;
  }

  /** The types at a name that its NSEC or NSEC3 lists, without RRSIG and NSEC themselves. */
  public NavigableSet<Integer> deniableTypes(Name name) {
    NavigableSet<Integer> listed = signedTypes(name);
    if (isDelegation(name)) {
      listed.add(Type.NS);
    }
    return listed;
  }

  /** All owners that are neither below a cut nor below a DNAME, in canonical order. */
  public List<Name> authoritativeNames() {
    return select(name -> !isOccluded(name));
  }

  /** All zone cuts in canonical order. */
  public List<Name> delegations() {
    return select(this::isDelegation);
  }

  /** All owners below a cut or a DNAME, in canonical order. */
  public List<Name> occludedNames() {
    return select(this::isOccluded);
  }

  /** Names that own nothing but have an authoritative name below, in canonical order. */
  public List<Name> emptyNonTerminals() {
    return List.copyOf(ancestorsWithoutData(authoritativeNames()));
  }

  /** Empty non-terminals with nothing but insecure delegations below, in canonical order. */
  public List<Name> insecureEmptyNonTerminals() {
    NavigableSet<Name> all = ancestorsWithoutData(authoritativeNames());
    all.removeAll(ancestorsWithoutData(select(n -> !isOccluded(n) && !isInsecureDelegation(n))));
    return List.copyOf(all);
  }

  private NavigableSet<Name> ancestorsWithoutData(List<Name> names) {
    NavigableSet<Name> found = new TreeSet<>();
    for (Name name : names) {
      if (name.equals(origin)) {
        continue;
      }
      for (Name up = parent(name); !up.equals(origin); up = parent(up)) {
        if (!types.containsKey(up)) {
          found.add(up);
        }
      }
    }
    return found;
  }

  private List<Name> select(Predicate<Name> wanted) {
    List<Name> names = new ArrayList<>();
    for (Name name : types.keySet()) {
      if (name.subdomain(origin) && wanted.test(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private static Name parent(Name name) {
    return name.labels() <= 1 ? Name.root : new Name(name, 1);
  }
}
