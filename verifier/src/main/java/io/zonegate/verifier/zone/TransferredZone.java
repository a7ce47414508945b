package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.util.Arrays;

/**
 * Makes a zone of the messages of a zone transfer (AXFR, RFC 5936). A zone comes of it only when
 * the SOA record that ended the transfer was the one that began it.
 */
public final class TransferredZone {
  private static final int AXFR = 252;

  private final String source;
  private final ZoneBuilder builder;
  private final TransferMessages messages;
  private byte[] soa;
  private int soaTtl;
  private boolean complete;

  /**
   * Waits for the first message.
   *
   * @param apex wire form of the zone's name
   * @param source what the transfer is called in messages and positions
   * @param id ID of the query, 0 to 65535
   */
  public TransferredZone(byte[] apex, String source, int id) {
    this.source = source;
    this.builder = new ZoneBuilder(apex.clone());
    this.messages = new TransferMessages(apex.clone(), source, id, AXFR, new Records());
    builder.lines().enter(source, 1);
  }

  /**
   * Takes the records of the next message.
   *
   * @param message holds the message from 0, without the two octets of its length
   * @param length its octets
   * @return whether the transfer has come to its end; no message may follow
   * @throws ZoneReadException if the server refuses, or the message is not one of this transfer
   */
  public boolean add(byte[] message, int length) throws ZoneReadException {
    return messages.add(message, length);
  }

  private final class Records implements TransferMessages.Sink {
    @Override
    public void take(TransferMessages.Taken record) throws FormException {
      if (record.apexSoa() && soa != null) {
        end(record);
        return;
      }
      if (soa == null) {
        soa = Arrays.copyOf(record.rdata(), record.length());
        soaTtl = record.ttl();
      }
      builder.add(
          record.owner(),
          1,
          record.type(),
          record.ttl(),
          record.rdata(),
          0,
          record.length(),
          record.number());
    }

    @Override
    public boolean isComplete() {
      return complete;
    }
  }

  private void end(TransferMessages.Taken record) throws FormException {
    if (record.ttl() != soaTtl
        || !Arrays.equals(soa, 0, soa.length, record.rdata(), 0, record.length())) {
      throw new FormException(
          "it is not the SOA record that the transfer began with (serial "
              + serial(record.rdata(), record.length())
              + ", first "
              + serial(soa, soa.length)
              + "); the zone changed meanwhile, ask again");
    }
    complete = true;
  }

  private static String serial(byte[] octets, int length) {
    return Integer.toUnsignedString(Bytes.int32(octets, length - 20));
  }

  /**
   * The zone.
   *
   * @throws ZoneReadException if the transfer has not come to its end, or an owner lies outside
   */
  public Zone build() throws ZoneReadException {
    if (!complete) {
      throw new ZoneReadException(
          source, "the transfer ended after " + messages + ", before the SOA record at its end");
    }
    return builder.build(source, null);
  }
}
