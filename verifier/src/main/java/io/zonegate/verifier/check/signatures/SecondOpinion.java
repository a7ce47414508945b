package io.zonegate.verifier.check.signatures;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.opinion.Opinion;
import io.zonegate.verifier.opinion.Opinions;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;

/** SECOND-OPINION. It waits for the tools with the last range, when the other checks are done. */
@CheckInfo(
    id = "SECOND-OPINION",
    title = "The outside verifiers that the policy names accept the zone",
    group = CheckGroup.SIGNATURES,
    strictness = Strictness.OTHER_RESOLVERS,
    citation = "the operator's policy; .no 2025",
    examines = "opinions",
    explanation =
        """
        The policy (or --second-opinion) names outside verifiers. Each is run on the judged bytes beside \
        the judgement; one that rejects the zone blocks it, and one that is missing, crashes or does not \
        end in time leaves it undecided. No such tool is right alone. Known faults: dnssec-verify reads \
        opt-out from the NSEC3 of the apex only, so that it rejects legal partial opt-out, and has no \
        option for the clock; ldns-verify-zone compares times as signed 32-bit numbers, so that it \
        rejects signatures that expire after January 2038, does not compare type bitmaps and TTLs, and \
        does not know AVC, DSYNC and RESINFO; kzonecheck takes NSEC3 that nobody needs, a valid ZONEMD \
        hides its other errors, and some versions cannot load HIP, LP, NID, L64, AMTRELAY or ISDN, or \
        want CDNSKEY beside CDS. Where such a tool alone rejects, see whether it is one of these.""",
    remedy =
        "Run the named tool yourself on the same file. If it is wrong, take it out of the policy until it"
            + " is mended; do not ignore it.")
public final class SecondOpinion implements Check {
  private static final int LINES_SHOWN = 3;

  @Override
  public Applicability applies(Candidate candidate) {
    return candidate.inputs().opinions() instanceof Opinions.Asked
        ? Applicability.YES
        : Applicability.no("no second opinion is asked for");
  }

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    if (range.end() < candidate.zone().owners()) {
      return;
    }
    try {
      for (Opinion opinion : ((Opinions.Asked) candidate.inputs().opinions()).pending().await()) {
        weigh(opinion, examination);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      examination.undecided("interrupted while waiting for the second opinion");
    }
  }

  private static void weigh(Opinion opinion, Examination examination) {
    examination.examined(1);
    switch (opinion.says()) {
      case ACCEPTS -> {}
      case NOTHING -> examination.undecided(opinion.author() + ": " + opinion.reason());
      case REJECTS ->
          examination.block(
              -1,
              -1,
              -1,
              () ->
                  opinion.author()
                      + " rejects the zone ("
                      + opinion.reason()
                      + "): "
                      + words(opinion),
              "tool",
              opinion.tool(),
              "version",
              opinion.version());
    }
  }

  private static String words(Opinion opinion) {
    return opinion.lines().isEmpty()
        ? "it says nothing more"
        : String.join(" / ", opinion.lines().stream().limit(LINES_SHOWN).toList());
  }
}
