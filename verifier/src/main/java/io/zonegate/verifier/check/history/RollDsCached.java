package io.zonegate.verifier.check.history;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** ROLL-DS-CACHED. */
@CheckInfo(
    id = "ROLL-DS-CACHED",
    title = "A key leaves only when no cache has a DS RRset that needs it",
    group = CheckGroup.HISTORY,
    strictness = Strictness.CACHES,
    citation = "RFC 7583 section 3.3; RFC 6781 section 4.1.2; .nz 2023",
    examines = "DS RRsets that were seen at the parent",
    explanation =
        """
        From every DS RRset that caches may hold, a key leads on that signs the candidate's DNSKEY RRset, \
        for each of its algorithms, and from one of its strongest digest type: Unbound goes by these \
        alone. A DS RRset is held until the first event that recorded another one, plus the policy's \
        parent-propagation, plus the largest TTL that it was recorded with (one that came from a cache is \
        too small). One that no event records as gone counts as still there, even if the DS set given now \
        is another: record the change, the wait begins then.""",
    remedy =
        "Keep the old KSK, signing the DNSKEY RRset, until the time given. If the history does not know yet"
            + " that the DS has changed: zonegate history record --served --ds FILE.")
public final class RollDsCached extends DsPastCheck {
  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Optional<Duration> assumed = candidate.inputs().rules().history().dsTtl();
    for (PastDs past : candidate.past().parents()) {
      examination.examined(1);
      List<Integer> broken = DsPath.broken(candidate, past.seen().records());
      OptionalInt unled =
          Ds.unledType(past.seen().records(), ds -> DsPath.key(candidate, ds).isPresent());
      if (broken.isEmpty() && unled.isEmpty()) {
        continue;
      }
      OptionalLong forgotten = past.forgotten(assumed);
      String records =
          past.seen().records().stream().map(Ds::toString).collect(Collectors.joining("; "));
      if (forgotten.isEmpty()) {
        examination.undecided(
            past.what()
                + " ("
                + records
                + ") has no TTL in the history, so that it is not known how long caches hold it; set"
                + " [history] ds-ttl, and record DS records with their TTL from now on");
      } else if (forgotten.getAsLong() > now(candidate)) {
        examination.block(
            0,
            RecordType.DNSKEY,
            -1,
            () ->
                "caches may hold "
                    + past.what()
                    + " ("
                    + records
                    + ") "
                    + (forgotten.getAsLong() == PastZone.STILL
                        ? "still: no event records that it has gone"
                        : until(forgotten.getAsLong()))
                    + ", but "
                    + (broken.isEmpty()
                        ? "no key that its DS of digest type "
                            + unled.getAsInt()
                            + " matches signs the DNSKEY RRset; that is the strongest type in it, and"
                            + " some resolvers go by no other"
                        : "of algorithm "
                            + broken.stream().map(String::valueOf).collect(Collectors.joining(", "))
                            + " no key that it matches signs the DNSKEY RRset"),
            "until",
            forgotten.getAsLong());
      }
    }
  }
}
