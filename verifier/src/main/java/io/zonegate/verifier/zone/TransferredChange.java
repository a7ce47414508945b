package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.Serial;

/**
 * What an incremental transfer (IXFR, RFC 1995) changes of a zone: the records that go and those
 * that come, SOA records among them, after all of its steps. Nothing is known of the zone itself:
 * whether the change fits is for whoever applies it.
 */
public final class TransferredChange {
  private static final int IXFR = 251;

  /** What the server answered. */
  public enum Form {
    /** It has nothing newer. */
    CURRENT,
    /** It gives the whole zone instead; none of it was kept. */
    WHOLE,
    /** A change. */
    CHANGE
  }

  private final String source;
  private final long from;
  private final long most;
  private final TransferMessages messages;

  /** Records as in {@link CanonicalRecords}; true for one that comes, false for one that goes. */
  private final Map<ByteBuffer, Boolean> changed = new HashMap<>();

  private long octets;
  private ByteBuffer last;
  private ByteBuffer present;
  private boolean coming;
  private Form form;

  /**
   * Waits for the first message.
   *
   * @param apex wire form of the zone's name
   * @param source what the transfer is called in messages
   * @param id ID of the query, 0 to 65535
   * @param from the serial that the query gave
   * @param most octets that the change may have in memory; a larger one is refused
   */
  public TransferredChange(byte[] apex, String source, int id, long from, long most) {
    this.source = source;
    this.from = from;
    this.most = most;
    this.messages = new TransferMessages(apex.clone(), source, id, IXFR, new Steps());
  }

  /**
   * Takes the records of the next message.
   *
   * @return whether {@link #form} is known; no message may follow
   * @throws ZoneReadException if the server refuses, or the steps do not follow from each other
   */
  public boolean add(byte[] message, int length) throws ZoneReadException {
    messages.add(message, length);
    if (form == null && present == null && Serial.compare(serial(last), from) <= 0) {
      // Only its SOA record, and not newer: there is no more to come.
      form = Form.CURRENT;
    }
    return form != null;
  }

  /**
   * What the server answered.
   *
   * @throws ZoneReadException if the transfer has not come to its end
   */
  public Form form() throws ZoneReadException {
    if (form == null) {
      throw new ZoneReadException(
          source, "the transfer ended after " + messages + ", before the SOA record at its end");
    }
    return form;
  }

  /** The records that come, or those that go, each as in {@link CanonicalRecords}; in no order. */
  public List<byte[]> records(boolean added) {
    return changed.entrySet().stream()
        .filter(entry -> entry.getValue() == added)
        .map(entry -> octets(entry.getKey()))
        .toList();
  }

  private static byte[] octets(ByteBuffer record) {
    byte[] octets = new byte[record.remaining()];
    record.duplicate().get(octets);
    return octets;
  }

  private static long serial(ByteBuffer soa) {
    return Integer.toUnsignedLong(soa.getInt(soa.capacity() - 20));
  }

  /** The steps: the SOA record that goes, what goes, the one that comes, what comes; and so on. */
  private final class Steps implements TransferMessages.Sink {
    @Override
    public void take(TransferMessages.Taken taken) throws FormException {
      if (form == Form.WHOLE) {
        return;
      }
      ByteBuffer record = canonical(taken);
      if (last == null) {
        last = record;
      } else if (present == null) {
        begin(record, taken.apexSoa());
      } else if (taken.apexSoa()) {
        step(record);
      } else {
        change(record);
      }
    }

    private void begin(ByteBuffer record, boolean soa) throws FormException {
      if (!soa || record.equals(last)) {
        form = Form.WHOLE;
        return;
      }
      if (serial(record) != from) {
        throw new FormException(
            "the change starts from serial " + serial(record) + ", asked was for " + from);
      }
      present = record;
      change(record);
    }

    private void step(ByteBuffer soa) throws FormException {
      if (!coming) {
        coming = true;
        present = soa;
        change(soa);
      } else if (soa.equals(present)) {
        coming = false;
        if (present.equals(last)) {
          form = Form.CHANGE;
        } else {
          change(soa);
        }
      } else {
        throw new FormException(
            "a step to serial " + serial(present) + " is followed by one from " + serial(soa));
      }
    }

    /** What one step adds and a later one takes away, or the other way round, is no change. */
    private void change(ByteBuffer record) throws FormException {
      Boolean before = changed.get(record);
      if (before == null) {
        changed.put(record, coming);
        octets += record.capacity();
      } else if (before != coming) {
        changed.remove(record);
        octets -= record.capacity();
      } else {
        throw new FormException(
            "a record of "
                + NameText.present(octets(record), 0)
                + (coming ? " comes" : " goes")
                + " twice");
      }
      if (octets > most) {
        throw new FormException("the change has more than " + most + " octets");
      }
    }

    @Override
    public boolean isComplete() {
      return form == Form.CHANGE;
    }
  }

  private static ByteBuffer canonical(TransferMessages.Taken taken) throws FormException {
    if (taken.length() > 65_535) {
      throw new FormException("RDATA is longer than 65,535 octets");
    }
    int owner = NameKey.wireLength(taken.owner(), 1);
    ByteBuffer record = ByteBuffer.allocate(owner + 10 + taken.length());
    for (int i = 0; i < owner; i++) {
      record.put(NameKey.lower(taken.owner()[1 + i]));
    }
    record.putShort((short) taken.type()).putShort((short) 1).putInt(taken.ttl());
    record.putShort((short) taken.length()).put(taken.rdata(), 0, taken.length());
    return record.flip();
  }
}
