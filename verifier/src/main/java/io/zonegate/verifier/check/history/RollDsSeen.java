package io.zonegate.verifier.check.history;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.history.PublishedKey;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** ROLL-DS-SEEN. */
@CheckInfo(
    id = "ROLL-DS-SEEN",
    title = "The way from the parent rests on a new key only once its DS was seen there",
    group = CheckGroup.HISTORY,
    strictness = Strictness.CACHES,
    citation = "RFC 7583 section 3.3; RFC 6781 section 4.1.2; .fj 2022",
    examines = "keys that lead on from the parent's DS",
    explanation =
        """
        One of the keys that the parent's DS matches and that sign the DNSKEY RRset signed the live zone's \
        too; or, where all of them are new, the DS of one was recorded in the history as seen at the \
        parent, at least the policy's parent-propagation ago. What is only in the DS file of today may \
        be on one of the parent's servers, or only in the order to the parent; the other servers have \
        what the history saw last, so that nothing is asked where that was no DS, or one of an old key.""",
    remedy =
        "Keep the old KSK signing beside the new one; record the DS when all of the parent's servers have it"
            + " (zonegate history record --served --ds FILE).")
public final class RollDsSeen extends DsPastCheck {
  @Override
  Applicability applies(Candidate candidate, Past past) {
    return candidate.inputs().parent() instanceof ParentTrust.Insecure
        ? Applicability.no(
            "the parent proves that it has no DS for the zone; see ROLL-DS-CACHED for those of before")
        : super.applies(candidate, past);
  }

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Past past = candidate.past();
    List<PublishedKey> leading =
        leading(candidate, ((ParentTrust.Known) candidate.inputs().parent()).records());
    examination.examined(Math.max(1, leading.size()));
    // Where no key leads on, DS-MATCH or DS-CHAIN blocks.
    boolean wasSigned = past.live().stream().anyMatch(z -> z.state().isSigned());
    if (leading.isEmpty() || !wasSigned || leading.stream().anyMatch(k -> isOld(past, k))) {
      return;
    }
    // A server of the parent that has not what is said of it today has what was seen there before.
    // Where that was none, or an old key leads on from it, a new key breaks nothing; it may be the
    // one that is missing.
    if (past.parents().stream()
        .filter(p -> p.lastServed() > now(candidate))
        .map(PastDs::seen)
        .anyMatch(
            seen ->
                seen.records().isEmpty()
                    || leading(candidate, seen.records()).stream().anyMatch(k -> isOld(past, k)))) {
      return;
    }
    long before =
        now(candidate) - candidate.inputs().rules().history().parentPropagation().toSeconds();
    if (leading.stream().noneMatch(key -> isSeen(candidate, key, before))) {
      examination.block(
          0,
          RecordType.DNSKEY,
          -1,
          () ->
              "the way from the parent rests only on "
                  + leading.stream()
                      .map(PublishedKey::toString)
                      .collect(Collectors.joining(" and "))
                  + ", new since the live zone, whose DS no event of the history shows at the parent"
                  + " long enough ago");
    }
  }

  /** The keys that lead on from a DS RRset. */
  private static List<PublishedKey> leading(Candidate candidate, List<Ds> records) {
    return records.stream()
        .map(ds -> DsPath.key(candidate, ds))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** Whether the key signs the DNSKEY RRset of every live zone that has one. */
  private static boolean isOld(Past past, PublishedKey key) {
    return past.live().stream()
        .filter(z -> z.state().isSigned())
        .allMatch(z -> z.state().dnskeySigners().stream().anyMatch(s -> s.isBy(key)));
  }

  private static boolean isSeen(Candidate candidate, PublishedKey key, long before) {
    return candidate.past().parents().stream()
        .filter(p -> p.firstSeen() <= before)
        .flatMap(p -> p.seen().records().stream())
        .anyMatch(ds -> matches(candidate, ds, key));
  }

  private static boolean matches(Candidate candidate, Ds ds, PublishedKey key) {
    return DsPath.key(candidate, ds).filter(key::equals).isPresent();
  }
}
