package io.zonegate.transfer;

import io.zonegate.verifier.zone.Bytes;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.TransferredChange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Makes the image of the next version of a zone from that of the last one and a change. */
final class ImageChange {
  private final RecordReader base;
  private final RecordReader going;
  private final RecordReader coming;
  private final OutputStream out;

  private ImageChange(
      RecordReader base, RecordReader going, RecordReader coming, OutputStream out) {
    this.base = base;
    this.going = going;
    this.coming = coming;
    this.out = out;
  }

  /**
   * Writes the image; the base is streamed.
   *
   * @throws TransferException if a record that goes is not there, or one that comes is
   */
  static ZoneImage apply(ZoneImage base, TransferredChange change, Path file)
      throws IOException, TransferException {
    Path going = sorted(change.records(false), file, ".going");
    try {
      Path coming = sorted(change.records(true), file, ".coming");
      try {
        return ZoneImage.write(
            file,
            out -> {
              try (RecordReader old = base.records();
                  RecordReader gone = RecordReader.of(going, 0, Files.size(going));
                  RecordReader come = RecordReader.of(coming, 0, Files.size(coming))) {
                new ImageChange(old, gone, come, out).merge();
              }
            });
      } finally {
        Files.delete(coming);
      }
    } finally {
      Files.delete(going);
    }
  }

  private static Path sorted(List<byte[]> records, Path beside, String ending) throws IOException {
    Path file = Files.createTempFile(beside.toAbsolutePath().getParent(), "change", ending);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (byte[] record : records.stream().sorted(ImageChange::compare).toList()) {
        out.write(record);
      }
      return file;
    }
  }

  /** As {@link RecordReader#compare}. */
  private static int compare(byte[] one, byte[] other) {
    byte[] oneKey = key(one);
    byte[] otherKey = key(other);
    int order = Arrays.compareUnsigned(oneKey, otherKey);
    if (order != 0) {
      return order;
    }
    // The same owner: type, class, TTL, length, RDATA stand at the same place.
    int at = NameKey.wireLength(one, 0);
    order = Integer.compare(Bytes.uint16(one, at), Bytes.uint16(other, at));
    if (order == 0) {
      order = Arrays.compareUnsigned(one, at + 10, one.length, other, at + 10, other.length);
    }
    return order != 0
        ? order
        : Integer.compare(Bytes.int32(one, at + 4), Bytes.int32(other, at + 4));
  }

  private static byte[] key(byte[] record) {
    byte[] key = new byte[NameKey.MAX_BYTES];
    return Arrays.copyOf(key, NameKey.fromWire(record, 0, key));
  }

  private void merge() throws IOException, TransferException {
    boolean isGoing = going.next();
    boolean isComing = coming.next();
    while (base.next()) {
      int order = isGoing ? base.compare(going) : -1;
      if (order > 0) {
        throw new TransferException(unfit(going) + " is to go and is not there");
      }
      if (order == 0) {
        isGoing = going.next();
        continue;
      }
      while (isComing && coming.compare(base) < 0) {
        write(coming);
        isComing = coming.next();
      }
      if (isComing && coming.compare(base) == 0) {
        throw new TransferException(unfit(coming) + " is to come and is there already");
      }
      write(base);
    }
    if (isGoing) {
      throw new TransferException(unfit(going) + " is to go and is not there");
    }
    while (isComing) {
      write(coming);
      isComing = coming.next();
    }
  }

  private static String unfit(RecordReader record) {
    return "the change does not fit: a record of "
        + NameText.present(record.octets(), record.start());
  }

  private void write(RecordReader record) throws IOException {
    out.write(record.octets(), record.start(), record.length());
  }
}
