package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.ApexCheck;
import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;

/** ZONE-CANARY. */
@CheckInfo(
    id = "ZONE-CANARY",
    title = "The names that the policy names are there with their types",
    group = CheckGroup.CONTENT,
    strictness = Strictness.CONTENT,
    citation = "content.canaries of the policy; .de 2010",
    examines = "types of canary names",
    explanation =
        """
        The policy names a few names that never go. Where one is missing, or lacks one of its types, the \
        zone was cut short or made from the wrong data, as most of .de was lost in 2010 by a zone file \
        that was copied in part.""",
    remedy =
        "Look at the export and at every copy on the way. If the name was removed on purpose, take it out of"
            + " content.canaries.")
public final class ZoneCanary extends ApexCheck {
  @Override
  public Applicability applies(Candidate candidate) {
    return candidate.inputs().rules().content().canaries().isEmpty()
        ? Applicability.no("the policy sets no content.canaries")
        : Applicability.YES;
  }

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Zone zone = candidate.zone();
    byte[] key = new byte[NameKey.MAX_BYTES];
    for (Canary canary : candidate.inputs().rules().content().canaries()) {
      int length = NameKey.fromWire(NameText.wire(canary.name()), 0, key);
      int owner = zone.findOwner(key, 0, length);
      for (int type : canary.types()) {
        examination.examined(1);
        if (owner < 0 || zone.findRrset(owner, type) < 0) {
          examination.block(
              Math.max(owner, -1),
              type,
              -1,
              () ->
                  "the canary "
                      + canary.name()
                      + (owner < 0
                          ? " is not in the zone"
                          : " has no " + RecordType.mnemonic(type)),
              "canary",
              canary.name());
        }
      }
    }
  }
}
