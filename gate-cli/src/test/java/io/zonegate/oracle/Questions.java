package io.zonegate.oracle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * What to ask a resolver of a zone: every name for each of its types and for one that it has not,
 * and names between them. Only what the zone itself answers is asked, for there is nobody to refer
 * to: of a delegation its DS, of an alias the alias.
 */
final class Questions {
  private static final int ABSENT = Type.LOC;
  private static final String BETWEEN = "-between-";
  private static final Set<Integer> NOT_ASKED = Set.of(Type.RRSIG, Type.NSEC, Type.NSEC3, Type.ANY);

  private final Name origin;
  private final Map<Name, Set<Integer>> types = new TreeMap<>();
  private final List<Record> questions = new ArrayList<>();

  private Questions(Name origin) {
    this.origin = origin;
  }

  /**
   * The questions, in canonical order.
   *
   * @throws IOException if the zone cannot be read
   */
  static List<Record> of(Name origin, byte[] zone) throws IOException {
    Questions made = new Questions(origin);
    try (Master master = new Master(new ByteArrayInputStream(zone), origin)) {
      for (Record r = master.nextRecord(); r != null; r = master.nextRecord()) {
        made.types.computeIfAbsent(lower(r.getName()), n -> new TreeSet<>()).add(r.getType());
      }
    }
    made.make();
    return made.questions;
  }

  private static Name lower(Name name) {
    return name.canonicalize();
  }

  private void make() {
    Map<Name, Boolean> parents = new HashMap<>();
    types.forEach(
        (name, present) -> {
          Name cut = cut(name);
          if (cut != null) {
            if (cut.equals(name)) {
              ask(name, Type.DS);
            }
            return;
          }
          boolean hashed = present.contains(Type.NSEC3) && present.size() <= 2;
          if (hashed || !name.subdomain(origin)) {
            return;
          }
          boolean alias = present.contains(Type.CNAME);
          for (int type : present) {
            if (!NOT_ASKED.contains(type) && (!alias || type == Type.CNAME)) {
              ask(name, type);
            }
          }
          if (!alias && !name.isWild()) {
            ask(name, ABSENT);
          }
          if (name.isWild()) {
            expand(new Name(name, 1), present);
          }
          for (Name above = name; !above.equals(origin); ) {
            above = new Name(above, 1);
            parents.put(above, true);
          }
          parents.put(name, true);
        });
    for (Name parent : new TreeSet<>(parents.keySet())) {
      if (cut(parent) == null && !isRedirected(parent)) {
        for (String label : List.of(BETWEEN, "zz-between-zz")) {
          // An alias is asked for, so that a wildcard's is not followed.
          child(label, parent).ifPresent(name -> ask(name, Type.CNAME));
        }
        if (!types.containsKey(parent)) {
          ask(parent, ABSENT);
        }
      }
    }
  }

  /** What the wildcard right below the name answers with. */
  private void expand(Name parent, Set<Integer> present) {
    child(BETWEEN, parent)
        .filter(name -> !types.containsKey(name) && !isRedirected(parent))
        .ifPresent(
            name -> {
              for (int type : present) {
                // An alias is asked for with every parent.
                if (!NOT_ASKED.contains(type) && type != Type.CNAME) {
                  ask(name, type);
                }
              }
            });
  }

  private static Optional<Name> child(String label, Name parent) {
    try {
      return Optional.of(Name.concatenate(Name.fromConstantString(label), parent));
    } catch (NameTooLongException e) {
      return Optional.empty();
    }
  }

  /** The cut at or above the name. */
  private Name cut(Name name) {
    Name cut = null;
    for (Name above = name; above.labels() > origin.labels(); above = new Name(above, 1)) {
      if (types.getOrDefault(above, Set.of()).contains(Type.NS)) {
        cut = above;
      }
    }
    return cut;
  }

  /** Whether a DNAME leads questions for what is below the name elsewhere. */
  private boolean isRedirected(Name name) {
    for (Name above = name; above.labels() >= origin.labels(); above = new Name(above, 1)) {
      if (types.getOrDefault(above, Set.of()).contains(Type.DNAME)) {
        return true;
      }
    }
    return false;
  }

  private void ask(Name name, int type) {
    questions.add(Record.newRecord(name, type, DClass.IN));
  }
}
