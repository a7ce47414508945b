package io.zonegate.verifier.check;

import io.zonegate.verifier.check.content.ContentRules;
import io.zonegate.verifier.check.denial.DenialRules;
import io.zonegate.verifier.check.history.HistoryRules;
import io.zonegate.verifier.check.keys.KeyRules;
import io.zonegate.verifier.check.signatures.SignatureRules;

/**
 * What the operator's policy asks of a zone beyond the standards, by chapter of the catalogue.
 *
 * @param keys of the keys and the way from the parent
 * @param signatures of the signatures
 * @param denial of the denial of existence
 * @param content of the content
 * @param history of the change from what was released before
 */
public record Rules(
    KeyRules keys,
    SignatureRules signatures,
    DenialRules denial,
    ContentRules content,
    HistoryRules history) {
  /** What holds where the policy says nothing. */
  public static final Rules DEFAULT =
      new Rules(
          KeyRules.DEFAULT,
          SignatureRules.DEFAULT,
          DenialRules.DEFAULT,
          ContentRules.DEFAULT,
          HistoryRules.DEFAULT);
}
