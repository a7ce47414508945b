package io.zonegate.probe;

import io.zonegate.verifier.parent.ServerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;

/**
 * Asks one server, over one transport, and remembers why an answer is none that one could judge: a
 * validator takes a missing key for a bogus zone. For one thread.
 */
final class AuthoritativeAnswers implements Resolver {
  private static final int UDP_PAYLOAD = 1_232;

  private final InetSocketAddress server;
  private final boolean tcp;
  private Duration timeout;
  private boolean ignoreTruncation = true;
  private int flags;
  private String failure = "";

  /**
   * Prepares; what is truncated stays so, unless {@link #setIgnoreTruncation} says otherwise.
   *
   * @param timeout for each answer
   */
  AuthoritativeAnswers(ServerAddress address, Duration timeout, boolean tcp) {
    this.server = address.socket();
    this.timeout = timeout;
    this.tcp = tcp;
  }

  /** Why the first answer that could not be judged could not; empty if all could. */
  Optional<String> failure() {
    return Optional.of(failure).filter(text -> !text.isEmpty());
  }

  @Override
  public CompletionStage<Message> sendAsync(Message query, Executor executor) {
    Message asked = query.clone();
    asked.getHeader().unsetFlag(Flags.RD);
    asked.removeAllRecords(Section.ADDITIONAL);
    asked.addRecord(new OPTRecord(UDP_PAYLOAD, 0, 0, flags), Section.ADDITIONAL);
    try {
      Message answer = answer(asked);
      if (answer.getRcode() != Rcode.NOERROR && answer.getRcode() != Rcode.NXDOMAIN) {
        failed("answered " + Rcode.string(answer.getRcode()));
      } else if (!answer.getHeader().getFlag(Flags.AA)) {
        failed("the answer is not authoritative");
      }
      return CompletableFuture.completedFuture(answer);
    } catch (IOException e) {
      failed(
          "no answer: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
      return CompletableFuture.failedFuture(e);
    }
  }

  private void failed(String why) {
    failure = failure.isEmpty() ? why : failure;
  }

  private Message answer(Message query) throws IOException {
    if (tcp) {
      return TcpQuestion.ask(server, query, timeout);
    }
    SimpleResolver udp = new SimpleResolver(server);
    udp.setTimeout(timeout);
    udp.setIgnoreTruncation(true);
    Message answer = udp.send(query);
    return answer.getHeader().getFlag(Flags.TC) && !ignoreTruncation
        ? TcpQuestion.ask(server, query, timeout)
        : answer;
  }

  @Override
  public void setEDNS(int version, int payloadSize, int newFlags, List<EDNSOption> options) {
    flags = newFlags;
  }

  @Override
  public void setIgnoreTruncation(boolean flag) {
    ignoreTruncation = flag;
  }

  @Override
  public void setTimeout(Duration newTimeout) {
    timeout = newTimeout;
  }

  @Override
  public void setTCP(boolean flag) {
    throw new UnsupportedOperationException("the transport is fixed");
  }

  @Override
  public void setPort(int port) {
    throw new UnsupportedOperationException("the server is fixed");
  }

  @Override
  public void setTSIGKey(TSIG key) {
    throw new UnsupportedOperationException("answers are not signed by TSIG");
  }
}
