package io.zonegate.hsm.generate;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.CkaId;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.KeyTemplate;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenSession;
import io.zonegate.hsm.token.Tokens;
import java.security.SecureRandom;
import java.util.List;
import org.xbill.DNS.Name;

/**
 * A FAULT, for demonstrations and tests on scratch tokens only: the .de fault of 5 May 2026. Every
 * token makes a pair of its own under the same CKA_ID and label, and only the first token's public
 * key is registered. A signer that trusts the locator then makes signatures of which all but the
 * first token's are bogus, under one key tag.
 */
public final class DivergentKeys {

  private DivergentKeys() {}

  /**
   * Makes the fault.
   *
   * @return the key as registered: the first token's
   * @throws HsmException when any token is not SoftHSM's, or fails
   */
  public static ZoneKey generate(
      Tokens tokens, Name zone, KeyRequest request, SecureRandom random) {
    List<Token> all = tokens.holding(request.role().name(), request.group());
    for (Token token : all) {
      if (!token.isSoftHsm()) {
        throw new HsmException(
            token.label(),
            "",
            "this fault is made on SoftHSM2 only; the library is of \""
                + token.manufacturer()
                + "\"",
            "Use scratch tokens for demonstrations.");
      }
    }
    KeyTemplate template = request.template(zone, CkaId.random(random));
    byte[] first = null;
    for (Token token : all) {
      try (TokenSession session = token.openForWriting()) {
        byte[] field = session.generate(template);
        first = first == null ? field : first;
      }
    }
    DnskeyRdata dnskey = DnskeyRdata.of(request.role().flags(), request.algorithm(), first);
    return new ZoneKey(
        request.role(), dnskey, template.id(), template.label(), request.group(), true);
  }
}
