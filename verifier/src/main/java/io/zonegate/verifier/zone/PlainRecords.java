package io.zonegate.verifier.zone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a short master file that is not a zone: a set of DS records, say. */
public final class PlainRecords {
  private static final long MAX_BYTES = 1 << 20;

  /** Stands for a TTL that the file does not give; none is as long (RFC 8767 section 4). */
  private static final int UNSAID = Integer.MAX_VALUE;

  private PlainRecords() {}

  /** A record as it was read; RDATA in canonical form. */
  public static final class Plain {
    private final byte[] owner;
    private final int type;
    private final int ttl;
    private final byte[] rdata;
    private final String position;

    Plain(byte[] owner, int type, int ttl, byte[] rdata, String position) {
      this.owner = owner;
      this.type = type;
      this.ttl = ttl;
      this.rdata = rdata;
      this.position = position;
    }

    /** Owner name in wire form. */
    public byte[] owner() {
      return owner.clone();
    }

    /** RR type. */
    public int type() {
      return type;
    }

    /** TTL in seconds; -1 if the file does not say. */
    public int ttl() {
      return ttl;
    }

    /** RDATA. */
    public byte[] rdata() {
      return rdata.clone();
    }

    /** {@code FILE:LINE}. */
    public String position() {
      return position;
    }
  }

  /**
   * Reads all records of the file, at most 1 MiB.
   *
   * @param origin origin for relative names, or null
   */
  public static List<Plain> read(Path file, byte[] origin) throws ZoneReadException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ZoneReadException(
            file.toString(),
            Files.size(file) + " octets; such a file has a few records, limit " + MAX_BYTES);
      }
      List<Plain> records = new ArrayList<>();
      MasterFileReader reader = new MasterFileReader(new Collector(file, records), null, origin);
      reader.assumeTtl(UNSAID);
      try (InputStream in = Files.newInputStream(file)) {
        reader.read(in, file.toString());
      }
      return records;
    } catch (IOException e) {
      throw ZoneReadException.of(file.toString(), e);
    }
  }

  private static final class Collector implements RecordSink {
    private final Path file;
    private final List<Plain> records;
    private final SourceLines lines = new SourceLines();

    Collector(Path file, List<Plain> records) {
      this.file = file;
      this.records = records;
    }

    @Override
    public SourceLines lines() {
      return lines;
    }

    @Override
    public void included() {
      throw new IllegalStateException("no $INCLUDE without a folder");
    }

    @Override
    public void unterminated() {
      // A file of a few records is not published; what was cut off is missed elsewhere.
    }

    @Override
    public void add(
        byte[] owner,
        int ownerOffset,
        int type,
        int ttl,
        byte[] rdata,
        int offset,
        int length,
        int line) {
      byte[] copy = Arrays.copyOfRange(rdata, offset, offset + length);
      records.add(new Plain(owner, type, ttl == UNSAID ? -1 : ttl, copy, file + ":" + line));
    }
  }
}
