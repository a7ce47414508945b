package io.zonegate.verifier.parent;

import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.Rrsig;
import io.zonegate.verifier.crypto.SignatureStatus;
import io.zonegate.verifier.crypto.SignatureSweep;
import io.zonegate.verifier.parent.ParentServer.NoAnswerException;
import io.zonegate.verifier.zone.AnswerZone;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What one server answered from the parent zone, and which of it is signed rightly. */
final class SignedAnswers {
  private static final Set<Integer> TYPES =
      Set.of(Type.SOA, Type.DNSKEY, Type.DS, Type.NSEC, Type.NSEC3, Type.RRSIG);

  /** Bounds what a server can make this program compute (KeyTrap, CVE-2023-50387). */
  private static final int MOST_RECORDS = 64;

  private final Zone zone;
  private final Instant now;
  private final SignatureSweep sweep;

  /**
   * Puts the answers together and validates the parent's DNSKEY RRset (RFC 4035 section 5).
   *
   * @param parent the parent zone, whose keys the anchor names
   * @throws NoAnswerException if the answers cannot be read or the keys do not validate
   */
  SignedAnswers(Name parent, List<Ds> anchor, List<Message> answers, String server, Instant now)
      throws NoAnswerException {
    this.now = now;
    this.zone = zone(parent, answers, server);
    KeyRing keys = KeyRing.of(zone);
    int dnskeys = zone.findRrset(0, RecordType.DNSKEY);
    boolean trusted =
        dnskeys >= 0
            && keys.entries().stream()
                .filter(e -> e.dnskey().isUsable())
                .filter(e -> anchor.stream().anyMatch(ds -> ds.matches(zone.apex(), e.dnskey())))
                .anyMatch(e -> isSigned(new SignatureSweep(zone, KeyRing.of(e)), dnskeys));
    if (!trusted) {
      throw new NoAnswerException(
          server
              + ": the DNSKEY RRset of "
              + parent
              + " does not validate with the trust anchor at "
              + now
              + "; --trust-anchor must name a key of the parent zone");
    }
    this.sweep = new SignatureSweep(zone, keys);
  }

  private static Zone zone(Name parent, List<Message> answers, String server)
      throws NoAnswerException {
    AnswerZone built = new AnswerZone(parent.toWire(), server);
    try {
      for (Message answer : answers) {
        int n = 0;
        for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
          for (Record r : answer.getSection(section)) {
            if (r.getDClass() == DClass.IN && TYPES.contains(r.getType())) {
              if (++n > MOST_RECORDS) {
                throw new NoAnswerException(
                    server + ": an answer of more than " + MOST_RECORDS + " records is not judged");
              }
              int ttl = (int) Math.min(r.getTTL(), Integer.MAX_VALUE);
              built.add(r.getName().toWire(), r.getType(), ttl, r.rdataToWireCanonical());
            }
          }
        }
      }
      return built.build();
    } catch (ZoneReadException e) {
      throw new NoAnswerException(e.getMessage());
    }
  }

  /** The answers as a zone of the parent's name. */
  Zone zone() {
    return zone;
  }

  /** The number of the name's validated RRset of this type, or -1. */
  int validated(Name name, int type) {
    byte[] wire = name.toWire();
    byte[] key = new byte[NameKey.MAX_BYTES];
    int owner = zone.findOwner(key, 0, NameKey.fromWire(wire, 0, key));
    int rrset = owner < 0 ? -1 : zone.findRrset(owner, type);
    return rrset >= 0 && isSigned(sweep, rrset) ? rrset : -1;
  }

  /** Whether an RRSIG verifies, is valid now and is not that of a wildcard. */
  private boolean isSigned(SignatureSweep keys, int rrset) {
    int seconds = (int) now.getEpochSecond();
    int owner = zone.owner(zone.firstRecord(rrset));
    int labels = NameKey.labels(zone.keyArray(owner), zone.keyOffset(owner), zone.keyLength(owner));
    for (int r = zone.firstSignature(rrset); r < zone.firstRecord(rrset + 1); r++) {
      Rrsig rrsig = Rrsig.of(zone, r);
      // Serial number arithmetic (RFC 4034 section 3.1.5).
      if (rrsig.inception() - seconds <= 0
          && rrsig.expiration() - seconds >= 0
          && rrsig.labels() == labels
          && keys.status(rrset, r) == SignatureStatus.VALID) {
        return true;
      }
    }
    return false;
  }
}
