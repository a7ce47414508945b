package io.zonegate.transfer;

import io.zonegate.hsm.file.Sha256;
import io.zonegate.verifier.zone.Bytes;
import io.zonegate.verifier.zone.CanonicalRecords;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One version of a zone as a file that transfers are made of: its {@link CanonicalRecords} and
 * nothing else, so that the file's SHA-256 is the zone's content digest. Transfers stream it; no
 * part of it stays in memory.
 */
public final class ZoneImage {
  /** A message must have room for header, question, owner, TSIG beside the RDATA. */
  private static final int MOST_RDATA = 65_535 - MessageWalk.HEADER - 2 * 270 - TsigExchange.ROOM;

  private final Path file;
  private final String sha256;
  private final long octets;
  private final byte[] apex;
  private final byte[] soa;

  private ZoneImage(Path file, String sha256, long octets, byte[] apex, byte[] soa) {
    this.file = file;
    this.sha256 = sha256;
    this.octets = octets;
    this.apex = apex;
    this.soa = soa;
  }

  /**
   * Writes a zone's image: beside the file first, then forced to disk and renamed.
   *
   * @throws TransferException if the zone has what no transfer can carry
   * @throws IOException if it cannot be written; then no file of this name is new
   */
  public static ZoneImage write(Zone zone, Path file) throws IOException, TransferException {
    return write(
        file,
        out ->
            CanonicalRecords.<IOException>write(
                zone, (bytes, length) -> out.write(bytes, 0, length)));
  }

  /** Writes records in canonical form and order. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException, TransferException;
  }

  /** As {@link #write(Zone, Path)}, of records that come otherwise. */
  static ZoneImage write(Path file, Content content) throws IOException, TransferException {
    Path part =
        Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".part");
    try {
      MessageDigest hash = Sha256.function();
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        OutputStream out =
            new BufferedOutputStream(
                new DigestOutputStream(Channels.newOutputStream(channel), hash), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      ZoneImage written = open(part, HexFormat.of().formatHex(hash.digest()));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new ZoneImage(file, written.sha256, written.octets, written.apex, written.soa);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Writes the zone as a master file, one record a line with absolute names, the SOA record first
   * and then in canonical order: the same zone gives the same octets.
   *
   * @param text written anew
   */
  public void writeText(Path text) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(text, StandardCharsets.US_ASCII)) {
      for (boolean first : new boolean[] {true, false}) {
        try (RecordReader records = records()) {
          while (records.next()) {
            if (isSoa(records) == first) {
              out.write(records.text());
              out.write('\n');
            }
          }
        }
      }
    }
  }

  /**
   * Opens an image that was written before, and reads all of it once.
   *
   * @param sha256 the content digest that it must have, in lower-case hex
   * @throws TransferException if it is another zone's, or damaged
   */
  public static ZoneImage open(Path file, String sha256) throws IOException, TransferException {
    long octets = Files.size(file);
    String found = digest(file);
    if (!found.equals(sha256)) {
      throw new TransferException(
          file + ": has the SHA-256 " + found + ", not " + sha256 + ": it is not what was judged");
    }
    byte[] apex = null;
    byte[] soa = null;
    try (RecordReader records = RecordReader.of(file, 0, octets)) {
      while (records.next()) {
        byte[] bytes = records.octets();
        if (apex == null) {
          apex =
              Arrays.copyOfRange(bytes, records.start(), records.start() + records.ownerLength());
        }
        if (records.length() - records.ownerLength() > MOST_RDATA) {
          throw new TransferException(
              NameText.present(bytes, records.start())
                  + " has a record of more than "
                  + MOST_RDATA
                  + " octets, which no message can carry");
        }
        if (isSoa(records, apex)) {
          if (soa != null) {
            throw new TransferException(file + ": the zone has more than one SOA record");
          }
          soa = Arrays.copyOfRange(bytes, records.start(), records.start() + records.length());
        }
      }
    }
    if (soa == null) {
      throw new TransferException(file + ": the zone has no SOA record");
    }
    return new ZoneImage(file, sha256, octets, apex, soa);
  }

  private static boolean isSoa(RecordReader record, byte[] apex) {
    return record.type() == RecordType.SOA
        && Arrays.equals(
            apex,
            0,
            apex.length,
            record.octets(),
            record.start(),
            record.start() + record.ownerLength());
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest hash = Sha256.function();
      byte[] bytes = new byte[1 << 16];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        hash.update(bytes, 0, n);
      }
      return HexFormat.of().formatHex(hash.digest());
    }
  }

  /**
   * Adds all records but the SOA record to an answer.
   *
   * @throws IOException if the file is not what was judged any more; the answer must not be ended
   *     then
   */
  void addTo(AnswerMessages answer) throws IOException {
    MessageDigest hash = Sha256.function();
    try (RecordReader records = records()) {
      while (records.next()) {
        hash.update(records.octets(), records.start(), records.length());
        if (!isSoa(records)) {
          answer.add(records);
        }
      }
    }
    if (!HexFormat.of().formatHex(hash.digest()).equals(sha256)) {
      throw new IOException(file + " is not what was judged any more; publish the zone anew");
    }
  }

  /** Reads all records in canonical order, the SOA record among them. */
  RecordReader records() throws IOException {
    return RecordReader.of(file, 0, octets);
  }

  /** Whether the record is the apex's SOA record. */
  boolean isSoa(RecordReader record) {
    return isSoa(record, apex);
  }

  /** The SOA record in uncompressed wire form. */
  byte[] soa() {
    return soa;
  }

  /** The zone's name in wire form, lower case. */
  byte[] apex() {
    return apex;
  }

  /** The zone's name in presentation form, absolute. */
  public String zone() {
    return NameText.present(apex, 0);
  }

  /** The SOA's serial, 0 to 2^32-1. */
  public long serial() {
    return Integer.toUnsignedLong(Bytes.int32(soa, soa.length - 20));
  }

  /** The content digest, in lower-case hex. */
  public String sha256() {
    return sha256;
  }

  /** This image under another name; what had the name before is replaced. */
  public ZoneImage moveTo(Path name) throws IOException {
    Files.move(file, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new ZoneImage(name, sha256, octets, apex, soa);
  }

  /** Where it is. */
  Path file() {
    return file;
  }

  /** Octets of the file. */
  public long octets() {
    return octets;
  }
}
