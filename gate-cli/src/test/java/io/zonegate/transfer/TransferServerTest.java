package io.zonegate.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.testzones.Cases;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.ZoneTransferIn;

/** The server against our own client and dnsjava's. */
class TransferServerTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final TsigKey KEY = TransferPeers.key();
  private static final TsigKey OTHER = TransferPeers.key("other-key");
  private static final TransferView VIEW = view("a", KEY);
  private static final SmallZone ONE = SmallZone.of(1);
  private static final SmallZone TWO = SmallZone.of(2);

  @TempDir private Path folder;
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private int images;

  private static TransferView view(String name, TsigKey key) {
    return new TransferView(name, "zone.example.", List.of(key), Set.of(), List.of());
  }

  private TransferServer start(ServerLimits limits, TransferView... views) throws Exception {
    TransferServer server =
        TransferServer.start(
            List.of(new InetSocketAddress(LOOPBACK, 0)),
            new TransferServer.Clients(List.of(views), List.of()),
            limits,
            Instant::now,
            log::add);
    opened.add(server);
    return server;
  }

  private TransferServer start(TransferView... views) throws Exception {
    return start(ServerLimits.DEFAULT, views);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private ZoneImage image(Zone zone) throws Exception {
    return ZoneImage.write(zone, folder.resolve("image-" + images++));
  }

  private static Zone fetch(TransferServer server, TsigKey key) throws ZoneReadException {
    TransferUrl url =
        new TransferUrl(new ServerAddress("127.0.0.1", server.port()), "zone.example.");
    return ZoneTransfer.fetch(url, Optional.ofNullable(key), Instant::now, Duration.ofSeconds(60));
  }

  @Test
  void twoViewsHaveTwoVersionsAndChangeThemAlone() throws Exception {
    TransferView second = view("b", OTHER);
    TransferServer server = start(VIEW, second);
    ZoneImage one = image(ONE.zone());
    ZoneImage two = image(TWO.zone());
    server.publish(VIEW, one, List.of());
    server.publish(second, one, List.of());
    server.publish(VIEW, two, List.of());
    assertThat(fetch(server, KEY).content()).isEqualTo(TWO.zone().content());
    assertThat(fetch(server, OTHER).content()).isEqualTo(ONE.zone().content());
    assertThat(server.published(VIEW)).contains(two);
    assertThat(server.published(second)).contains(one);
    server.publish(second, two, List.of());
    assertThat(fetch(server, OTHER).content().sha256()).isEqualTo(two.sha256());
    assertThatThrownBy(() -> server.publish(VIEW, one, List.of()))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining("its servers would not take 1");
    assertThat(fetch(server, KEY).content().sha256()).isEqualTo(two.sha256());
  }

  /** Those with the rarest types, names of all octets, and faults that are not of form. */
  @Test
  void theOddestZonesOfTestzonesComeBackAsTheyWere() throws Exception {
    int transferred = 0;
    List<Fault> cases = new ArrayList<>(Cases.forChecks("ZONE-R"));
    Cases.all().stream().filter(f -> f.name().startsWith("odd-")).forEach(cases::add);
    for (Fault fault : cases) {
      FaultCase made = fault.prepare(1);
      Zone zone;
      ZoneImage image;
      try {
        zone = SmallZone.read(new String(made.zoneBytes(), StandardCharsets.ISO_8859_1));
        image = image(zone);
      } catch (ZoneReadException | TransferException e) {
        continue;
      }
      TransferView view =
          new TransferView("v", zone.apexName(), List.of(), Set.of(LOOPBACK), List.of());
      try (TransferServer server = start(view)) {
        server.publish(view, image, List.of());
        Zone back =
            ZoneTransfer.fetch(
                new TransferUrl(new ServerAddress("127.0.0.1", server.port()), zone.apexName()),
                Optional.empty(),
                Instant::now,
                Duration.ofSeconds(60));
        assertThat(back.content()).as(fault.name()).isEqualTo(zone.content());
      }
      transferred++;
    }
    assertThat(transferred).isGreaterThan(30);
  }

  private static TSIG tsig(TsigKey key) {
    return new TSIG(
        TSIG.HMAC_SHA256,
        key.name(),
        new javax.crypto.spec.SecretKeySpec(
            "thirty-two octets make a secret.".getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
  }

  private static ZoneTransferIn ixfr(TransferServer server, long serial) throws Exception {
    ZoneTransferIn in =
        ZoneTransferIn.newIXFR(
            SmallZone.ORIGIN, serial, false, "127.0.0.1", server.port(), tsig(KEY));
    in.run();
    return in;
  }

  @Test
  void anIxfrLeadsFromTheOldVersionToTheNew() throws Exception {
    TransferServer server = start(VIEW);
    server.publish(VIEW, image(TWO.zone()), List.of(image(ONE.zone())));
    ZoneTransferIn in = ixfr(server, 1);
    assertThat(in.isIXFR()).isTrue();
    assertThat(in.getIXFR()).hasSize(1);
    ZoneTransferIn.Delta delta = in.getIXFR().get(0);
    assertThat(delta.start).isEqualTo(1);
    assertThat(delta.end).isEqualTo(2);
    List<Record> zone = new ArrayList<>(records(ONE));
    delta.deletes.forEach(r -> assertThat(zone.remove(r)).as("%s", r).isTrue());
    zone.addAll(delta.adds);
    assertThat(zone).containsExactlyInAnyOrderElementsOf(records(TWO));
    assertThat(ixfr(server, 2).isCurrent()).isTrue();
    assertThat(ixfr(server, 3).isCurrent()).isTrue();
    ZoneTransferIn unknown = ixfr(server, 0xffff_fff0L);
    assertThat(unknown.isAXFR()).isTrue();
    assertThat(unknown.getAXFR()).hasSize(records(TWO).size() + 1);
  }

  private static List<Record> records(SmallZone zone) throws IOException {
    List<Record> records = new ArrayList<>();
    try (org.xbill.DNS.Master master =
        new org.xbill.DNS.Master(
            new java.io.ByteArrayInputStream(zone.text().getBytes(StandardCharsets.ISO_8859_1)))) {
      for (Record r = master.nextRecord(); r != null; r = master.nextRecord()) {
        records.add(r);
      }
    }
    return records;
  }

  private static Message query(int type) {
    Message query = Message.newQuery(Record.newRecord(SmallZone.ORIGIN, type, DClass.IN));
    query.getHeader().unsetFlag(Flags.RD);
    return query;
  }

  private static Message overTcp(TransferServer server, Message query) throws IOException {
    try (Socket socket = new Socket(LOOPBACK, server.port())) {
      byte[] wire = query.toWire();
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeShort(wire.length);
      out.write(wire);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      return new Message(in.readNBytes(in.readUnsignedShort()));
    }
  }

  private static Message overUdp(TransferServer server, byte[] wire) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(10_000);
      socket.send(new DatagramPacket(wire, wire.length, LOOPBACK, server.port()));
      DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
      socket.receive(answer);
      assertThat(answer.getLength()).isLessThanOrEqualTo(wire.length);
      return new Message(java.util.Arrays.copyOf(answer.getData(), answer.getLength()));
    }
  }

  @Test
  void whoIsNotKnownGetsNothing() throws Exception {
    TransferServer server = start(VIEW);
    server.publish(VIEW, image(ONE.zone()), List.of());
    for (int type : new int[] {Type.SOA, Type.AXFR, Type.IXFR, Type.NS, Type.ANY}) {
      Message answer = overTcp(server, query(type));
      assertThat(answer.getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    }
    Message signed = query(Type.NS);
    tsig(KEY).apply(signed, null);
    assertThat(overTcp(server, signed).getRcode()).isEqualTo(Rcode.REFUSED);
    assertThatThrownBy(() -> fetch(server, null)).hasMessageContaining("REFUSED");
    assertThatThrownBy(() -> fetch(server, OTHER))
        .hasMessageContaining("the server answers BADKEY to key other-key.");
    TsigKey wrong =
        new TsigKey("transfer-key", TsigKey.Algorithm.HMAC_SHA256, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> fetch(server, wrong))
        .hasMessageContaining("the server answers BADSIG to key transfer-key.");
    assertThatThrownBy(
            () ->
                ZoneTransfer.fetch(
                    new TransferUrl(new ServerAddress("127.0.0.1", server.port()), "zone.example."),
                    Optional.of(KEY),
                    () -> Instant.now().plusSeconds(3600),
                    Duration.ofSeconds(60)))
        .hasMessageContaining("BADTIME")
        .hasMessageContaining("clocks are too far apart");
    assertThat(log).noneMatch(line -> line.contains(" octets"));
  }

  /** The answer to a wrong clock is signed, by the time of the query (RFC 8945 section 5.2.3). */
  @Test
  void tellsItsTimeToWhoHasAnother() throws Exception {
    TransferServer server = start(VIEW);
    Instant late = Instant.now().plusSeconds(3600);
    byte[] query = new byte[1000];
    byte[] wire = query(Type.SOA).toWire();
    System.arraycopy(wire, 0, query, 0, wire.length);
    TsigExchange theirs = new TsigExchange(KEY, () -> late);
    int length = theirs.sign(query, wire.length);
    try (Socket socket = new Socket(LOOPBACK, server.port())) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeShort(length);
      out.write(query, 0, length);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = in.readNBytes(in.readUnsignedShort());
      TsigRecord record = TsigRecord.find(answer, answer.length);
      assertThat(record.error()).isEqualTo(Rcode.BADTIME);
      assertThat(record.time()).isEqualTo(late.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
      assertThat(record.other()).hasSize(6);
      assertThat(theirs.verify(answer, answer.length, record)).isEqualTo(Rcode.NOERROR);
    }
  }

  @Test
  void overUdpNothingIsLargerThanTheQuestion() throws Exception {
    TransferView open =
        new TransferView("o", "zone.example.", List.of(), Set.of(LOOPBACK), List.of());
    TransferServer server = start(open);
    server.publish(open, image(ONE.zone()), List.of());
    for (int type : new int[] {Type.SOA, Type.IXFR}) {
      Message answer = overUdp(server, query(type).toWire());
      assertThat(answer.getHeader().getFlag(Flags.TC)).isTrue();
      assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    }
    assertThat(overUdp(server, query(Type.AXFR).toWire()).getRcode()).isEqualTo(Rcode.REFUSED);
    byte[] broken = java.util.Arrays.copyOf(query(Type.SOA).toWire(), 20);
    assertThat(overUdp(server, broken).getRcode()).isEqualTo(Rcode.FORMERR);
    Message answer = overTcp(server, query(Type.SOA));
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(((SOARecord) answer.getSection(Section.ANSWER).get(0)).getSerial()).isEqualTo(1);
    TransferServer second = start(VIEW);
    second.publish(VIEW, image(ONE.zone()), List.of());
    Message signed = query(Type.SOA);
    tsig(KEY).apply(signed, null);
    byte[] wire = signed.toWire();
    Message truncated = overUdp(second, wire);
    assertThat(truncated.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(tsig(KEY).verify(truncated, truncated.toWire(), signed.getTSIG())).isEqualTo(0);
    // A query with room for it is answered at once.
    Message padded = query(Type.SOA);
    padded.addRecord(
        new org.xbill.DNS.NULLRecord(Name.root, DClass.IN, 0, new byte[200]), Section.ADDITIONAL);
    assertThat(overUdp(server, padded.toWire()).getSection(Section.ANSWER)).hasSize(1);
  }

  @Test
  void aReaderThatTakesNothingIsCutOff() throws Exception {
    TransferView open =
        new TransferView("o", "zone.example.", List.of(), Set.of(LOOPBACK), List.of());
    ServerLimits limits =
        new ServerLimits(2, 1, Duration.ofSeconds(20), Duration.ofMillis(300), 4096);
    TransferServer server = start(limits, open);
    // More than the sockets of both sides can hold.
    server.publish(open, image(large()), List.of());
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(LOOPBACK, server.port()));
      byte[] wire = query(Type.AXFR).toWire();
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeShort(wire.length);
      out.write(wire);
      await("cut off for being slow");
      // Its place is free again, and who reads gets all of it.
      assertThat(fetch(server, null).records()).isGreaterThan(100_000);
    }
  }

  private static Zone large() throws ZoneReadException {
    StringBuilder text = new StringBuilder("$ORIGIN zone.example.\n@ 60 SOA a b 1 1 1 1 1\n");
    String filler = "x".repeat(200);
    for (int i = 0; i < 100_000; i++) {
      text.append('h').append(i).append(" 60 TXT ").append(filler).append('\n');
    }
    return SmallZone.read(text.toString());
  }

  private void await(String said) throws InterruptedException {
    for (int i = 0; i < 3000 && log.stream().noneMatch(line -> line.contains(said)); i++) {
      Thread.sleep(10);
    }
    assertThat(log).anyMatch(line -> line.contains(said));
  }

  @Test
  void connectionsAreCountedAndIdleOnesClosed() throws Exception {
    ServerLimits limits =
        new ServerLimits(3, 2, Duration.ofMillis(500), Duration.ofSeconds(20), 512);
    TransferServer server = start(limits, VIEW);
    try (Socket first = new Socket(LOOPBACK, server.port());
        Socket second = new Socket(LOOPBACK, server.port());
        Socket third = new Socket(LOOPBACK, server.port())) {
      assertThat(second.isConnected()).isTrue();
      assertThat(third.getInputStream().read()).isEqualTo(-1);
      await("too many connections");
      // A slow sender is as idle as one that sends nothing.
      first.getOutputStream().write(0);
      assertThatThrownBy(
              () -> {
                if (first.getInputStream().read() < 0) {
                  throw new SocketException("closed");
                }
              })
          .isInstanceOf(SocketException.class);
      await("cut off for being slow");
    }
    try (Socket large = new Socket(LOOPBACK, server.port())) {
      new DataOutputStream(large.getOutputStream()).writeShort(513);
      assertThat(large.getInputStream().read()).isEqualTo(-1);
      await("a query of 513 octets");
    }
  }

  /** A server between, which gives the client only so many octets. */
  private int cutAfter(TransferServer server, int octets) throws IOException {
    java.net.ServerSocket between = new java.net.ServerSocket(0, 5, LOOPBACK);
    opened.add(between);
    TransferServer.threads("between")
        .newThread(
            () -> {
              try (Socket client = between.accept();
                  Socket primary = new Socket(LOOPBACK, server.port())) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                byte[] query = in.readNBytes(in.readUnsignedShort());
                DataOutputStream out = new DataOutputStream(primary.getOutputStream());
                out.writeShort(query.length);
                out.write(query);
                client.getOutputStream().write(primary.getInputStream().readNBytes(octets));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            })
        .start();
    return between.getLocalPort();
  }

  @Test
  void aTransferThatBreaksOffIsNoZone() throws Exception {
    TransferServer server = start(VIEW);
    server.publish(VIEW, image(TWO.zone()), List.of());
    for (int octets : new int[] {0, 1, 2, 100, 5000}) {
      int port = cutAfter(server, octets);
      assertThatThrownBy(
              () ->
                  ZoneTransfer.fetch(
                      new TransferUrl(new ServerAddress("127.0.0.1", port), "zone.example."),
                      Optional.of(KEY),
                      Instant::now,
                      Duration.ofSeconds(60)))
          .isInstanceOf(ZoneReadException.class)
          .hasMessageContaining("closed the connection after");
    }
  }

  @Test
  void aDamagedImageIsNotServed() throws Exception {
    ZoneImage image = image(ONE.zone());
    Path file = folder.resolve("image-0");
    TransferServer server = start(VIEW);
    server.publish(VIEW, image, List.of());
    byte[] octets = java.nio.file.Files.readAllBytes(file);
    octets[octets.length / 2] ^= 1;
    java.nio.file.Files.write(file, octets);
    assertThatThrownBy(() -> ZoneImage.open(file, image.sha256()))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining("not what was judged");
    // Its digest is only known when all of it was sent, so the end is what the client does not get.
    assertThatThrownBy(() -> fetch(server, KEY)).hasMessageContaining("before the end of the zone");
    await("is not what was judged any more");
    assertThatThrownBy(
            () -> new TransferView("all", "zone.example.", List.of(), Set.of(), List.of()))
        .hasMessageContaining("would give the zone to everybody");
  }

  @Test
  void notifyIsRepeatedUntilItIsAnswered() throws Exception {
    try (DatagramSocket secondary = new DatagramSocket(0, LOOPBACK)) {
      secondary.setSoTimeout(20_000);
      TransferView view =
          new TransferView(
              "n",
              "zone.example.",
              List.of(KEY),
              Set.of(),
              List.of(new ServerAddress("127.0.0.1", secondary.getLocalPort())));
      TransferServer server = start(view);
      assertThat(server.notifyServers(view)).isEmpty();
      server.publish(view, image(ONE.zone()), List.of());
      Future<Boolean> told = server.notifyServers(view).values().iterator().next();
      DatagramPacket packet = new DatagramPacket(new byte[1000], 1000);
      secondary.receive(packet);
      secondary.receive(packet);
      byte[] wire = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
      Message notify = new Message(wire);
      assertThat(notify.getHeader().getOpcode()).isEqualTo(org.xbill.DNS.Opcode.NOTIFY);
      assertThat(((SOARecord) notify.getSection(Section.ANSWER).get(0)).getSerial()).isEqualTo(1);
      assertThat(tsig(KEY).verify(notify, wire, null)).isEqualTo(Rcode.NOERROR);
      Message answer = new Message(notify.getHeader().getID());
      answer.getHeader().setOpcode(org.xbill.DNS.Opcode.NOTIFY);
      answer.getHeader().setFlag(Flags.QR);
      answer.addRecord(notify.getQuestion(), Section.QUESTION);
      tsig(KEY).apply(answer, notify.getTSIG());
      byte[] out = answer.toWire();
      secondary.send(new DatagramPacket(out, out.length, packet.getSocketAddress()));
      assertThat(told.get()).isTrue();
    }
  }

  @Test
  void listensOnIpv6() throws Exception {
    TransferServer server =
        TransferServer.start(
            List.of(new InetSocketAddress(InetAddress.getAllByName("::1")[0], 0)),
            new TransferServer.Clients(List.of(VIEW), List.of()),
            ServerLimits.DEFAULT,
            Instant::now,
            log::add);
    opened.add(server);
    server.publish(VIEW, image(ONE.zone()), List.of());
    TransferUrl url =
        TransferUrl.parse("axfr://[::1]:" + server.port() + "/zone.example").orElseThrow();
    assertThat(
            ZoneTransfer.fetch(url, Optional.of(KEY), Instant::now, Duration.ofSeconds(60))
                .content())
        .isEqualTo(ONE.zone().content());
  }

  @Test
  void aServerThatIsSilentEndsAtTheDeadline() throws Exception {
    try (java.net.ServerSocket silent = new java.net.ServerSocket(0, 5, LOOPBACK)) {
      TransferUrl url =
          new TransferUrl(new ServerAddress("127.0.0.1", silent.getLocalPort()), "zone.example.");
      assertThatThrownBy(
              () -> ZoneTransfer.fetch(url, Optional.empty(), Instant::now, Duration.ofMillis(200)))
          .hasMessageContaining("not transferred within the deadline");
    }
  }

  @Test
  void endsOfFileAreTold() {
    assertThatThrownBy(() -> RecordReader.of(folder.resolve("none"), 0, 1))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> {
              Path file = java.nio.file.Files.write(folder.resolve("part"), new byte[] {0, 0, 1});
              try (RecordReader reader = RecordReader.of(file, 0, 3)) {
                reader.next();
              }
            })
        .isInstanceOf(EOFException.class);
  }
}
