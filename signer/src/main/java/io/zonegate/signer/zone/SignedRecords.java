package io.zonegate.signer.zone;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Reads the records of a signed zone one after another. Thread-confined. */
public final class SignedRecords {

  private final MasterRecords record;

  private SignedRecords(MasterRecords record) {
    this.record = record;
  }

  /** What is done with each record. */
  @FunctionalInterface
  public interface Sink {
    /** Takes the record, which holds until the next. */
    void take(SignedRecords record);
  }

  /**
   * Hands every record of the file to the sink.
   *
   * @throws ZoneInputException when the file is no master file of the zone or cannot be read
   */
  public static void read(Path file, Name apex, Sink sink) {
    MasterRecords.read(
        file,
        apex,
        record -> {
          sink.take(new SignedRecords(record));
          return true;
        });
  }

  /**
   * The serial of the first SOA record in the file.
   *
   * @throws ZoneInputException when the file cannot be read that far, or has none
   */
  public static long serial(Path file, Name apex) {
    AtomicLong serial = new AtomicLong(-1);
    MasterRecords.read(
        file,
        apex,
        record -> {
          if (record.type() == Type.SOA) {
            serial.set(UnsignedZone.serial(record.wire()));
          }
          return record.type() != Type.SOA;
        });
    if (serial.get() < 0) {
      throw new ZoneInputException(file, 0, "has no SOA record; is the file whole?");
    }
    return serial.get();
  }

  /** The owner name. */
  public OwnerName owner() {
    return record.owner();
  }

  /** Type number. */
  public int type() {
    return record.type();
  }

  /** Gives the RDATA as it is written to one who reads it. */
  public <T> T rdata(RdataReader<T> reader) {
    return record.rdata(reader);
  }

  /** What relative names in the RDATA are relative to. */
  public Name origin() {
    return record.origin();
  }

  /** The refusal of this record. */
  public ZoneInputException refused(String reason) {
    return record.refused(reason);
  }
}
