package io.zonegate.verifier.drill;

import io.zonegate.verifier.zone.NameKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.TSIG;

/** The zone in the place of the network: nothing is ever sent. */
final class ZoneResolver implements Resolver {
  private final Authority authority;

  ZoneResolver(Authority authority) {
    this.authority = authority;
  }

  @Override
  public CompletionStage<Message> sendAsync(Message query, Executor executor) {
    byte[] wire = query.getQuestion().getName().toWireCanonical();
    byte[] key = new byte[NameKey.MAX_BYTES];
    int length = NameKey.fromWire(wire, 0, key);
    try {
      Message answer =
          authority.answer(KeyedName.of(key, length), query.getQuestion().getType()).message();
      answer.getHeader().setID(query.getHeader().getID());
      return CompletableFuture.completedFuture(answer);
    } catch (BeyondValidatorException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void setPort(int port) {}

  @Override
  public void setTCP(boolean flag) {}

  @Override
  public void setIgnoreTruncation(boolean flag) {}

  @Override
  public void setEDNS(int version, int payloadSize, int flags, List<EDNSOption> options) {}

  @Override
  public void setTSIGKey(TSIG key) {}

  @Override
  public void setTimeout(Duration timeout) {}
}
