package io.zonegate.replay;

import io.zonegate.caching.Meeting;
import io.zonegate.caching.SignedRrsets;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.Rrsig;
import io.zonegate.verifier.crypto.SignatureStatus;
import io.zonegate.verifier.crypto.SignatureSweep;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The questions of which a zone's RRsets are the answers, sorted by the keys that sign those:
 * RRsets that the same keys sign are one to the proof, and a few of them stand for all.
 */
final class Questions {
  /**
   * DNSKEY, CDS and CDNSKEY are signed for the parent. RRSIG, NSEC and NSEC3 are no good questions.
   * Unbound keeps two answers to AAAA, and NSD 4.6 spoils the signatures of SVCB and HTTPS.
   */
  private static final Set<Integer> NOT_ASKED =
      Set.of(
          RecordType.DNSKEY,
          RecordType.CDS,
          RecordType.CDNSKEY,
          RecordType.RRSIG,
          RecordType.NSEC,
          RecordType.NSEC3,
          RecordType.AAAA,
          Type.SVCB,
          Type.HTTPS);

  private static final String NOWHERE = "a-name-that-is-not-there";

  private record Asked(Question question, long ttl, long expires, Set<String> signers) {}

  private final Publications.ZoneEdition edition;
  private final Name apex;
  private final List<Asked> all = new ArrayList<>();

  /** Sorts the RRsets of a zone; verifies their signatures. */
  Questions(Publications.ZoneEdition edition) {
    this.edition = edition;
    Zone zone = edition.content();
    this.apex = Name.fromConstantString(zone.apexName());
    SignatureSweep sweep = new SignatureSweep(zone, KeyRing.of(zone));
    for (int rrset = 0; rrset < zone.rrsets(); rrset++) {
      int owner = zone.owner(zone.firstRecord(rrset));
      int type = zone.type(rrset);
      if (zone.hasData(rrset)
          && !NOT_ASKED.contains(type)
          && zone.structure().isAuthoritative(owner, type)) {
        asked(zone, sweep, rrset).ifPresent(all::add);
      }
    }
  }

  private static Optional<Asked> asked(Zone zone, SignatureSweep sweep, int rrset) {
    int first = zone.firstRecord(rrset);
    Set<String> signers = new TreeSet<>();
    long expires = 0;
    for (int r = zone.firstSignature(rrset); r < zone.firstRecord(rrset + 1); r++) {
      byte status = sweep.status(rrset, r);
      if (status == SignatureStatus.VALID || status == SignatureStatus.NO_KEY) {
        Rrsig rrsig = Rrsig.of(zone, r);
        signers.add(signer(rrsig.keyTag(), rrsig.algorithm()));
        expires = Math.max(expires, Integer.toUnsignedLong(rrsig.expiration()));
      }
    }
    try {
      Name owner = new Name(zone.ownerName(zone.owner(first)));
      Question question = new Question(owner, zone.type(rrset));
      return owner.isWild()
          ? Optional.empty()
          : Optional.of(new Asked(question, zone.ttl(first), expires, signers));
    } catch (TextParseException e) {
      throw new IllegalStateException("a zone that was read has an owner that is no name", e);
    }
  }

  private static String signer(int keyTag, int algorithm) {
    return keyTag + "/" + algorithm;
  }

  /**
   * What is to be asked in a meeting: RRsets that are still in a cache by then, and what is not
   * there where all RRsets are signed alike. Empty if the zone has no RRset that lives so long.
   */
  List<Question> of(Meeting meeting) {
    SignedRrsets content = meeting.data().content();
    Set<String> signers =
        content.signers().stream()
            .map(s -> signer(s.keyTag(), s.algorithm()))
            .collect(Collectors.toCollection(TreeSet::new));
    List<Asked> cached =
        all.stream()
            .filter(a -> a.signers().equals(signers) && a.ttl() >= meeting.dataAge())
            .toList();
    List<Asked> expired = meeting.isExpired() ? expired(cached, meeting.moment()) : List.of();
    List<Asked> fitting = new ArrayList<>(expired);
    if (expired.isEmpty()) {
      fitting.addAll(cached);
      fitting.removeAll(expired(cached, meeting.moment()));
    }
    List<Question> questions = new ArrayList<>();
    fitting.stream()
        .filter(a -> a.question().type() == RecordType.SOA)
        .forEach(a -> questions.add(a.question()));
    fitting.stream()
        .filter(a -> a.question().type() != RecordType.SOA)
        .max(Comparator.comparingLong(Asked::ttl))
        .ifPresent(a -> questions.add(a.question()));
    if (edition.data().size() == 1
        && expired.isEmpty()
        && edition.content().negativeTtl() >= meeting.dataAge()) {
      questions.add(nowhere(apex));
      questions.add(new Question(apex, Type.HINFO));
    }
    return questions;
  }

  private static List<Asked> expired(List<Asked> cached, long moment) {
    return cached.stream().filter(a -> !a.signers().isEmpty() && a.expires() < moment).toList();
  }

  /** A question for a name that is not in the zone. */
  static Question nowhere(Name apex) {
    return new Question(Name.fromConstantString(NOWHERE + "." + apex), Type.A);
  }
}
