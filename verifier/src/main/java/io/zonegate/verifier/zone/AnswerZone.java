package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;

/**
 * Makes a zone of a few records that servers answered, so that their RRSIGs can be verified like
 * those of a candidate. It is not a whole zone: nothing can be said of what it does not have.
 */
public final class AnswerZone {
  private static final ZoneDigest NONE = new ZoneDigest("", 0);

  private final ZoneBuilder builder;
  private final String source;

  /**
   * Prepares an empty zone.
   *
   * @param apex wire form of the zone's name
   * @param source the server, for messages
   */
  public AnswerZone(byte[] apex, String source) {
    this.builder = new ZoneBuilder(apex);
    this.source = source;
    builder.lines().enter(source, 1);
  }

  /**
   * Adds a record.
   *
   * @param owner uncompressed wire form of the owner name
   * @param ttl seconds
   * @param rdata uncompressed RDATA
   * @throws ZoneReadException if the RDATA has not the form of its type
   */
  public void add(byte[] owner, int type, int ttl, byte[] rdata) throws ZoneReadException {
    byte[] canonical = rdata.clone();
    try {
      RdataWire.canonicalise(type, canonical, 0, canonical.length);
      builder.add(owner, 0, type, ttl, canonical, 0, canonical.length, 1);
    } catch (FormException e) {
      throw new ZoneReadException(source, e.getMessage());
    }
  }

  /**
   * The zone of the records added.
   *
   * @throws ZoneReadException if an owner lies outside the zone or the SOA record is missing
   */
  public Zone build() throws ZoneReadException {
    return builder.build(source, NONE);
  }
}
