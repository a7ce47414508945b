package io.zonegate.parent;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A name server of one signed zone on the loopback, on a free port, over UDP and TCP. It knows no
 * more than a validator needs: RRsets, and for what is not there all of the zone's denial.
 */
public final class ParentZoneServer implements AutoCloseable {
  /** What may be done to an answer before it is sent; null for no answer. */
  public interface Spoiling extends BiFunction<Message, Boolean, Message> {
    /**
     * @param tcp whether the question came over TCP
     */
    @Override
    Message apply(Message answer, Boolean tcp);
  }

  private final UnaryOperator<Message> answers;
  private final Spoiling spoiling;
  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final AtomicInteger overTcp = new AtomicInteger();

  private ParentZoneServer(UnaryOperator<Message> answers, Spoiling spoiling) throws IOException {
    this.answers = answers;
    this.spoiling = spoiling;
    InetAddress loopback = InetAddress.getLoopbackAddress();
    DatagramSocket datagrams = null;
    ServerSocket streams = null;
    // The port that UDP gets may be taken for TCP.
    for (int i = 0; streams == null; i++) {
      datagrams = new DatagramSocket(0, loopback);
      try {
        streams = new ServerSocket(datagrams.getLocalPort(), 5, loopback);
      } catch (IOException e) {
        datagrams.close();
        if (i == 10) {
          throw e;
        }
      }
    }
    udp = datagrams;
    tcp = streams;
    start(this::serveUdp);
    start(this::serveTcp);
  }

  /** Serves the zone as it is. */
  public static ParentZoneServer of(List<Record> zone) throws IOException {
    return spoilt(zone, (answer, tcp) -> answer);
  }

  /** Gives these answers to queries. */
  public static ParentZoneServer answering(UnaryOperator<Message> answers) throws IOException {
    return new ParentZoneServer(answers, (answer, tcp) -> answer);
  }

  /** Serves the zone, spoiling each answer. */
  public static ParentZoneServer spoilt(List<Record> zone, Spoiling spoiling) throws IOException {
    List<Record> records = List.copyOf(zone);
    return new ParentZoneServer(query -> answer(query, records), spoiling);
  }

  /** {@code ADDRESS:PORT}. */
  public String address() {
    return "127.0.0.1:" + udp.getLocalPort();
  }

  /** How many answers went out over TCP. */
  public int overTcp() {
    return overTcp.get();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "parent-zone-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void serveUdp() {
    byte[] buffer = new byte[4096];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        Message query = new Message(java.util.Arrays.copyOf(buffer, packet.getLength()));
        Message answer = spoiling.apply(answers.apply(query), false);
        if (answer != null) {
          int room = query.getOPT() == null ? 512 : query.getOPT().getPayloadSize();
          byte[] wire = answer.toWire();
          if (wire.length > room) {
            answer.removeAllRecords(Section.ANSWER);
            answer.removeAllRecords(Section.AUTHORITY);
            answer.getHeader().setFlag(Flags.TC);
            wire = answer.toWire();
          }
          udp.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
        }
      }
    } catch (SocketException e) {
      // Closed: the test is over.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serveTcp() {
    try {
      while (true) {
        try (Socket client = tcp.accept()) {
          serve(client);
        }
      }
    } catch (SocketException e) {
      // Closed: the test is over.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(Socket client) throws IOException {
    try {
      DataInputStream in = new DataInputStream(client.getInputStream());
      Message query = new Message(in.readNBytes(in.readUnsignedShort()));
      Message answer = spoiling.apply(answers.apply(query), true);
      if (answer != null) {
        overTcp.incrementAndGet();
        byte[] wire = answer.toWire();
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        out.writeShort(wire.length);
        out.write(wire);
        out.flush();
      }
    } catch (EOFException | SocketException e) {
      // The client is gone, as one that was killed: the next one is served.
      client.close();
    }
  }

  private static Message answer(Message query, List<Record> records) {
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    Name name = query.getQuestion().getName();
    int type = query.getQuestion().getType();
    for (Record r : records) {
      if (r.getName().equals(name) && (r.getType() == type || covers(r, type))) {
        answer.addRecord(r, Section.ANSWER);
      }
    }
    if (answer.getSection(Section.ANSWER).isEmpty()) {
      for (Record r : records) {
        boolean denial = r instanceof NSECRecord || r instanceof NSEC3Record;
        if (denial
            || r.getType() == Type.SOA
            || covers(r, Type.SOA)
            || covers(r, Type.NSEC)
            || covers(r, Type.NSEC3)) {
          answer.addRecord(r, Section.AUTHORITY);
        }
      }
    }
    return answer;
  }

  private static boolean covers(Record r, int type) {
    return r instanceof RRSIGRecord rrsig && rrsig.getTypeCovered() == type;
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}
