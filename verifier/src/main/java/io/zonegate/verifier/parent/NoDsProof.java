package io.zonegate.verifier.parent;

import io.zonegate.verifier.zone.RecordType;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.utils.base32;

/**
 * The proof that a delegation has no DS (RFC 4035 section 5.2, RFC 5155 sections 8.6 and 8.9): an
 * NSEC or NSEC3 at the name that has NS and neither DS nor SOA, or an opt-out NSEC3 over it.
 */
final class NoDsProof {
  private static final int SHA1 = 1;

  /** Validators go no further (RFC 9276 section 3.2). */
  private static final int MOST_ITERATIONS = 50;

  private static final int OPT_OUT = 1;

  private final SignedAnswers answers;
  private final Name parent;
  private final List<Record> records;

  NoDsProof(SignedAnswers answers, Name parent, Message answer) {
    this.answers = answers;
    this.parent = parent;
    this.records = answer.getSection(Section.AUTHORITY);
  }

  /** Whether the answer proves that the delegation of this zone has no DS. */
  boolean holdsFor(Name zone) {
    for (Record r : records) {
      if (r instanceof NSECRecord nsec
          && nsec.getName().equals(zone)
          && answers.validated(zone, RecordType.NSEC) >= 0
          && nsec.hasType(Type.NS)
          && !nsec.hasType(Type.DS)
          && !nsec.hasType(Type.SOA)) {
        return true;
      }
    }
    NSEC3Record at = matching(zone);
    if (at != null) {
      return at.hasType(Type.NS) && !at.hasType(Type.DS) && !at.hasType(Type.SOA);
    }
    return isOptedOut(zone);
  }

  /** The closest encloser is proven, and what lies below it towards the zone may be left out. */
  private boolean isOptedOut(Name zone) {
    Name next = zone;
    while (next.labels() > parent.labels()) {
      Name encloser = new Name(next, 1);
      NSEC3Record at = matching(encloser);
      if (at != null) {
        boolean cut = at.hasType(Type.DNAME) || (at.hasType(Type.NS) && !at.hasType(Type.SOA));
        NSEC3Record over = covering(next);
        return !cut && over != null && (over.getFlags() & OPT_OUT) != 0;
      }
      next = encloser;
    }
    return false;
  }

  private NSEC3Record matching(Name name) {
    for (Record r : records) {
      if (r instanceof NSEC3Record nsec3 && isUsable(nsec3)) {
        byte[] hash = hash(nsec3, name);
        if (hash != null && Arrays.equals(owner(nsec3), hash)) {
          return nsec3;
        }
      }
    }
    return null;
  }

  private NSEC3Record covering(Name name) {
    for (Record r : records) {
      if (r instanceof NSEC3Record nsec3 && isUsable(nsec3)) {
        byte[] hash = hash(nsec3, name);
        byte[] from = owner(nsec3);
        byte[] to = nsec3.getNext();
        if (hash == null || from == null) {
          continue;
        }
        boolean behind = Arrays.compareUnsigned(from, hash) < 0;
        boolean before = Arrays.compareUnsigned(hash, to) < 0;
        boolean last = Arrays.compareUnsigned(from, to) >= 0;
        if (last ? behind || before : behind && before) {
          return nsec3;
        }
      }
    }
    return null;
  }

  /** One label below the parent zone, known parameters, validated. */
  private boolean isUsable(NSEC3Record nsec3) {
    return nsec3.getHashAlgorithm() == SHA1
        && nsec3.getIterations() <= MOST_ITERATIONS
        && (nsec3.getFlags() & ~OPT_OUT) == 0
        && nsec3.getName().labels() == parent.labels() + 1
        && nsec3.getName().subdomain(parent)
        && answers.validated(nsec3.getName(), RecordType.NSEC3) >= 0;
  }

  private static byte[] owner(NSEC3Record nsec3) {
    return new base32(base32.Alphabet.BASE32HEX, false, false)
        .fromString(nsec3.getName().getLabelString(0));
  }

  private static byte[] hash(NSEC3Record nsec3, Name name) {
    try {
      return nsec3.hashName(name);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-1", e);
    }
  }
}
