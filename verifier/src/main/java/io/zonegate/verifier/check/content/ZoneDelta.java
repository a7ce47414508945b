package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.check.PreviousCheck;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.Zone;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** ZONE-DELTA. */
@CheckInfo(
    id = "ZONE-DELTA",
    title = "No more was added or removed than the policy allows",
    group = CheckGroup.CONTENT,
    strictness = Strictness.CONTENT,
    citation = "content.added-* and content.removed-* of the policy; .de 2010, .se 2009",
    examines = "names and records of the previous zone",
    explanation =
        """
        Delegations, DS records, names and records that were added to the previous zone and removed from \
        it are counted, each by itself, and held against the policy's limits in numbers and in per mille \
        of what the previous zone has. A zone that lost a third of its delegations, or all of its DS \
        records, is well formed and rightly signed: only the change shows it. A DS that was replaced is one \
        added and one removed; a changed TTL is no change.""",
    remedy =
        "Compare the two zones. If the change is meant, raise the limit for this release or have the check"
            + " suppressed for a day, by two people.")
public final class ZoneDelta extends PreviousCheck {
  @Override
  public Applicability applies(Candidate candidate) {
    return candidate.inputs().rules().content().delta().bounds().isEmpty()
        ? Applicability.no("the policy sets no content.added-* and no content.removed-*")
        : super.applies(candidate);
  }

  @Override
  protected void examine(Candidate candidate, Zone previous, Examination examination) {
    Map<DeltaLimits.Counted, ZoneChanges.Change> changes =
        ZoneChanges.between(previous, candidate.zone());
    examination.examined((long) previous.owners() + previous.records());
    candidate
        .inputs()
        .rules()
        .content()
        .delta()
        .bounds()
        .forEach(
            (counted, bounds) -> {
              ZoneChanges.Change change = changes.get(counted);
              judge(
                  new Move(counted, "added", change.added(), change.before(), change.firstAdded()),
                  bounds.added(),
                  bounds.addedPerMille(),
                  examination);
              judge(
                  new Move(
                      counted, "removed", change.removed(), change.before(), change.firstRemoved()),
                  bounds.removed(),
                  bounds.removedPerMille(),
                  examination);
            });
  }

  /** So many of a kind were added, or removed, where the previous zone has {@code before}. */
  private record Move(
      DeltaLimits.Counted counted, String way, long number, long before, List<String> first) {
    String key() {
      return "content." + way + "-" + counted.name().toLowerCase(Locale.ROOT);
    }
  }

  private static void judge(
      Move move, OptionalLong most, OptionalLong perMille, Examination examination) {
    if (most.isPresent() && move.number() > most.getAsLong()) {
      report(move, move.key() + " is " + most.getAsLong(), examination);
    }
    // Nothing is a share of nothing: what is added to a zone without any is over every share.
    if (perMille.isPresent()
        && Math.multiplyExact(move.number(), 1000L)
            > Math.multiplyExact(move.before(), perMille.getAsLong())) {
      report(move, move.key() + "-per-mille is " + perMille.getAsLong(), examination);
    }
  }

  private static void report(Move move, String limit, Examination examination) {
    examination.block(
        -1,
        -1,
        -1,
        () ->
            move.number()
                + " "
                + move.counted()
                + " were "
                + move.way()
                + ", where the previous zone has "
                + move.before()
                + "; "
                + limit
                + "; the first: "
                + String.join(", ", move.first()),
        move.way(),
        move.number(),
        "before",
        move.before());
  }
}
