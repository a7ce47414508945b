package io.zonegate.signer.zone;

import java.nio.file.Path;
import org.xbill.DNS.Name;

/** Reads the records of a signed zone one after another. Thread-confined. */
public final class SignedRecords {

  private final MasterRecords record;
  private final OwnerName owner;

  private SignedRecords(MasterRecords record, OwnerName owner) {
    this.record = record;
    this.owner = owner;
  }

  /** What is done with each record. */
  @FunctionalInterface
  public interface Sink {
    /** Takes the record, which holds until the next. */
    void take(SignedRecords record);
  }

  /** The name before, which most records share. */
  private static final class Owners {
    private Name last;
    private OwnerName owner;

    OwnerName of(Name name, Name apex) {
      if (owner == null || !name.equals(last)) {
        last = name;
        owner = OwnerName.of(name, apex);
      }
      return owner;
    }
  }

  /**
   * Hands every record of the file to the sink.
   *
   * @throws ZoneInputException when the file is no master file of the zone or cannot be read
   */
  public static void read(Path file, Name apex, Sink sink) {
    Owners owners = new Owners();
    MasterRecords.read(
        file,
        apex,
        record -> sink.take(new SignedRecords(record, owners.of(record.owner(), apex))));
  }

  /** The owner name. */
  public OwnerName owner() {
    return owner;
  }

  /** Type number. */
  public int type() {
    return record.type();
  }

  /** The RDATA as it is written. */
  public String rdata() {
    return record.rdata();
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
