package io.zonegate.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.parent.RealServer;
import io.zonegate.verifier.parent.ServerAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** NSD and Knot DNS take a zone, and then its next version, from the transfer server. */
class RealSecondariesTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path folder;
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();

  /** Starts a secondary at a port, of the server at another. */
  private interface Secondary {
    RealServer start(int port, int primary) throws Exception;
  }

  @Test
  void nsdTakesAndServesWhatWasJudged() throws Exception {
    takes((port, primary) -> TransferPeers.nsdSecondary(folder, SmallZone.ORIGIN, port, primary));
  }

  @Test
  void knotTakesAndServesWhatWasJudged() throws Exception {
    takes((port, primary) -> TransferPeers.knotSecondary(folder, SmallZone.ORIGIN, port, primary));
  }

  private void takes(Secondary secondary) throws Exception {
    int port = RealServer.freePort();
    TransferView view =
        new TransferView(
            "view",
            "zone.example.",
            List.of(TransferPeers.key()),
            Set.of(LOOPBACK),
            List.of(new ServerAddress("127.0.0.1", port)));
    ZoneImage one = ZoneImage.write(SmallZone.of(1).zone(), folder.resolve("one"));
    ZoneImage two = ZoneImage.write(SmallZone.of(2).zone(), folder.resolve("two"));
    try (TransferServer server =
        TransferServer.start(
            List.of(new InetSocketAddress(LOOPBACK, 0)),
            new TransferServer.Clients(List.of(view), List.of()),
            ServerLimits.DEFAULT,
            Instant::now,
            log::add)) {
      server.publish(view, one, List.of());
      try (RealServer running = secondary.start(port, server.port())) {
        serves(running, one);
        assertThat(log).anyMatch(line -> line.contains("serial 1, AXFR"));
        server.publish(view, two, List.of(one));
        assertThat(server.notifyServers(view).values().iterator().next().get()).isTrue();
        serves(running, two);
        assertThat(log).anyMatch(line -> line.contains("serial 2, IXFR from 1"));
      }
    }
  }

  private void serves(RealServer running, ZoneImage image) throws Exception {
    SimpleResolver resolver = new SimpleResolver("127.0.0.1");
    resolver.setPort(running.port());
    resolver.setTimeout(Duration.ofSeconds(5));
    long serial = -1;
    for (int i = 0; i < 1500 && serial != image.serial(); i++) {
      Message answer =
          resolver.send(Message.newQuery(Record.newRecord(SmallZone.ORIGIN, Type.SOA, DClass.IN)));
      List<Record> records = answer.getSection(Section.ANSWER);
      serial = records.isEmpty() ? -1 : ((SOARecord) records.get(0)).getSerial();
      Thread.sleep(20);
    }
    assertThat(serial).as("%s", log).isEqualTo(image.serial());
    TransferUrl url =
        new TransferUrl(new ServerAddress("127.0.0.1", running.port()), "zone.example.");
    assertThat(
            ZoneTransfer.fetch(url, Optional.empty(), Instant::now, Duration.ofSeconds(60))
                .content()
                .sha256())
        .isEqualTo(image.sha256());
  }
}
