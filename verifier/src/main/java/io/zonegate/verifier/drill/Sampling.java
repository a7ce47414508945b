package io.zonegate.verifier.drill;

import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the questions: by random places whose seed is the SHA-256 of the judged bytes, so that
 * the same zone is always asked the same and no two zones the same.
 */
public final class Sampling {
  /** Types to ask for where they are not, in this order. */
  private static final int[] ABSENT = {16, RecordType.AAAA, 15, 33, 35, 257};

  private final Zone zone;
  private final int perKind;
  private final long seed;

  /**
   * Prepares the choice.
   *
   * @param perKind how many questions of each kind, at least 1
   */
  public Sampling(Zone zone, int perKind) {
    this.zone = zone;
    this.perKind = perKind;
    this.seed = Long.parseUnsignedLong(zone.digest().sha256().substring(0, 16), 16);
  }

  /** What one range offers. */
  public static final class Part {
    private final Sample sample;

    private Part(Sample sample) {
      this.sample = sample;
    }
  }

  /** Draws from one range. */
  public Part draw(OwnerRange range) {
    Sample sample = new Sample(seed, perKind);
    Structure structure = zone.structure();
    for (int o = range.first(); o < range.end(); o++) {
      switch (structure.kind(o)) {
        case Structure.NORMAL -> offer(sample, o);
        case Structure.SECURE_DELEGATION -> sample.offer(QuestionKind.SECURE_REFERRAL, o);
        case Structure.INSECURE_DELEGATION -> sample.offer(QuestionKind.INSECURE_REFERRAL, o);
        default -> {
          continue;
        }
      }
      sample.offer(QuestionKind.NAME_ERROR, o);
    }
    int end = structure.firstEmpty(range.end());
    for (int e = structure.firstEmpty(range.first()); e < end; e++) {
      sample.offer(QuestionKind.EMPTY_NON_TERMINAL, e);
    }
    return new Part(sample);
  }

  private void offer(Sample sample, int owner) {
    sample.offer(QuestionKind.POSITIVE, owner);
    sample.offer(QuestionKind.NO_DATA, owner);
    boolean redirects = zone.findRrset(owner, RecordType.DNAME) >= 0;
    if (redirects) {
      sample.offer(QuestionKind.REDIRECTION, owner);
    } else if (isWildcard(owner)) {
      sample.offer(QuestionKind.WILDCARD, owner);
      sample.offer(QuestionKind.WILDCARD_NO_DATA, owner);
    }
  }

  private boolean isWildcard(int owner) {
    return owner > 0
        && NameKey.isWildcard(zone.keyArray(owner), zone.keyOffset(owner), zone.keyLength(owner));
  }

  /** The questions that the parts of all ranges make, by kind and place. */
  public List<Question> questions(List<Part> parts) {
    Sample whole = new Sample(seed, perKind);
    parts.forEach(part -> whole.merge(part.sample));
    List<Question> questions = new ArrayList<>();
    for (QuestionKind kind : QuestionKind.values()) {
      for (int place : whole.places(kind)) {
        Question question =
            kind == QuestionKind.EMPTY_NON_TERMINAL ? atEmpty(place) : at(kind, place);
        if (question != null && question.name().fits()) {
          questions.add(question);
        }
      }
    }
    return questions;
  }

  private Question atEmpty(int empty) {
    Structure structure = zone.structure();
    int below = structure.emptyOwner(empty);
    KeyedName name = KeyedName.ancestor(zone, below, structure.emptyKeyLength(empty));
    return new Question(QuestionKind.EMPTY_NON_TERMINAL, below, name, ABSENT[0]);
  }

  /** The question, or null if the owner is of no use for it. */
  private Question at(QuestionKind kind, int owner) {
    KeyedName name = KeyedName.of(zone, owner);
    return switch (kind) {
      case POSITIVE -> question(kind, owner, name, present(owner));
      case NO_DATA -> question(kind, owner, name, absent(owner));
      case SECURE_REFERRAL, INSECURE_REFERRAL -> question(kind, owner, name, RecordType.DS);
      case REDIRECTION -> question(kind, owner, name.child(invented(owner)), RecordType.CNAME);
      case WILDCARD -> question(kind, owner, name.parent().child(invented(owner)), present(owner));
      case WILDCARD_NO_DATA ->
          question(kind, owner, name.parent().child(invented(owner)), absent(owner));
      case NAME_ERROR -> nameError(owner, name);
      case EMPTY_NON_TERMINAL -> throw new IllegalStateException(kind.name());
    };
  }

  /**
   * A question about a given name: for data that it has, for its DS if it is a delegation, or for
   * what it has not; null if the zone is not authoritative for the name.
   */
  Question about(KeyedName name) {
    if (!name.isWithin(KeyedName.of(zone, 0)) || !name.fits()) {
      return null;
    }
    Structure structure = zone.structure();
    for (KeyedName above = name; above.length() > zone.apexKeyLength(); ) {
      above = above.parent();
      int owner = zone.findOwner(above.key(), 0, above.length());
      if (owner >= 0 && structure.isDelegation(owner)) {
        return null;
      }
    }
    int owner = zone.findOwner(name.key(), 0, name.length());
    if (owner < 0 || !structure.isInTree(owner)) {
      return new Question(QuestionKind.NAME_ERROR, 0, name, RecordType.A);
    }
    if (structure.isDelegation(owner)) {
      return new Question(QuestionKind.SECURE_REFERRAL, owner, name, RecordType.DS);
    }
    int type = present(owner);
    return new Question(QuestionKind.POSITIVE, owner, name, type < 0 ? RecordType.A : type);
  }

  private Question question(QuestionKind kind, int owner, KeyedName name, int type) {
    boolean invented = name.length() != zone.keyLength(owner) || kind == QuestionKind.WILDCARD;
    return type < 0 || (invented && exists(name)) ? null : new Question(kind, owner, name, type);
  }

  /** A name beside the owner, so that names are denied all over the zone. */
  private Question nameError(int owner, KeyedName name) {
    KeyedName parent = owner == 0 ? name : name.parent();
    // Below a DNAME, which the apex may have, no name is denied.
    boolean redirected = owner == 0 && zone.findRrset(0, RecordType.DNAME) >= 0;
    if (redirected || parent.length() < zone.apexKeyLength() || exists(parent.child("*"))) {
      return null;
    }
    String beside = owner == 0 ? "" : name.plainLabel();
    String label = beside.substring(0, Math.min(40, beside.length())) + invented(owner);
    return question(QuestionKind.NAME_ERROR, owner, parent.child(label), ABSENT[0]);
  }

  /** A label that no zone has by accident. */
  private String invented(int owner) {
    return "-drill-" + Long.toHexString(Sample.mix(seed + owner));
  }

  /** Whether the name or something below it is in the zone. */
  private boolean exists(KeyedName name) {
    int owner = zone.findOwner(name.key(), 0, name.length());
    int next = owner >= 0 ? owner : -1 - owner;
    return next < zone.owners() && KeyedName.of(zone, next).isWithin(name);
  }

  /** One of the types that the owner has and that the validator can judge; -1 if it has none. */
  private int present(int owner) {
    List<Integer> types = new ArrayList<>();
    for (int s = zone.firstRrset(owner); s < zone.firstRrset(owner + 1); s++) {
      if (zone.hasData(s) && ValidatorScope.knows(zone.type(s)) && isData(zone.type(s))) {
        types.add(zone.type(s));
      }
    }
    return types.isEmpty()
        ? -1
        : types.get((int) Long.remainderUnsigned(Sample.mix(seed - owner), types.size()));
  }

  private static boolean isData(int type) {
    return type != RecordType.NSEC && type != RecordType.NSEC3;
  }

  /** A type that the owner has not; -1 if it has all, or a CNAME, which answers every type. */
  private int absent(int owner) {
    if (zone.findRrset(owner, RecordType.CNAME) >= 0) {
      return -1;
    }
    for (int type : ABSENT) {
      if (zone.findRrset(owner, type) < 0) {
        return type;
      }
    }
    return -1;
  }
}
