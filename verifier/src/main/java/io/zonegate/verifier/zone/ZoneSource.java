package io.zonegate.verifier.zone;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPInputStream;

/**
 * Reads a zone from a file or a stream, finding out by its first octets whether it is a master file
 * or BIND's raw format, plain or packed with gzip or zstd. The digest is taken of the octets as
 * they come, before unpacking: they are what would be published.
 *
 * <p>Input, unpacking and digest run beside the parser (see {@link ReadAhead}). Nothing is judged
 * before the zone is complete: an RRset may be scattered over the whole file.
 */
public final class ZoneSource {
  /** Octets that this process has read of zones; for showing how far it is, and nothing else. */
  public static final LongAdder OCTETS_READ = new LongAdder();

  private ZoneSource() {}

  /**
   * Reads a zone from a file.
   *
   * @param origin wire form of the zone's name, or null to take it from the SOA record
   * @throws ZoneReadException if it cannot be read completely; the message names file, line, reason
   */
  public static Zone read(Path file, byte[] origin) throws ZoneReadException {
    return read(file, origin, true);
  }

  /**
   * As {@link #read(Path, byte[])}, for a file that is to be published: {@code $INCLUDE} is
   * refused, since the digest does not cover other files, and so are gzip and zstd, which name
   * servers do not load.
   */
  public static Zone readAlone(Path file, byte[] origin) throws ZoneReadException {
    return read(file, origin, false);
  }

  private static Zone read(Path file, byte[] origin, boolean convenient) throws ZoneReadException {
    if (Files.isDirectory(file)) {
      throw new ZoneReadException(file.toString(), "is a directory, not a zone file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      Form form = convenient ? new Form(file.toRealPath(), true) : new Form(null, false);
      return read(in, file.toString(), form, Files.size(file), origin);
    } catch (IOException e) {
      throw ZoneReadException.of(file.toString(), e);
    }
  }

  /**
   * What a source may be.
   *
   * @param main the file that others may be included from; null if none may
   * @param packed whether it may be packed
   */
  private record Form(Path main, boolean packed) {}

  /** Reads a zone from a stream, which is not closed; {@code $INCLUDE} is refused. */
  public static Zone read(InputStream in, String name, byte[] origin) throws ZoneReadException {
    try {
      return read(in, name, new Form(null, true), 0, origin);
    } catch (IOException e) {
      throw ZoneReadException.of(name, e);
    }
  }

  private static Zone read(InputStream in, String name, Form form, long total, byte[] origin)
      throws IOException, ZoneReadException {
    CountedInput counted = new CountedInput(in, ZoneDigest.hash());
    BufferedInputStream raw = new Buffered(counted);
    byte[] magic = peek(raw);
    InputStream content = raw;
    Gzip gzip = null;
    boolean isGzip = starts(magic, 0x1f, 0x8b);
    boolean isZstd = starts(magic, 0x28, 0xb5, 0x2f, 0xfd);
    if ((isGzip || isZstd) && !form.packed) {
      throw new ZoneReadException(
          name, "is packed, and its bytes would become the live file; unpack it first");
    }
    if (isGzip) {
      gzip = new Gzip(raw);
      content = unpacked(gzip, counted);
    } else if (isZstd) {
      content = unpacked(new ZstdInputStream(raw), counted);
    }
    if (content != raw) {
      magic = peek(content);
    }
    if (starts(magic, 0xef, 0xbb, 0xbf)) {
      throw new ZoneReadException(name, 1, "begins with a byte order mark; save it without");
    }
    HeapBudget budget =
        new HeapBudget(Runtime.getRuntime().maxMemory(), total, () -> counted.count);
    ZoneBuilder builder = new ZoneBuilder(origin, budget);
    try (InputStream ahead = new ReadAhead(content)) {
      if (starts(magic, 0, 0, 0, 2)) {
        new BindRawReader(builder).read(new BufferedInputStream(ahead, 1 << 16), name);
      } else {
        MasterFileReader reader =
            new MasterFileReader(builder, form.main == null ? null : form.main.getParent(), origin);
        if (form.main != null) {
          reader.main(form.main);
        }
        reader.read(ahead, name);
      }
    }
    if ((gzip != null && gzip.hasRest()) || (content != raw && raw.read() >= 0)) {
      throw new ZoneReadException(
          name, "there are octets behind the end of the packed data; unpack it yourself");
    }
    return builder.build(
        name,
        new ZoneDigest(
            HexFormat.of().formatHex(counted.getMessageDigest().digest()), counted.count));
  }

  private static InputStream unpacked(InputStream unpacker, CountedInput packed) {
    return new BufferedInputStream(new BombGuard(unpacker, packed), 1 << 16);
  }

  private static byte[] peek(InputStream in) throws IOException {
    in.mark(4);
    byte[] magic = in.readNBytes(4);
    in.reset();
    return magic;
  }

  private static boolean starts(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** Says that something is available unless the end has come: {@link Gzip} relies on that. */
  private static final class Buffered extends BufferedInputStream {
    Buffered(InputStream in) {
      super(in, 1 << 16);
    }

    @Override
    public synchronized int available() throws IOException {
      mark(1);
      int octet = read();
      reset();
      return octet < 0 ? 0 : 1;
    }
  }

  /** GZIPInputStream ignores what follows the last member; this one can tell of it. */
  private static final class Gzip extends GZIPInputStream {
    private static final int TRAILER = 8;

    Gzip(InputStream in) throws IOException {
      super(in, 1 << 16);
    }

    /** Whether more octets than the trailer were left when the last member had been unpacked. */
    boolean hasRest() {
      return inf.getRemaining() > TRAILER;
    }
  }

  private static final class CountedInput extends DigestInputStream {
    /** Written by the thread that reads, looked at by the parser. */
    private volatile long count;

    CountedInput(InputStream in, MessageDigest digest) {
      super(in, digest);
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      add(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      add(Math.max(0, read));
      return read;
    }

    private void add(int octets) {
      OCTETS_READ.add(octets);
      long sum = count + octets;
      count = sum;
    }
  }

  /**
   * Refuses packed data that unpacks to absurdly much. Zones pack 5 to 20 times; gzip can reach
   * 1,000, zstd far more.
   */
  private static final class BombGuard extends java.io.FilterInputStream {
    private static final long FREE = 64L << 20;
    private static final long MAX_RATIO = 200;

    private final CountedInput packed;
    private long unpacked;

    BombGuard(InputStream unpacker, CountedInput packed) {
      super(unpacker);
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read;
      try {
        read = in.read(bytes, offset, length);
      } catch (RuntimeException e) {
        // The zstd unpacker says so where the data is damaged.
        throw new IOException("the packed data is damaged: " + e.getMessage(), e);
      }
      unpacked += Math.max(0, read);
      if (unpacked > FREE && unpacked / MAX_RATIO > packed.count) {
        throw new IOException(
            "unpacks to more than "
                + MAX_RATIO
                + " times its size: refused; unpack it yourself"
                + " if it is real");
      }
      return read;
    }
  }
}
