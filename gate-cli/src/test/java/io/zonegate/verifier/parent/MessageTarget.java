package io.zonegate.verifier.parent;

import io.zonegate.testzones.fault.Fault;
import io.zonegate.verifier.parent.ParentServer.NoAnswerException;
import java.io.IOException;
import java.util.List;
import org.xbill.DNS.InvalidTTLException;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;

/** Messages that a parent's server answers with; lies here because no class of them is public. */
public final class MessageTarget {
  private MessageTarget() {}

  /** Takes the octets for a server's answer. */
  public static void fuzzerTestOneInput(byte[] octets) {
    try {
      Message answer = new Message(octets);
      new SignedAnswers(Name.root, List.of(), List.of(answer), "fuzz", Fault.DEFAULT_CLOCK);
    } catch (NoAnswerException | IOException | InvalidTTLException e) {
      // Refused with its reason; the resolver makes a refusal of dnsjava's unchecked one.
    }
  }
}
