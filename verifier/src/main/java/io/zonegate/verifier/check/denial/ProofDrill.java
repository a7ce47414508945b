package io.zonegate.verifier.check.denial;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.SignatureStatus;
import io.zonegate.verifier.drill.Question;
import io.zonegate.verifier.drill.Reply;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.List;

/** PROOF-DRILL. */
@CheckInfo(
    id = "PROOF-DRILL",
    title = "The answers that a server would give validate",
    group = CheckGroup.DENIAL,
    strictness = Strictness.OTHER_RESOLVERS,
    citation = "RFC 4035 section 5; RFC 5155 section 8; .de 2026, slack.com 2021",
    examines = "answers",
    explanation =
        """
        For some names of every kind (drill-names in the policy, chosen by the digest of the judged \
        bytes) the answer that an authoritative server would give is made from the zone and put to an \
        independent validator, dnsjava's, that trusts the parent's DS set: positive answers, denials of \
        names and types, empty non-terminals, wildcards, DNAMEs, secure and insecure referrals. It is a \
        sample and a second opinion: every record is judged by the other checks. If it alone finds \
        something, two validators disagree, and resolvers in the world may disagree too. Answers that \
        this validator cannot judge (an algorithm or type that it does not know, keys that share a tag, \
        more than 8 RRSIGs) are left out and noted.""",
    remedy =
        "See what the other checks say of the same names. If they say nothing, report the zone to us and"
            + " do not publish before you know who is wrong.")
public final class ProofDrill implements Check {
  @Override
  public Applicability applies(Candidate candidate) {
    if (candidate.inputs().rules().denial().drillNames() == 0) {
      return Applicability.no("the policy sets drill-names = 0");
    }
    if (!candidate.isSigned()) {
      return candidate.ifSigned();
    }
    String obstacle = candidate.drill().obstacle();
    return obstacle.isEmpty() ? Applicability.YES : Applicability.no(obstacle);
  }

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Reply keys = candidate.drill().keys();
    if (range.hasApex()) {
      weigh(candidate, 0, RecordType.DNSKEY, "the DNSKEY RRset", keys, examination);
    }
    if (keys instanceof Reply.Sound) {
      for (Question question : candidate.drill().questions(range)) {
        weigh(
            candidate,
            question.owner(),
            question.type(),
            "the answer to " + question + " (" + question.kind().words() + ")",
            candidate.drill().ask(question),
            examination);
      }
    }
  }

  private static void weigh(
      Candidate candidate, int owner, int type, String what, Reply reply, Examination examination) {
    if (reply instanceof Reply.LeftOut leftOut) {
      examination.report(
          Severity.NOTE, owner, type, -1, () -> what + " is left out: " + leftOut.reason());
      return;
    }
    examination.examined(1);
    if (reply instanceof Reply.Open open) {
      examination.undecided(open.reason());
    } else if (reply instanceof Reply.Bogus bogus) {
      examination.block(
          owner,
          type,
          -1,
          () ->
              what
                  + " does not validate: "
                  + bogus.reason()
                  + "; "
                  + signatures(candidate, bogus.rrsets()),
          "reason",
          bogus.reason());
    }
  }

  /** Whether the signatures are to blame, or what they sign. */
  private static String signatures(Candidate candidate, List<Integer> rrsets) {
    Zone zone = candidate.zone();
    int total = 0;
    int valid = 0;
    for (int rrset : rrsets) {
      for (int r = zone.firstSignature(rrset); r < zone.firstRecord(rrset + 1); r++) {
        total++;
        valid += candidate.signatures().status(r) == SignatureStatus.VALID ? 1 : 0;
      }
    }
    return valid + " of the " + total + " RRSIGs in it verify";
  }
}
